import { StoreUnavailable } from './store.ts';

/**
 * Steps and reads that may wait for the database in memory, of one kind. The gateway's own work stays far below: what comes from outside is
 * bounded before it gets here, lanes are claimed as there is room. So this is met only by a defect, or by thousands of reads at once.
 */
const LONGEST_QUEUE = 10_000;

/** Throws `StoreUnavailable` when `waiting` steps or reads wait already. */
export function checkQueue(waiting: number): void {
  if (waiting >= LONGEST_QUEUE) throw new StoreUnavailable(`${waiting} others wait for the database`);
}
