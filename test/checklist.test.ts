import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

/**
 * What a gateway for Meta's Cloud API must do, in 84 numbered items, from the transport of webhooks to tolerance. A test that proves an item
 * names it: `item 9: …` or `items 23, 26: …`.
 */
const ITEMS = 84;

/** What is left to the platform's own pages, or done in part only, and what there is. */
const LEFT_OUT: Readonly<Record<number, string>> = {
  14: 'overrides of the callback URL are entered at Meta; the doctor tells where events go',
  15: 'client certificates end at the proxy in front',
  62: 'the doctor subscribes the app to the account; taking it away is left to Meta',
  63: 'the doctor enters a callback URL where there is none',
  65: 'there is no login dialog: the token of a system user is entered',
  66: 'numbers are registered at Meta',
  67: 'partner accounts are read and shown, no more',
  68: 'limits of the portfolio are shown, and nothing is decided by them',
  72: 'forms with an endpoint of our own are not served',
};

const NAME = /['"`]items? (\d[\d, ]*):/g;

/** Items that some test names. */
function namedItems(): Set<number> {
  const root = resolve(import.meta.dirname, '..');
  const paths = globSync(['src/**/*.test.ts', 'test/**/*.ts'], { cwd: root, exclude: ['test/checklist.test.ts'] });
  const lists = paths.flatMap((path) => [...readFileSync(resolve(root, path), 'utf8').matchAll(NAME)]);
  return new Set(lists.flatMap(([, list = '']) => list.split(',').map(Number)));
}

test('every item of the list is a test, or is left out for a reason', () => {
  const named = namedItems();
  const items = Array.from({ length: ITEMS }, (_, index) => index + 1);
  const missing = items.filter((item) => !named.has(item) && LEFT_OUT[item] === undefined);
  expect(missing).toEqual([]);
});

test('no test names an item that is not on the list', () => {
  expect([...namedItems()].filter((item) => item < 1 || item > ITEMS)).toEqual([]);
});
