import { bulkOperations, bulkQueries } from './bulk/entries.ts';
import { contactOperations, contactQueries } from './contacts/entries.ts';
import type { AnyOperation, AnyQuery } from './engine.ts';
import { eventOperations, eventQueries } from './events/entries.ts';
import { mediaOperations, mediaQueries } from './media/entries.ts';
import { memoOperations, memoQueries } from './memos/entries.ts';
import { listQueries } from './queries/entries.ts';
import { registryOperations, registryQueries } from './registry/entries.ts';
import { templateOperations, templateQueries } from './templates/entries.ts';
import { workOperations, workQueries } from './work/entries.ts';

/** Every write that an engine can be asked for, by name. */
export const operations: ReadonlyMap<string, AnyOperation> = byName([
  ...registryOperations,
  ...workOperations,
  ...bulkOperations,
  ...contactOperations,
  ...eventOperations,
  ...mediaOperations,
  ...memoOperations,
  ...templateOperations,
]);

/** Every read that an engine can be asked for, by name. */
export const queries: ReadonlyMap<string, AnyQuery> = byName([
  ...registryQueries,
  ...listQueries,
  ...workQueries,
  ...bulkQueries,
  ...contactQueries,
  ...eventQueries,
  ...mediaQueries,
  ...memoQueries,
  ...templateQueries,
]);

function byName<Entry extends { readonly name: string }>(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const map = new Map(entries.map((entry) => [entry.name, entry]));
  if (map.size !== entries.length) throw new Error('two entries of the catalogue have one name');
  return map;
}
