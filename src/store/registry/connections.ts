import type { Sender } from '../../domain/channel.ts';
import type { ChannelId, ConnectionId } from '../../domain/ids.ts';
import { forgetMemos } from '../memos/write.ts';
import type { Conflict, RegistryStore, StoredConnection, StoredSettings } from '../registry.ts';
import { type Sql, statement, storableJson } from '../sql.ts';
import { registryChange } from './change.ts';
import { readStop, releaseChanged } from './connection-stops.ts';
import { claimsOf, findTaken, readSenders, writeSenders } from './senders.ts';

interface ConnectionRow {
  id: string;
  channel_id: string;
  provider: string;
  state: StoredConnection['state'];
  sender_key: string | null;
  token: string;
  settings: string;
  secrets: string;
  stopped: string | null;
  created_at: number;
}

type ConnectionChange = Parameters<RegistryStore['updateConnection']>[1];

const SELECT = statement(`
  select id, channel_id, provider, state, sender_key, token, settings, secrets, stopped, created_at from connection order by id`);
const INSERT = statement(`
  insert into connection (id, channel_id, provider, state, sender_key, token, settings, secrets, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`);
const REPLACE_ACTIVE = statement(`
  update connection set state = $2 where channel_id = $1 and state = 'active'`);
const UPDATE = statement('update connection set state = $2, settings = $3, secrets = $4 where id = $1');
const UPDATE_SETTINGS = statement('update connection set settings = $2, secrets = $3 where id = $1');
const DELETE = statement('delete from connection where id = $1');
const DELETE_ALL = statement('delete from connection where channel_id = $1 returning id');

export async function readConnections(sql: Sql): Promise<StoredConnection[]> {
  const found = await sql.all<ConnectionRow>(SELECT);
  return found.map((row) => ({
    id: row.id as ConnectionId, // Ids come back as the kind they were written from.
    channelId: row.channel_id as ChannelId,
    provider: row.provider,
    state: row.state,
    token: row.token,
    settings: JSON.parse(row.settings),
    secrets: JSON.parse(row.secrets),
    createdAt: row.created_at,
    ...(row.stopped !== null && { stopped: readStop(row.stopped) }),
    ...(row.sender_key !== null && { senderKey: row.sender_key }),
  }));
}

/** A row alone; the caller has looked for conflicts. */
export async function writeConnection(sql: Sql, connection: StoredConnection): Promise<void> {
  const { id, channelId, provider, state, senderKey, token, createdAt } = connection;
  const settings = storableJson(connection.settings);
  const secrets = storableJson(connection.secrets);
  await sql.run(INSERT, id, channelId, provider, state, senderKey ?? null, token, settings, secrets, createdAt);
}

export const insertConnection = registryChange<
  { connection: StoredConnection; senders: readonly Sender[] | null },
  Conflict
>('insert_connection', async (sql, { connection, senders }) => {
  const own = senders ?? (await readSenders(sql)).filter((sender) => sender.channelId === connection.channelId);
  const claims = [...(await claimsOf(sql, connection.channelId)), connection];
  const taken = await findTaken(sql, connection.channelId, { senders: own, claims });
  if (taken) return { conflict: 'sender_taken', taken };
  if (connection.state === 'active') await sql.run(REPLACE_ACTIVE, connection.channelId, 'draining');
  await writeConnection(sql, connection);
  if (senders) await writeSenders(sql, connection.channelId, senders);
  return true;
});

export const updateConnection = registryChange<
  { id: ConnectionId; change: ConnectionChange },
  false | Conflict | 'changed'
>('update_connection', async (sql, { id, change: { of, ...change } }) => {
  const before = (await readConnections(sql)).find((connection) => connection.id === id);
  if (!before) return false;
  if (of !== undefined && textOf(of) !== textOf(before)) return 'changed';
  const after = { ...before, ...change };
  if (after.state !== before.state) {
    const senders = (await readSenders(sql)).filter((sender) => sender.channelId === after.channelId);
    const taken = await findTaken(sql, after.channelId, { senders, claims: [after] });
    if (taken) return { conflict: 'sender_taken', taken };
    if (after.state === 'active') await sql.run(REPLACE_ACTIVE, after.channelId, 'standby');
  }
  await sql.run(UPDATE, id, after.state, storableJson(after.settings), storableJson(after.secrets));
  if (change.settings || change.secrets) await releaseChanged(sql, id);
  return true;
});

function textOf({ settings, secrets }: StoredSettings): string {
  return storableJson({ settings, secrets });
}

/** New settings alone, which release it if it is stopped. */
export async function writeSettings(
  sql: Sql,
  { id, settings, secrets }: StoredSettings & { id: ConnectionId },
): Promise<void> {
  await sql.run(UPDATE_SETTINGS, id, storableJson(settings), storableJson(secrets));
  await releaseChanged(sql, id);
}

/** The active one cannot go: that is deleting the channel. */
export const deleteConnection = registryChange<ConnectionId, false | Conflict>('delete_connection', async (sql, id) => {
  const before = (await readConnections(sql)).find((connection) => connection.id === id);
  if (!before) return false;
  if (before.state === 'active') return { conflict: 'in_use' };
  await sql.run(DELETE, id);
  await forgetMemos(sql, [id]);
  return true;
});

/** Those of a channel that goes, with what their adapters remember. */
export async function deleteConnections(sql: Sql, channelId: ChannelId): Promise<void> {
  const deleted = await sql.all<{ id: ConnectionId }>(DELETE_ALL, channelId);
  await forgetMemos(
    sql,
    deleted.map(({ id }) => id),
  );
}
