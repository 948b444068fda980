import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { parse } from 'yaml';
import { createDescription, type Description } from './description.ts';
import { isJson } from './json.ts';
import type { OfficialProvider } from './provider.ts';

/** Every document of a provider, with its defects mended; empty where there is no copy of them. */
export function loadDescriptions(folder: string, { correct, isClosed }: OfficialProvider): Description[] {
  const files = existsSync(folder) ? globSync(`${folder}/*.{json,yaml}`) : [];
  return files.toSorted().map((file) => {
    const text = readFileSync(file, 'utf8');
    const document: unknown = file.endsWith('.json') ? JSON.parse(text) : parse(text);
    if (!isJson(document)) throw new Error(`${basename(file)} is no OpenAPI document.`);
    correct(basename(file, extname(file)), document);
    return createDescription(document, { isClosed });
  });
}
