import { unwrap } from './problem.js';

/** @type {typeof import('./index.d.ts').eachItem} */
export async function* eachItem(ask) {
  /** @type {string | undefined} */
  let cursor;
  do {
    const page = await unwrap(ask(cursor));
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
