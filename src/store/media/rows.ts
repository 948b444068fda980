import type { MediaKind } from '../../domain/content.ts';
import type { MediaRecord, MediaState } from '../media.ts';
import { rows, type Sql, statement } from '../sql.ts';

/** A file as stored; see migration 0002. */
export interface MediaRow {
  id: string;
  channel_id: string;
  direction: MediaRecord['direction'];
  kind: MediaKind | null;
  state: MediaState;
  conversation_id: string | null;
  message_id: string | null;
  connection_id: string | null;
  sender_id: string | null;
  provider_media_id: string | null;
  url: string | null;
  mime_type: string;
  file_name: string | null;
  expected_size: number | null;
  expected_sha256: string | null;
  size_bytes: number | null;
  sha256: string | null;
  file_key: string | null;
  failure: string | null;
  tries: number;
  created_at: number;
}

const SELECT = statement('select d.* from {{rows $1 as r: id text}} join media d on d.id = r.id');

const LOCK = statement(`
  select d.* from {{rows $1 as r: id text}} join media d on d.id = r.id order by d.id {{for update}}`);

const UPDATE = statement(`
  update media set state = r.state, mime_type = r.mime_type, size_bytes = r.size_bytes, sha256 = r.sha256, file_key = r.file_key,
    failure = r.failure, tries = r.tries
  from {{rows $1 as r: id text, state text, mime_type text, size_bytes bigint, sha256 text, file_key text, failure text, tries bigint}}
  where media.id = r.id`);

export async function readMedia(sql: Sql, ids: Iterable<string>): Promise<Map<string, MediaRow>> {
  return read(sql, ids, SELECT);
}

/** After lanes, before contents. */
export async function lockMedia(sql: Sql, ids: Iterable<string>): Promise<Map<string, MediaRow>> {
  return read(sql, ids, LOCK);
}

async function read(sql: Sql, ids: Iterable<string>, select: typeof SELECT): Promise<Map<string, MediaRow>> {
  const wanted = [...new Set(ids)].map((id) => ({ id }));
  if (wanted.length === 0) return new Map();
  return new Map((await sql.all<MediaRow>(select, rows(wanted))).map((row) => [row.id, row]));
}

export async function updateMedia(sql: Sql, changed: readonly MediaRow[]): Promise<void> {
  if (changed.length > 0) await sql.write(UPDATE, changed);
}

/** The casts: ids of our own rows. */
export function toRecord(row: MediaRow): MediaRecord {
  return {
    id: row.id,
    channelId: row.channel_id as MediaRecord['channelId'],
    direction: row.direction,
    kind: row.kind,
    state: row.state,
    conversationId: row.conversation_id as MediaRecord['conversationId'],
    messageId: row.message_id as MediaRecord['messageId'],
    mimeType: row.mime_type,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    fileKey: row.file_key,
    failure: row.failure,
    createdAt: row.created_at,
  };
}
