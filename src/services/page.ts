import { BadCursor, type Page, type PageRequest } from '../store/queries.ts';
import { invalid } from './service-error.ts';

/** Rows of one page at most. */
const MAX_PAGE = 100;

/** Runs a paged read of the store; a cursor or limit that is not ours becomes `invalid`. */
export async function readPage<Item>(
  request: PageRequest,
  read: (request: PageRequest) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  checkLimit(request);
  try {
    return await read(request);
  } catch (error) {
    if (error instanceof BadCursor) throw badCursor();
    throw error;
  }
}

/** A page of rows that are in memory anyway: newest first, the cursor names the last one shown. */
export function pageOf<Item extends { id: string; createdAt: number }>(
  rows: readonly Item[],
  request: PageRequest,
): Page<Item> {
  checkLimit(request);
  const sorted = rows.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  const start = request.cursor === undefined ? 0 : after(sorted, request.cursor);
  const items = sorted.slice(start, start + request.limit);
  const last = start + request.limit < sorted.length ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encode(last) : null };
}

/** Works also if the row that the cursor names was deleted meanwhile. */
function after(sorted: readonly { id: string; createdAt: number }[], cursor: string): number {
  const [, createdAt, id] = /^(\d+) (.+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (id === undefined) throw badCursor();
  const at = Number(createdAt);
  const next = sorted.findIndex((row) => row.createdAt < at || (row.createdAt === at && row.id < id));
  return next === -1 ? sorted.length : next;
}

function encode(row: { id: string; createdAt: number }): string {
  return Buffer.from(`${row.createdAt} ${row.id}`).toString('base64url');
}

function checkLimit(request: PageRequest): void {
  if (Number.isInteger(request.limit) && request.limit >= 1 && request.limit <= MAX_PAGE) return;
  throw invalid([{ path: '/limit', message: `Must be a whole number from 1 to ${MAX_PAGE}.` }]);
}

function badCursor() {
  return invalid([{ path: '/cursor', message: 'Not a cursor of this list.' }]);
}
