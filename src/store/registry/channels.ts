import { type Channel, DEFAULT_RULES, type Sender } from '../../domain/channel.ts';
import type { BotId, ChannelId } from '../../domain/ids.ts';
import type { ChannelChange, Conflict, StoredConnection } from '../registry.ts';
import { type Sql, statement, storableJson } from '../sql.ts';
import { forgetAccounts } from '../templates/forget-accounts.ts';
import { abandonWork } from './abandon-work.ts';
import { registryChange } from './change.ts';
import { deleteConnections, readConnections, writeConnection, writeSettings } from './connections.ts';
import { rememberDeleted } from './deleted-channels.ts';
import { revisionOfChannel } from './revision.ts';
import { claimsOf, findTaken, readSenders, writeSenders } from './senders.ts';

interface ChannelRow {
  id: string;
  name: string;
  bot_id: string | null;
  enabled: number;
  rules: string;
  created_at: number;
  updated_at: number;
}

interface NewChannel {
  channel: Channel;
  connection: StoredConnection;
  senders: readonly Sender[];
}

const SELECT = statement('select id, name, bot_id, enabled, rules, created_at, updated_at from channel order by id');
const INSERT = statement(`
  insert into channel (id, name, bot_id, enabled, rules, created_at, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7)`);
const UPDATE = statement(`
  update channel set name = $2, bot_id = $3, enabled = $4, rules = $5, updated_at = $6 where id = $1`);
const DELETE = statement('delete from channel where id = $1');

/** Rules that are younger than the row have their defaults. */
export async function readChannels(sql: Sql): Promise<Channel[]> {
  const found = await sql.all<ChannelRow>(SELECT);
  return found.map((row) => ({
    id: row.id as ChannelId, // Ids come back as the kind they were written from.
    name: row.name,
    botId: row.bot_id as BotId | null,
    enabled: row.enabled === 1,
    rules: { ...DEFAULT_RULES, ...JSON.parse(row.rules) },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
}

export const insertChannel = registryChange<NewChannel, Conflict>('insert_channel', async (sql, input) => {
  const { channel, connection, senders } = input;
  const taken = await findTaken(sql, channel.id, { senders, claims: [connection] });
  if (taken) return { conflict: 'sender_taken', taken };
  const { id, name, botId, createdAt, updatedAt } = channel;
  await sql.run(INSERT, id, name, botId, Number(channel.enabled), storableJson(channel.rules), createdAt, updatedAt);
  await writeConnection(sql, connection);
  await writeSenders(sql, id, senders);
  return true;
});

export const updateChannel = registryChange<{ id: ChannelId; change: ChannelChange }, false | Conflict | 'changed'>(
  'update_channel',
  async (sql, { id, change: { senders, connection, of, ...change } }) => {
    const before = (await readChannels(sql)).find((channel) => channel.id === id);
    if (!before) return false;
    if (of !== undefined && of !== (await readRevision(sql, before))) return 'changed';
    if (senders) {
      const taken = await findTaken(sql, id, { senders, claims: await claimsOf(sql, id) });
      if (taken) return { conflict: 'sender_taken', taken };
      await writeSenders(sql, id, senders);
    }
    if (connection) await writeSettings(sql, connection);
    const { name, botId, enabled, rules, updatedAt } = { ...before, ...change };
    await sql.run(UPDATE, id, name, botId, Number(enabled), storableJson(rules), updatedAt);
    return true;
  },
);

async function readRevision(sql: Sql, channel: Channel): Promise<string | null> {
  const [connections, senders] = [await readConnections(sql), await readSenders(sql)];
  return revisionOfChannel({ channels: [channel], connections, senders }, channel.id);
}

export const deleteChannel = registryChange<ChannelId, false>('delete_channel', async (sql, id) => {
  if ((await sql.run(DELETE, id)) === 0) return false;
  await rememberDeleted(sql, id);
  await deleteConnections(sql, id);
  await writeSenders(sql, id, []);
  await abandonWork(sql, id);
  await forgetAccounts(sql, id);
  return true;
});
