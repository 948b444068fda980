/**
 * People and their conversations.
 *
 * `contact.merged_into`, `conversation.merged_into`: the survivor, always the last one of a chain. `conversation.position`: last position given;
 * `taken`: nothing up to here waits for the bot. `merge_pending`: 1 on a loser whose session and state have not moved yet; `merges_awaited`:
 * how many such losers the survivor has.
 * `pace` (person budget) is apart from `conversation`, because senders write it while they hold the lane, and rows are locked
 * conversation first, lane second.
 */
export const conversationTables = `
create table contact (
  id text not null primary key,
  channel_id text not null,
  name text,
  username text,
  merged_into text,
  created_at bigint not null
) {{heap}};

create index contact_merged on contact (merged_into) where merged_into is not null;

create table identifier (
  channel_id text not null,
  kind text not null,
  match_key text not null,
  value text not null,
  contact_id text not null,
  seen_at bigint not null,
  primary key (channel_id, kind, match_key)
) {{clustered}};
create index identifier_contact on identifier (contact_id);

create table conversation (
  id text not null primary key,
  channel_id text not null,
  sender_id text not null,
  contact_id text not null,
  position bigint not null default 0,
  taken bigint not null default 0,
  answered_by text not null default 'bot',
  window_until bigint,
  session_id text,
  last_fallback_at bigint,
  last_message_at bigint,
  merged_into text,
  merge_pending bigint not null default 0,
  merges_awaited bigint not null default 0,
  created_at bigint not null
) {{heap}};
create unique index conversation_pair on conversation (channel_id, sender_id, contact_id);
create index conversation_contact on conversation (contact_id);
create index conversation_merged on conversation (merged_into) where merged_into is not null;

create table session (
  id text not null primary key,
  conversation_id text not null,
  revision bigint not null,
  started_at bigint not null,
  last_at bigint not null,
  ended bigint not null,
  variables text not null,
  state text not null,
  choices text not null
) {{heap}};
create index session_conversation on session (conversation_id);

create table pace (
  conversation_id text not null primary key,
  free_at bigint not null
) {{heap}};

create table budget (
  sender_id text not null primary key,
  free_at_us bigint not null
) {{heap}};
`;
