import { describe } from 'vitest';
import { describeDeliveries } from './store-work-deliveries.ts';
import { describeEnqueue } from './store-work-enqueue.ts';
import { describeIngest } from './store-work-ingest.ts';
import { describePeople } from './store-work-people.ts';
import { describeReplies } from './store-work-replies.ts';
import type { OpenWork } from './store-work-rig.ts';
import { describeSends } from './store-work-sends.ts';
import { describeTurns } from './store-work-turns.ts';

/** What every work store must keep, seen only through its contract. `open` gives an empty one. */
export function describeWorkStore(name: string, open: OpenWork): void {
  describe(name, () => {
    describeIngest(open);
    describeTurns(open);
    describeReplies(open);
    describeSends(open);
    describeDeliveries(open);
    describeEnqueue(open);
    describePeople(open);
  });
}

/** The part in which many callers meet. */
export function describeConcurrency(open: OpenWork): void {
  describeIngest(open);
  describeDeliveries(open);
}
