import type { Migration } from './migration.ts';
import { statementsOf } from './tables.ts';

/**
 * Bulk sends: one content to a list of people.
 *
 * While one runs it has a lane of kind `bulk` whose key, in `lane.conversation_id`, is the bulk send's id and whose slot is its sender.
 *
 * `bulk_send.handled`: recipients below this place were addressed or skipped; those from here on wait. `queued`, `opted_out`, `duplicate`,
 * `invalid`: what became of them. `bulk_recipient.parameters`: this person's own template parameters. `contact_id`: set iff addressed, so
 * that nobody is addressed twice. `message_id`: the first of the messages that were queued.
 */
const BULK_TABLES = `
create table bulk_send (
  id text not null primary key,
  channel_id text not null,
  sender_id text not null,
  name text not null,
  content text not null,
  state text not null,
  total bigint not null default 0,
  handled bigint not null default 0,
  queued bigint not null default 0,
  opted_out bigint not null default 0,
  duplicate bigint not null default 0,
  invalid bigint not null default 0,
  request_scope text,
  request_key text,
  request_hash text,
  created_at bigint not null,
  started_at bigint,
  finished_at bigint
) {{heap}};
create unique index bulk_send_request on bulk_send (request_scope, request_key);
create index bulk_send_channel on bulk_send (channel_id, id);
create index bulk_send_running on bulk_send (id) where state = 'running';

create table bulk_recipient (
  bulk_id text not null,
  place bigint not null,
  identifiers text not null,
  parameters text,
  state text not null default 'pending',
  reason text,
  detail text,
  contact_id text,
  message_id text,
  primary key (bulk_id, place)
) {{clustered}};
create index bulk_recipient_contact on bulk_recipient (bulk_id, contact_id) where contact_id is not null
`;

export const bulk: Migration = { version: 5, statements: statementsOf(BULK_TABLES) };
