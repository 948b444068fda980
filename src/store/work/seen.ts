import type { DeadLetterItem, IngestItem } from '../ingest-items.ts';
import { rows, type Sql, statement } from '../sql.ts';

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

/**
 * Remembers the keys of all items, in the keys' order; returns the places of those that were new. Of several with one key the first is new.
 */
export async function takeNew(sql: Sql, items: readonly KeyedItem[]): Promise<ReadonlySet<number>> {
  const first = new Map<string, number>();
  for (const [index, item] of items.entries()) if (!first.has(seenKey(item))) first.set(seenKey(item), index);
  const wanted = [...first].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, index]) => items[index] ?? []);
  if (wanted.length === 0) return new Set();
  const inserted = await sql.all<SeenRow>(INSERT, rows(wanted.map(rowOf)), sql.now);
  return new Set(inserted.flatMap((row) => first.get(keyOf(row)) ?? []));
}

function rowOf(item: KeyedItem): SeenRow {
  return { channel_id: item.channelId, sender_id: item.senderId ?? '', kind: item.seen.kind, key: item.seen.key };
}

function keyOf({ channel_id, sender_id, kind, key }: SeenRow): string {
  return `${channel_id} ${sender_id} ${kind} ${key}`;
}
