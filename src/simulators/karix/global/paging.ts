import { z } from 'zod';
import { GlobalRefusal, renderMeta } from './refusal.ts';

const count = z.coerce.number().int().min(0);
const query = z.object({ offset: count.default(0), limit: count.max(100).default(10) });

/** A page of a list: `meta` with the way to its neighbours, and `objects`. `path` ends with a slash. */
export function renderPage(all: readonly object[], asked: unknown, path: string): object {
  const { data } = query.safeParse(asked);
  if (!data) throw new GlobalRefusal(400, 'Invalid paging', 'limit');
  const { offset, limit } = data;
  const pageAt = (at: number) => `${path}?offset=${at}&limit=${limit}`;
  return {
    meta: {
      ...renderMeta(),
      previous: offset > 0 ? pageAt(Math.max(0, offset - limit)) : null,
      next: offset + limit < all.length ? pageAt(offset + limit) : null,
      total: all.length,
    },
    objects: all.slice(offset, offset + limit),
  };
}
