import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { PROVIDERS } from '../src/providers/index.ts';

const ROOT = resolve(import.meta.dirname, '..');
const LISTS = ['src/providers/index.ts', 'src/simulators/index.ts'];
/** Its name is a part of other words. */
const PARTNERS = PROVIDERS.map(({ id }) => id).filter((id) => id !== 'meta');

test.each(PARTNERS)('%s is named by its provider, its simulator and the lists alone', (partner) => {
  const named = globSync('src/**/*', { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => resolve(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, 'utf8').toLowerCase().includes(partner))
    .map((path) => path.slice(ROOT.length + 1));
  const own = [`src/providers/${partner}/`, `src/simulators/${partner}/`];
  expect(named.filter((path) => !LISTS.includes(path) && !own.some((folder) => path.startsWith(folder)))).toEqual([]);
  expect(named.length).toBeGreaterThan(LISTS.length);
});
