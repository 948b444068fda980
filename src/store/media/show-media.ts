import type { InboundContent, InboundMedia, OutboundContent } from '../../domain/content.ts';
import { rows, type Sql, statement, storableJson } from '../sql.ts';
import { isMedia } from './received-media.ts';
import type { MediaRow } from './rows.ts';

interface BodyRow {
  message_id: string;
  variant: string;
  body: string;
}

/** Who edits a message holds it too, and copies what it shows of its file. */
const LOCK_MESSAGES = statement(`
  select m.id from {{rows $1 as r: message_id text}} join message m on m.id = r.message_id order by m.id {{for update}}`);

const LOCK = statement(`
  select t.message_id, t.variant, t.body from {{rows $1 as r: message_id text}}
  join content t on t.message_id = r.message_id
  order by t.message_id, t.variant {{for update}}`);

const UPDATE = statement(`
  update content set body = r.body from {{rows $1 as r: message_id text, variant text, body text}}
  where content.message_id = r.message_id and content.variant = r.variant`);

/** Writes how files fare into the contents that show them: of every variant, because an edit may bring another file, or none. */
export async function showMedia(sql: Sql, changed: readonly MediaRow[]): Promise<void> {
  const messages = new Set(changed.map((row) => row.message_id).filter((id) => id !== null));
  if (messages.size === 0) return;
  const byId = new Map(changed.map((row) => [row.id, row]));
  const wanted = rows([...messages].map((message_id) => ({ message_id })));
  await sql.all(LOCK_MESSAGES, wanted);
  const found = await sql.all<BodyRow>(LOCK, wanted);
  const updated = found.flatMap(({ message_id, variant, body }) => {
    const content: InboundContent | OutboundContent = JSON.parse(body);
    if (!isMedia(content)) return [];
    const media = byId.get(content.media.id);
    if (media === undefined) return [];
    return [{ message_id, variant, body: storableJson({ ...content, media: shown(content.media, media) }) }];
  });
  if (updated.length > 0) await sql.write(UPDATE, updated);
}

function shown(before: InboundMedia, row: MediaRow): InboundMedia {
  return {
    ...before,
    mimeType: row.mime_type,
    ...(row.size_bytes !== null && { sizeBytes: row.size_bytes }),
    ...(row.sha256 !== null && { sha256: row.sha256 }),
    state: row.state,
  };
}
