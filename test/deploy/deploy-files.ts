import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments, parseDocument } from 'yaml';

export const ROOT = resolve(import.meta.dirname, '../..');

/** A file of `deploy/`, as text. */
export function deployText(path: string): string {
  return readFileSync(join(ROOT, 'deploy', path), 'utf8');
}

/** The YAML document of a file of `deploy/`; duplicate keys and other trouble fail the test. */
export function deployYaml(path: string): unknown {
  const document = parseDocument(deployText(path), { merge: true });
  if (document.errors.length > 0) throw new Error(`${path}: ${document.errors.join('; ')}`);
  return document.toJS();
}

/** All documents of a file of `deploy/`. */
export function deployYamls(path: string): unknown[] {
  return parseAllDocuments(deployText(path)).map((document) => {
    if (document.errors.length > 0) throw new Error(`${path}: ${document.errors.join('; ')}`);
    return document.toJS() as unknown;
  });
}
