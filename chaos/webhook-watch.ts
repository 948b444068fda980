import { setTimeout as pause } from 'node:timers/promises';
import type { Fetch } from '../src/simulators/kit/http.ts';

/** Sees the partners' webhooks on their way, for whoever must wait until nothing more can come. */
export interface WebhookWatch {
  fetch: Fetch;
  /** Resolves when every webhook was taken and none followed for a while; or after `timeoutMs`: some are given up. */
  quiet(timeoutMs: number): Promise<void>;
}

/** Longer than any webhook is delayed, or waits to be overtaken. */
const SILENCE_MS = 4_000;
const LOOK_EVERY_MS = 100;

export function createWebhookWatch(fetch: Fetch): WebhookWatch {
  const refused = new Set<string>();
  let underWay = 0;
  let lastAt = Date.now();
  return {
    async fetch(url, init) {
      const key = `${url} ${init.body ?? ''}`;
      underWay += 1;
      try {
        const answer = await fetch(url, init);
        if (answer.status === 200) refused.delete(key);
        else refused.add(key);
        return answer;
      } catch (error) {
        refused.add(key);
        throw error;
      } finally {
        underWay -= 1;
        lastAt = Date.now();
      }
    },
    async quiet(timeoutMs) {
      const giveUpAt = Date.now() + timeoutMs;
      const isQuiet = () => underWay === 0 && refused.size === 0 && Date.now() - lastAt >= SILENCE_MS;
      while (!isQuiet() && Date.now() < giveUpAt) await pause(LOOK_EVERY_MS);
    },
  };
}
