import type { FastifyRequest } from 'fastify';
import { GraphError } from './graph-error.ts';
import { queryOf } from './request.ts';

const DEFAULT_LIMIT = 25;

export interface Page<Item> {
  data: Item[];
  paging?: { cursors: { before: string; after: string }; next?: string; previous?: string };
}

/** One page of a list as `limit`, `after` and `before` ask for it. Cursors are places in the list. */
export function pageOf<Item>(items: readonly Item[], request: FastifyRequest): Page<Item> {
  const query = queryOf(request);
  const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1) throw new GraphError(100, { details: 'limit must be a positive integer' });
  const after = placeIn(query.get('after'));
  const before = placeIn(query.get('before'));
  const start = after !== undefined ? after + 1 : Math.max(0, (before ?? 0) - limit);
  const data = items.slice(start, before !== undefined && after === undefined ? before : start + limit);
  if (data.length === 0) return { data };
  const cursors = { before: cursorAt(start), after: cursorAt(start + data.length - 1) };
  const link = (name: 'after' | 'before', cursor: string) => {
    const url = new URL(request.url, `${request.protocol}://${request.host}`);
    for (const other of ['after', 'before', 'access_token']) url.searchParams.delete(other);
    url.searchParams.set(name, cursor);
    return url.href;
  };
  return {
    data,
    paging: {
      cursors,
      ...(start + data.length < items.length && { next: link('after', cursors.after) }),
      ...(start > 0 && { previous: link('before', cursors.before) }),
    },
  };
}

function cursorAt(index: number): string {
  return Buffer.from(`at${index}`).toString('base64url');
}

function placeIn(cursor: string | null): number | undefined {
  if (!cursor) return undefined;
  const place = /^at(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (place === undefined) throw new GraphError(100, { details: 'Invalid cursor' });
  return Number(place);
}
