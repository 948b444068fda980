import { hash } from 'node:crypto';

/** A dedupe key for elements to which the provider gave no id: the same text has the same key. */
export function contentHash(text: string): string {
  return hash('sha256', text);
}
