import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { pages } from '../scripts/reference-pages.ts';

test.each(Object.entries(pages()))('%s is what the code says (npm run generate:docs)', (path, text) => {
  expect(readFileSync(resolve(import.meta.dirname, '..', path), 'utf8')).toBe(text);
});
