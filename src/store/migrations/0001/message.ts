/**
 * Messages: a lean row for order and status, everything large in rows of its own.
 *
 * `bot_id`, `gather_ms`: who is to answer it; null if observed. `turn_id`: of received messages the turn that took them. `replays`: how often a dead
 * letter put it back.
 * `content.variant`: `original`, later `translated`, `transformed`. `raw.owner`: the message's id, or the dedupe key of what is no message.
 * `delivery`: where a provider's message id meets ours, written by whoever comes first, our receipt or the provider's status.
 */
export const messageTables = `
create table seen (
  channel_id text not null,
  sender_id text not null,
  kind text not null,
  key text not null,
  at bigint not null,
  primary key (channel_id, sender_id, kind, key)
) {{clustered}};
create index seen_at on seen (at);

create table message (
  id text not null primary key,
  channel_id text not null,
  conversation_id text not null,
  sender_id text not null,
  contact_id text not null,
  position bigint not null,
  direction text not null,
  author text not null,
  duty text not null,
  status text not null,
  provider_message_id text,
  reply_to text,
  reply_to_provider_id text,
  at bigint not null,
  received_at bigint not null,
  bot_id text,
  gather_ms bigint,
  turn_id text,
  replays bigint not null default 0,
  free_form bigint not null default 0,
  pause_ms bigint not null default 0,
  expires_at bigint,
  attempt_id text,
  tries bigint not null default 0,
  doubts bigint not null default 0,
  doubt_until bigint,
  failure text
) {{heap}};
create unique index message_position on message (conversation_id, position);
create index message_channel on message (channel_id, id);
create index message_turn on message (turn_id) where turn_id is not null;
create index message_pending on message (conversation_id, position)
  where direction = 'outbound' and status in ('queued', 'sending', 'in_doubt');

create table content (
  message_id text not null,
  variant text not null,
  body text not null,
  context text,
  primary key (message_id, variant)
) {{clustered}};

create table raw (
  owner text not null primary key,
  body text not null,
  at bigint not null
) {{heap}};

create table attempt (
  id text not null primary key,
  message_id text not null,
  connection_id text not null,
  number bigint not null,
  started_at bigint not null,
  ended_at bigint,
  outcome text not null,
  provider_message_id text,
  failure text
) {{heap}};
create index attempt_message on attempt (message_id);

create table delivery (
  channel_id text not null,
  provider_message_id text not null,
  message_id text,
  attempt_id text,
  status text,
  status_at bigint,
  failure text,
  primary key (channel_id, provider_message_id)
) {{clustered}};

create table status_report (
  channel_id text not null,
  provider_message_id text not null,
  status text not null,
  at bigint not null,
  detail text,
  primary key (channel_id, provider_message_id, status, at)
) {{clustered}};

create table idempotency (
  scope text not null,
  key text not null,
  request_hash text not null,
  message_id text not null,
  at bigint not null,
  primary key (scope, key)
) {{clustered}};
`;
