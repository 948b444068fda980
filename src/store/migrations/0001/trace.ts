/** What people read afterwards: stories of messages, dead letters, events of the account. */
export const traceTables = `
create table trace (
  message_id text not null,
  id text not null,
  step text not null,
  at bigint not null,
  duration_ms bigint,
  turn_id text,
  attempt_id text,
  detail text,
  primary key (message_id, id)
) {{clustered}};

create table dead_letter (
  id text not null primary key,
  channel_id text,
  connection_id text,
  reason text not null,
  message text not null,
  message_id text,
  raw text,
  at bigint not null,
  replayed_at bigint
) {{heap}};
create index dead_letter_channel on dead_letter (channel_id, id);

create table channel_event (
  id text not null primary key,
  channel_id text not null,
  sender_id text,
  kind text not null,
  detail text not null,
  at bigint not null
) {{heap}};
create index channel_event_channel on channel_event (channel_id, id);
`;
