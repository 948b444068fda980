import type { Memo } from '../../domain/provider.ts';

/** What cannot be read counts as not there: it can be made again. */
export async function readMemo(memo: Memo, key: string): Promise<string | undefined> {
  try {
    return (await memo.read(key)) || undefined;
  } catch {
    return undefined;
  }
}

/** What cannot be kept is made again the next time. */
export async function keepMemo(memo: Memo, key: string, value: string, until?: number): Promise<void> {
  try {
    await memo.keep(key, value, until);
  } catch {
    // The store is away; the message need not wait for it.
  }
}
