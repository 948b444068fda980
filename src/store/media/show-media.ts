import type { InboundContent, InboundMedia, OutboundContent } from '../../domain/content.ts';
import { rows, type Sql, statement, storableJson } from '../sql.ts';
import { isMedia } from './received-media.ts';
import type { MediaRow } from './rows.ts';

interface BodyRow {
  message_id: string;
  body: string;
}

const LOCK = statement(`
  select t.message_id, t.body from {{rows $1 as r: message_id text, variant text}}
  join content t on t.message_id = r.message_id and t.variant = r.variant
  order by t.message_id {{for update}}`);

const UPDATE = statement(`
  update content set body = r.body from {{rows $1 as r: message_id text, variant text, body text}}
  where content.message_id = r.message_id and content.variant = r.variant`);

/** Writes how files fare into the messages that show them. A message whose content was edited or deleted meanwhile shows another one, or none. */
export async function showMedia(sql: Sql, changed: readonly MediaRow[]): Promise<void> {
  const byMessage = new Map(changed.flatMap((row) => (row.message_id === null ? [] : [[row.message_id, row]])));
  if (byMessage.size === 0) return;
  const wanted = [...byMessage.keys()].map((message_id) => ({ message_id, variant: 'original' }));
  const found = await sql.all<BodyRow>(LOCK, rows(wanted));
  const updated = found.flatMap(({ message_id, body }) => {
    const content: InboundContent | OutboundContent = JSON.parse(body);
    const media = byMessage.get(message_id);
    if (media === undefined || !isMedia(content) || content.media.id !== media.id) return [];
    return [
      { message_id, variant: 'original', body: storableJson({ ...content, media: shown(content.media, media) }) },
    ];
  });
  if (updated.length > 0) await sql.run(UPDATE, rows(updated));
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
