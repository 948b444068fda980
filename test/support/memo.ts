import type { Memo } from '../../src/domain/provider.ts';

/** A memo in memory; what was kept can be looked at. */
export function memoryMemo(now: () => number = () => 0): Memo & { readonly kept: ReadonlyMap<string, string> } {
  const kept = new Map<string, string>();
  const ends = new Map<string, number>();
  return {
    kept,
    async read(key) {
      return now() < (ends.get(key) ?? Number.POSITIVE_INFINITY) ? kept.get(key) : undefined;
    },
    async keep(key, value, until = Number.POSITIVE_INFINITY) {
      if (value === '') kept.delete(key);
      else kept.set(key, value);
      ends.set(key, until);
    },
  };
}
