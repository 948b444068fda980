import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { pages } from '../scripts/reference-pages.ts';
import { PROVIDERS } from '../src/providers/index.ts';

test.each(Object.entries(pages()))('%s is what the code says (npm run generate:docs)', (path, text) => {
  expect(readFileSync(resolve(import.meta.dirname, '..', path), 'utf8')).toBe(text);
});

test.each(PROVIDERS)('$displayName has a page in docs/providers that names every setting', (definition) => {
  const page = readFileSync(resolve(import.meta.dirname, `../docs/providers/${definition.id}.md`), 'utf8');
  const names = [...definition.fields, ...definition.senderFields].map(({ name }) => name);
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test.each(PROVIDERS)('README leads to the page of $displayName', ({ id }) => {
  const readme = readFileSync(resolve(import.meta.dirname, '../README.md'), 'utf8');
  expect(readme).toContain(`](docs/providers/${id}.md)`);
});
