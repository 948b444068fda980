import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

/**
 * What a gateway for Meta's Cloud API must do, in 84 numbered items, from the transport of webhooks to tolerance. A test that proves an item
 * names it: `item 9: …` or `items 23, 26: …`.
 */
const ITEMS = 84;

/** Parts of the platform that this gateway does not use yet. */
const LEFT_OUT: Readonly<Record<number, string>> = {
  14: 'overrides of the callback URL are entered at Meta; the doctor tells where events go',
  15: 'client certificates end at the proxy in front',
  62: 'the subscription of an app is made by the operator, or repaired by the doctor',
  63: 'the same for the fields of the app',
  65: 'there is no login dialog: the token of a system user is entered',
  66: 'numbers are registered at Meta',
  67: 'partner accounts are none of ours',
  68: 'limits of the portfolio are shown, and nothing is decided by them',
  72: 'forms with an endpoint of our own are not served',
};

const NAME = /['"`]items? (\d[\d, ]*):/g;

/** Items by the files whose tests name them. */
function namedItems(): Map<number, Set<string>> {
  const root = resolve(import.meta.dirname, '..');
  const named = new Map<number, Set<string>>();
  for (const path of globSync(['src/**/*.test.ts', 'test/**/*.ts'], { cwd: root })) {
    for (const [, list = ''] of readFileSync(resolve(root, path), 'utf8').matchAll(NAME)) {
      for (const item of list.split(',').map(Number)) named.set(item, (named.get(item) ?? new Set()).add(path));
    }
  }
  return named;
}

test('every item of the list is a test, or is left out for a reason', () => {
  const named = namedItems();
  const items = Array.from({ length: ITEMS }, (_, index) => index + 1);
  const missing = items.filter((item) => !named.has(item) && LEFT_OUT[item] === undefined);
  expect(missing).toEqual([]);
});

test('no test names an item that is not on the list', () => {
  expect([...namedItems().keys()].filter((item) => item < 1 || item > ITEMS)).toEqual([]);
});
