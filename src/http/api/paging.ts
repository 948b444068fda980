import { BadCursor, type Page } from '../../store/queries.ts';
import type { PageQuery } from './schemas/page.ts';

/** One page out of a list that is in memory; the cursor is the id of the last item shown. Throws `BadCursor`. */
export function pageOfList<Item extends { id: string }>(items: readonly Item[], query: PageQuery): Page<Item> {
  const start = query.cursor === undefined ? 0 : items.findIndex((item) => item.id === query.cursor) + 1;
  if (query.cursor !== undefined && start === 0) throw new BadCursor();
  const shown = items.slice(start, start + query.limit);
  const last = shown.at(-1);
  return { items: shown, nextCursor: last && start + shown.length < items.length ? last.id : null };
}

/** The same page with its items translated. */
export function mapPage<From, To>(
  page: Page<From>,
  map: (item: From) => To,
): { items: To[]; nextCursor: string | null } {
  return { items: page.items.map(map), nextCursor: page.nextCursor };
}

/** What the store wants to know about a page. */
export function pageRequest(query: PageQuery): { limit: number; cursor?: string } {
  return { limit: query.limit, ...(query.cursor !== undefined && { cursor: query.cursor }) };
}
