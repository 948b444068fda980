/** Writes the reference pages that follow from the code. `test/docs.test.ts` fails when they are stale. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pages } from './reference-pages.ts';

for (const [path, text] of Object.entries(pages())) {
  writeFileSync(resolve(import.meta.dirname, '..', path), text);
  console.log(path);
}
