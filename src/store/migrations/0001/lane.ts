/**
 * Work that waits, and turns.
 *
 * A lane exists only while its conversation has work of that kind. `due` is when it may be claimed next: while `leased`, the end of the lease.
 * The index `lane_due` does not begin with `kind`, or PostgreSQL would take it for looking lanes up by their key until it has statistics.
 * `since`: when a gathering began. `open_turn`: the frozen turn of an in-lane. `turn.items`: ids of the frozen messages.
 */
export const laneTables = `
create table lane (
  conversation_id text not null,
  kind text not null,
  channel_id text not null,
  slot text not null,
  due bigint not null,
  since bigint not null,
  generation bigint not null,
  token bigint not null,
  leased bigint not null,
  waits_for text,
  open_turn text,
  primary key (conversation_id, kind)
) {{clustered}};
create index lane_due on lane (slot, kind, due);

create table turn (
  id text not null primary key,
  conversation_id text not null,
  from_position bigint not null,
  to_position bigint not null,
  items text not null,
  session_id text,
  tries bigint not null,
  frozen_at bigint not null,
  deferred_until bigint,
  closed_at bigint
) {{heap}};
create index turn_closed on turn (closed_at) where closed_at is not null;

create table turn_reply (
  turn_id text not null,
  reply_key text not null,
  at bigint not null,
  primary key (turn_id, reply_key)
) {{clustered}};
`;
