import { createHash } from 'node:crypto';
import { join } from 'node:path';

const KEY = /^[a-z0-9_-]{1,120}$/;

/** Relative path of a key's file, spread over 65,536 folders. Throws for what is no key of ours. */
export function pathOfKey(key: string): string {
  if (!KEY.test(key)) throw new Error('not a key of a file');
  const digest = createHash('sha256').update(key).digest('hex');
  return join(digest.slice(0, 2), digest.slice(2, 4), key);
}
