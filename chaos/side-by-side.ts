import { availableParallelism, freemem } from 'node:os';

/** Most of a round is waiting: for leases, for doubt, for frozen processes. */
const PER_CORE = 2;
/** Two nodes, a database, the partners. */
const STAGE_BYTES = 2 ** 30;

/** How many rounds this machine bears side by side. */
export function usualAtOnce(): number {
  return Math.max(1, Math.min(availableParallelism() * PER_CORE, Math.floor(freemem() / STAGE_BYTES)));
}
