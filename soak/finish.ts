import { setTimeout as pause } from 'node:timers/promises';
import type { Count, Ledger } from './ledger.ts';

const LOOK_EVERY_MS = 200;
const LONGER_MS = 2_000;

/** Waits until everything acknowledged is answered, and a moment longer for answers that should not come. */
export async function everythingAnswered(ledger: Ledger, withinMs: number, longerMs = LONGER_MS): Promise<Count> {
  const giveUpAt = Date.now() + withinMs;
  while (ledger.count().open > 0 && Date.now() < giveUpAt) await pause(LOOK_EVERY_MS);
  await pause(longerMs);
  return ledger.count();
}

/** What must not be, in words; empty: nothing. */
export function faultsOf({ open, doubled }: Count): string[] {
  return [
    ...(open > 0 ? [`${open} acknowledged messages were not answered`] : []),
    ...(doubled > 0 ? [`${doubled} messages were answered again`] : []),
  ];
}
