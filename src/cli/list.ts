import { type ConnectOptions, type PageAnswer, unwrap } from './client.ts';
import { type Column, print, remark, table } from './output.ts';

export interface ListOptions extends ConnectOptions {
  limit: number;
  all?: boolean;
}

export interface PageQuery {
  limit: number;
  cursor?: string;
}

export interface ListView<Item> {
  columns: readonly Column<Item>[];
  /** Said when there is nothing. */
  empty: string;
}

/** The API's longest page. */
const PAGE = 100;

/** Asks page by page for as many as are wanted, and prints them; says so if there are more. */
export async function printList<Item>(
  options: ListOptions,
  ask: (page: PageQuery) => PageAnswer<Item>,
  { columns, empty }: ListView<Item>,
): Promise<void> {
  const wanted = options.all ? Number.POSITIVE_INFINITY : options.limit;
  const items: Item[] = [];
  let nextCursor: string | null = null;
  do {
    const query: PageQuery = {
      limit: Math.min(PAGE, wanted - items.length),
      ...(nextCursor !== null && { cursor: nextCursor }),
    };
    const page = await unwrap(ask(query));
    items.push(...page.items);
    nextCursor = page.nextCursor;
  } while (nextCursor !== null && items.length < wanted);
  print({ items, nextCursor }, options, () => (items.length === 0 ? empty : table(columns, items)));
  if (nextCursor !== null && !options.json) remark(`These are the first ${items.length}; --limit or --all shows more.`);
}
