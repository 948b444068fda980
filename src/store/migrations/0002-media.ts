import type { Migration } from './migration.ts';
import { statementsOf } from './tables.ts';

/**
 * Files of messages, received and uploaded.
 *
 * A file to be fetched is a lane of kind `media` whose key, in `lane.conversation_id`, is the file's own id: one slow file then blocks no
 * other, not even of its conversation, and a merge of conversations (which waits for the lanes of the loser) does not wait for files. The
 * lane's slot is the connection, so that one slow provider takes nobody else's place.
 *
 * `media.message_id`, `conversation_id`: null for uploads. `mime_type`, `file_name`: as told, corrected when the file is there. `expected_size`,
 * `expected_sha256`: what the provider said; `size_bytes`, `sha256`: what we hold. `file_key`: in the file store, set iff `ready`.
 * `failure`: a sentence, set iff `failed`. `message.media_id`: the file that its turn waits for.
 * `media_upload`: under which id a provider holds a file of ours, by sender because an id may be good for one number only.
 */
const MEDIA_TABLES = `
create table media (
  id text not null primary key,
  channel_id text not null,
  direction text not null,
  kind text,
  state text not null,
  conversation_id text,
  message_id text,
  connection_id text,
  sender_id text,
  provider_media_id text,
  url text,
  mime_type text not null,
  file_name text,
  expected_size bigint,
  expected_sha256 text,
  size_bytes bigint,
  sha256 text,
  file_key text,
  failure text,
  tries bigint not null default 0,
  created_at bigint not null
) {{heap}};
create index media_message on media (message_id) where message_id is not null;

create table media_upload (
  media_id text not null,
  connection_id text not null,
  sender_id text not null,
  provider_media_id text not null,
  valid_until bigint not null,
  primary key (media_id, connection_id, sender_id)
) {{clustered}};

alter table message add column media_id text
`;

export const media: Migration = { version: 2, statements: statementsOf(MEDIA_TABLES) };
