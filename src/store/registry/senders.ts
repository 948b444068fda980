import type { Sender } from '../../domain/channel.ts';
import type { ChannelId, SenderId } from '../../domain/ids.ts';
import type { FieldValues } from '../../domain/settings.ts';
import type { Conflict, StoredConnection } from '../registry.ts';
import { rows, type Sql, statement, storableJson } from '../sql.ts';
import { registryChange } from './change.ts';

interface SenderRow {
  id: string;
  channel_id: string;
  phone_number: string;
  fields: string;
}

/** What decides whether senders collide with another channel's. */
type Claim = Pick<StoredConnection, 'channelId' | 'provider' | 'state' | 'senderKey'>;

const SELECT = statement('select id, channel_id, phone_number, fields from sender order by channel_id, place');
const SELECT_OTHERS = statement(`
  select s.id, s.channel_id, s.phone_number, s.fields
  from sender s join connection c on c.channel_id = s.channel_id
  where c.state = 'active' and c.provider = $1 and s.channel_id <> $2`);
const SELECT_ACTIVE = statement(`
  select provider, sender_key from connection where channel_id = $1 and state = 'active'`);
const DELETE = statement('delete from sender where channel_id = $1');
const INSERT = statement(`
  insert into sender (id, channel_id, phone_number, fields, place)
  select r.id, $2, r.phone_number, r.fields, r.place
  from {{rows $1 as r: id text, phone_number text, fields text, place bigint}}`);
const UPDATE_FIELDS = statement('update sender set fields = $2 where id = $1');

/** In the order in which the operator wrote them. */
export async function readSenders(sql: Sql): Promise<Sender[]> {
  return (await sql.all<SenderRow>(SELECT)).map(parseSender);
}

/** Replaces a channel's rows; the caller has looked for conflicts. */
export async function writeSenders(sql: Sql, channelId: ChannelId, senders: readonly Sender[]): Promise<void> {
  await sql.run(DELETE, channelId);
  const values = senders.map((sender, place) => ({
    id: sender.id,
    phone_number: sender.phoneNumber,
    fields: storableJson(sender.fields),
    place,
  }));
  await sql.run(INSERT, rows(values), channelId);
}

/** Whether a sender is on the active connection of another channel at the same provider. Only active connections collide. */
export async function areSendersTaken(sql: Sql, claim: Claim, senders: readonly Sender[]): Promise<boolean> {
  if (claim.state !== 'active') return false;
  const others = (await sql.all<SenderRow>(SELECT_OTHERS, claim.provider, claim.channelId)).map(parseSender);
  const key = claim.senderKey;
  const names = (sender: Sender) => [sender.phoneNumber, key === undefined ? undefined : sender.fields[key]];
  return senders.some((sender) =>
    others.some((other) => names(sender).some((name, index) => name !== undefined && name === names(other)[index])),
  );
}

export const replaceSenders = registryChange<{ channelId: ChannelId; senders: readonly Sender[] }, Conflict>(
  'replace_senders',
  async (sql, { channelId, senders }) => {
    const [active] = await sql.all<{ provider: string; sender_key: string | null }>(SELECT_ACTIVE, channelId);
    if (active && (await areSendersTaken(sql, parseClaim(channelId, active), senders)))
      return { conflict: 'sender_taken' };
    await writeSenders(sql, channelId, senders);
    return true;
  },
);

export const updateSenderFields = registryChange<{ id: SenderId; fields: FieldValues }, false>(
  'update_sender_fields',
  async (sql, { id, fields }) => (await sql.run(UPDATE_FIELDS, id, storableJson(fields))) > 0 || false,
);

function parseClaim(channelId: ChannelId, row: { provider: string; sender_key: string | null }): Claim {
  return {
    channelId,
    provider: row.provider,
    state: 'active',
    ...(row.sender_key !== null && { senderKey: row.sender_key }),
  };
}

function parseSender(row: SenderRow): Sender {
  return {
    id: row.id as SenderId, // Ids come back as the kind they were written from.
    channelId: row.channel_id as ChannelId,
    phoneNumber: row.phone_number,
    fields: JSON.parse(row.fields),
  };
}
