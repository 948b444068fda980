import type { ConnectionId } from '../domain/ids.ts';
import type { Memo } from '../domain/provider.ts';

/** What adapters remember, by connection. */
export type MemoOf = (connectionId: ConnectionId) => Memo;

/** In this process's memory. */
export function createMemos(now: () => number): MemoOf {
  const kept = new Map<string, { value: string; until: number }>();
  return (connectionId) => ({
    async read(key) {
      const found = kept.get(`${connectionId} ${key}`);
      return found && now() < found.until ? found.value : undefined;
    },
    async keep(key, value, until = Number.POSITIVE_INFINITY) {
      if (value === '') kept.delete(`${connectionId} ${key}`);
      else kept.set(`${connectionId} ${key}`, { value, until });
    },
  });
}
