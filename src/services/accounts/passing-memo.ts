import type { Memo } from '../../domain/provider.ts';

/** The memo of an adapter that is used once and thrown away: nothing of it is stored. */
export function createPassingMemo(now: () => number): Memo {
  const kept = new Map<string, { value: string; until: number | undefined }>();
  return {
    async read(key) {
      const found = kept.get(key);
      return found && (found.until === undefined || now() < found.until) ? found.value : undefined;
    },
    async keep(key, value, until) {
      if (value === '') kept.delete(key);
      else kept.set(key, { value, until });
    },
  };
}
