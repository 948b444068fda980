import type { DeliveryState } from '../../store/events.ts';
import type { Answer } from './deliver.ts';

/** A client that refuses an event so often will not take it; the next one goes on. */
const MOST_REFUSALS = 5;
/** An endpoint that takes nothing for so long is given up. */
export const FAILING_MAX_MS = 3 * 24 * 3_600_000;

/** What a try means for its event. `gone`: the client wants no more events at all (410). */
export function judge(answer: Answer, tries: number): DeliveryState | 'gone' {
  const { status } = answer;
  if (status !== null && status >= 200 && status < 300) return 'delivered';
  if (status === 410) return 'gone';
  return isRefusal(status) && tries >= MOST_REFUSALS ? 'given_up' : 'retrying';
}

/** A 4xx says that this very event is not wanted; 408, 425 and 429 ask to come again. */
function isRefusal(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}

/** 1, 4, 16, 64, 256 s, then every five minutes. */
export function backoffMs(tries: number): number {
  return Math.min(4 ** Math.max(tries - 1, 0) * 1_000, 300_000);
}
