import { rows, type Sql, statement } from '../sql.ts';
import type { DeadLetterItem, IngestItem } from '../work.ts';

type KeyedItem = Exclude<IngestItem, DeadLetterItem>;

interface SeenRow {
  channel_id: string;
  sender_id: string;
  kind: string;
  key: string;
}

const INSERT = statement(`
  insert into seen (channel_id, sender_id, kind, key, at)
  select r.channel_id, r.sender_id, r.kind, r.key, $2
  from {{rows $1 as r: channel_id text, sender_id text, kind text, key text}}
  where true on conflict (channel_id, sender_id, kind, key) do nothing
  returning channel_id, sender_id, kind, key`);

/** The dedupe key as one text; also the name under which raw fragments of what is no message are kept. */
export function seenKey(item: KeyedItem): string {
  return keyOf(rowOf(item));
}

/** Remembers the keys of all items; returns the items that were new, each key's first. Keys are written in their order. */
export async function takeNew(sql: Sql, items: readonly KeyedItem[]): Promise<Set<KeyedItem>> {
  const first = new Map<string, KeyedItem>();
  for (const item of items) if (!first.has(seenKey(item))) first.set(seenKey(item), item);
  if (first.size === 0) return new Set();
  const sorted = [...first].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => rowOf(item));
  const inserted = await sql.all<SeenRow>(INSERT, rows(sorted), sql.now);
  const fresh = new Set(inserted.map(keyOf));
  return new Set([...first].filter(([key]) => fresh.has(key)).map(([, item]) => item));
}

function rowOf(item: KeyedItem): SeenRow {
  return { channel_id: item.channelId, sender_id: item.senderId ?? '', kind: item.seen.kind, key: item.seen.key };
}

function keyOf({ channel_id, sender_id, kind, key }: SeenRow): string {
  return `${channel_id} ${sender_id} ${kind} ${key}`;
}
