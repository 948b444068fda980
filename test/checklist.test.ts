import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What a gateway must do for one provider, in numbered items. A test that proves an item begins with it. */
interface Checklist {
  provider: string;
  items: number;
  /** Where tests of this list's items are. */
  tests: readonly string[];
  /** Finds the numbers in the names of tests. */
  names: RegExp;
  /** What is not done here or in part only, and what there is. */
  leftOut: Readonly<Record<number, string>>;
}

/** `item 9: …` or `items 23, 26: …`. */
const META: Checklist = {
  provider: 'meta',
  items: 84,
  tests: ['src/**/*.test.ts', 'test/**/*.ts'],
  names: /['"`]items? (\d[\d, ]*):/g,
  leftOut: {
    14: 'overrides of the callback URL are entered at Meta; the doctor tells where events go',
    15: 'client certificates end at the proxy in front',
    62: 'the doctor subscribes the app to the account; taking it away is left to Meta',
    63: 'the doctor enters a callback URL where there is none',
    65: 'there is no login dialog: the token of a system user is entered',
    66: 'numbers are registered at Meta',
    67: 'partner accounts are read and shown, no more',
    68: 'limits of the portfolio are shown, and nothing is decided by them',
    72: 'forms with an endpoint of our own are not served',
  },
};

/** `R9: …` or `R7, R23: …` */
function partner(provider: string, items: number, leftOut: Checklist['leftOut'] = {}): Checklist {
  const tests = [`src/{providers,simulators}/${provider}/**/*.test.ts`, `test/**/${provider}*.ts`];
  return { provider, items, tests, names: /['"`](R\d+(?:, R\d+)*):/g, leftOut };
}

const LISTS: readonly Checklist[] = [
  META,
  partner('twilio', 35),
  partner('infobip', 35),
  partner('gupshup', 35),
  partner('karix', 22),
  partner('netcore', 22),
];

/** Items that some test names. */
function namedItems({ tests, names }: Checklist): Set<number> {
  const root = resolve(import.meta.dirname, '..');
  const paths = globSync([...tests], { cwd: root, exclude: ['test/checklist.test.ts'] });
  const lists = paths.flatMap((path) => [...readFileSync(resolve(root, path), 'utf8').matchAll(names)]);
  return new Set(lists.flatMap(([, list = '']) => list.split(',').map((item) => Number(item.replace('R', '')))));
}

describe.each(LISTS)('the checklist of $provider', (list) => {
  test('has a test for every item, or leaves it out for a reason', () => {
    const named = namedItems(list);
    const items = Array.from({ length: list.items }, (_, index) => index + 1);
    expect(items.filter((item) => !named.has(item) && list.leftOut[item] === undefined)).toEqual([]);
  });

  test('has no test that names another item', () => {
    expect([...namedItems(list)].filter((item) => item < 1 || item > list.items)).toEqual([]);
  });
});
