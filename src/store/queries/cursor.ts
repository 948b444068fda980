import { BadCursor, type Page, type PageRequest } from '../queries.ts';

/** Before this, in descending order, lie all ids: they begin with the lower-case letters of their kind. */
const BEHIND_ALL_IDS = 'zzzz';

/** Where a page begins: rows whose key is smaller. `at` is 0 for lists that are ordered by id alone. */
export interface Position {
  at: number;
  id: string;
}

const START: Position = { at: Number.MAX_SAFE_INTEGER, id: BEHIND_ALL_IDS };

/** A page as a query gets it: the cursor is already read, because errors lose their class on the way out of a worker thread. */
export interface Slice {
  before: Position;
  limit: number;
}

/** Throws `BadCursor` unless the cursor came from the list of that name. */
export function readSlice(list: string, request: PageRequest): Slice {
  const before = request.cursor === undefined ? START : readCursor(list, request.cursor);
  return { before, limit: request.limit };
}

/** `found` holds one row more than asked for if there are further ones. */
export function page<Item>(
  list: string,
  found: readonly Item[],
  { limit, positionOf }: { limit: number; positionOf(item: Item): Position },
): Page<Item> {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : writeCursor(list, positionOf(last)) };
}

function writeCursor(list: string, { at, id }: Position): string {
  return Buffer.from(JSON.stringify([list, at, id])).toString('base64url');
}

function readCursor(list: string, cursor: string): Position {
  const parts = parse(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(parts)) throw new BadCursor();
  const [name, at, id]: unknown[] = parts;
  if (name !== list || !Number.isSafeInteger(at) || typeof id !== 'string' || id.includes('\0')) throw new BadCursor();
  return { at: Number(at), id };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BadCursor(undefined, { cause });
  }
}
