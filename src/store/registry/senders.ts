import type { Channel, Sender } from '../../domain/channel.ts';
import type { ChannelId, SenderId } from '../../domain/ids.ts';
import { phoneMatchKey } from '../../domain/phone-key.ts';
import type { FieldValues } from '../../domain/settings.ts';
import type { StoredConnection, TakenSender } from '../registry.ts';
import { type Sql, statement, storableJson } from '../sql.ts';
import { registryChange } from './change.ts';

interface SenderRow {
  id: string;
  channel_id: string;
  phone_number: string;
  fields: string;
}

interface OtherSenderRow {
  phone_number: string;
  fields: string;
  provider: string;
  channel_id: string;
  channel_name: string;
}

/** What decides beside their numbers whether senders collide with another channel's. */
type Claim = Pick<StoredConnection, 'provider' | 'senderKey'>;

const SELECT = statement('select id, channel_id, phone_number, fields from sender order by channel_id, place');
const SELECT_OTHERS = statement(`
  select s.phone_number, s.fields, c.provider, h.id as channel_id, h.name as channel_name
  from sender s join connection c on c.channel_id = s.channel_id join channel h on h.id = s.channel_id
  where c.state <> 'draining' and s.channel_id <> $1`);
const SELECT_CLAIMS = statement(`
  select provider, sender_key from connection where channel_id = $1 and state <> 'draining'`);
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
  await sql.write(INSERT, values, channelId);
}

/**
 * The first of a channel's senders that another channel has, on a connection that sends or may have to: a number is on one channel only,
 * and so is what a provider calls it. Null: they are free.
 */
export async function findTaken(
  sql: Sql,
  channelId: ChannelId,
  { senders, claims }: { senders: readonly Sender[]; claims: readonly Claim[] },
): Promise<TakenSender | null> {
  const others = await sql.all<OtherSenderRow>(SELECT_OTHERS, channelId);
  const taken = new Map(others.flatMap((other) => namesOf(other).map((name) => [name, channelOf(other)])));
  for (const { phoneNumber, fields } of senders) {
    const by = taken.get(numberName(phoneNumber));
    if (by) return { phoneNumber, field: 'phoneNumber', by };
    for (const { provider, senderKey = '' } of claims) {
      const value = fields[senderKey];
      const user = value === undefined ? undefined : taken.get(fieldName(provider, senderKey, value));
      if (user) return { phoneNumber, field: senderKey, by: user };
    }
  }
  return null;
}

function channelOf({ channel_id: id, channel_name: name }: OtherSenderRow): Pick<Channel, 'id' | 'name'> {
  return { id: id as ChannelId, name }; // Ids come back as the kind they were written from.
}

function namesOf({ provider, phone_number: phoneNumber, fields }: OtherSenderRow): string[] {
  const values = Object.entries<string>(JSON.parse(fields));
  return [numberName(phoneNumber), ...values.map(([field, value]) => fieldName(provider, field, value))];
}

function numberName(phoneNumber: string): string {
  return JSON.stringify([phoneMatchKey(phoneNumber)]);
}

function fieldName(provider: string, field: string, value: string): string {
  return JSON.stringify([provider, field, value]);
}

/** What a channel's connections that send, or may have to, call senders by. */
export async function claimsOf(sql: Sql, channelId: ChannelId): Promise<Claim[]> {
  const found = await sql.all<{ provider: string; sender_key: string | null }>(SELECT_CLAIMS, channelId);
  return found.map(({ provider, sender_key: key }) => ({ provider, ...(key !== null && { senderKey: key }) }));
}

export const updateSenderFields = registryChange<{ id: SenderId; fields: FieldValues }, false>(
  'update_sender_fields',
  async (sql, { id, fields }) => (await sql.run(UPDATE_FIELDS, id, storableJson(fields))) > 0 || false,
);

function parseSender(row: SenderRow): Sender {
  return {
    id: row.id as SenderId, // Ids come back as the kind they were written from.
    channelId: row.channel_id as ChannelId,
    phoneNumber: row.phone_number,
    fields: JSON.parse(row.fields),
  };
}
