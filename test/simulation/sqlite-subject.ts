import type { Page, PageRequest, QueryStore } from '../../src/store/queries.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { OpenSubject, StoredMessage } from './subject.ts';

const PAGE = 100;

/** The embedded store, in memory and in this thread, seen through its own queries. */
export const openSqlite: OpenSubject = async (now) => {
  const store = await openSqliteStore({ directory: ':memory:', inProcess: true, now });
  const { queries } = store;
  return {
    store: store.work,
    async countLanes() {
      const depths = await queries.queueDepths();
      return depths.reduce((sum, { lanes }) => sum + lanes, 0);
    },
    async contents() {
      const deadLetters = await all((page) => queries.listDeadLetters({}, page));
      const named = deadLetters.flatMap(({ messageId }) => messageId ?? []);
      return { messages: await messagesOf(queries), deadLetters: new Set<string>(named) };
    },
    close: () => store.close(),
  };
};

async function messagesOf(queries: QueryStore): Promise<StoredMessage[]> {
  const messages = await all((page) => queries.listMessages({}, page));
  return messages.map(({ id, direction, status, content, failure }) => ({
    id,
    direction,
    status,
    text: 'text' in content ? String(content.text) : '',
    hasFailure: failure !== null,
  }));
}

async function all<Item>(list: (page: PageRequest) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<Item> = await list({ limit: PAGE, ...(cursor !== undefined && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
