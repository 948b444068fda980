import type { Migration } from './migration.ts';
import { statementsOf } from './tables.ts';

/**
 * Messages that change afterwards, people who want no marketing, and connections over which nothing may be sent.
 *
 * `message.turn_variant`: the content variant that the bot gets; settled when the turn is frozen. `amendment`: changes of messages that have
 * not come yet, as JSON. `contact.marketing_told_at`: time of the person's last word about it.
 * `connection.stopped`: JSON, null while it may send; `released_at`: failures of attempts before that stop it no more.
 */
export const changes: Migration = {
  version: 3,
  statements: statementsOf(`
alter table message add column edited_at bigint;
alter table message add column revoked_at bigint;
alter table message add column turn_variant text not null default 'original';
alter table message add column marketing bigint not null default 0;

create table amendment (
  channel_id text not null,
  provider_message_id text not null,
  id text not null,
  body text not null,
  received_at bigint not null,
  primary key (channel_id, provider_message_id, id)
) {{clustered}};
create index amendment_received on amendment (received_at);

alter table contact add column marketing_opted_out_at bigint;
alter table contact add column marketing_told_at bigint;

alter table connection add column stopped text;
alter table connection add column released_at bigint;
`),
};
