import type { Operation } from '../engine.ts';
import { rows, statement } from '../sql.ts';
import type { LaneRef } from '../work.ts';

/** By token alone: a lease that ran out is still ours until somebody takes the lane. */
const EXTEND = statement(`
  update lane set due = $2 + r.lease_ms
  from {{rows $1 as r: conversation_id text, kind text, token bigint, lease_ms bigint}}
  where lane.conversation_id = r.conversation_id and lane.kind = r.kind and lane.token = r.token and lane.leased = 1
  returning lane.token as held`);

/** Extends leases; gives back those that were lost. */
export const renew: Operation<{ lanes: readonly LaneRef[]; leaseMs: number }, readonly LaneRef[]> = {
  name: 'work.renew',
  async run(sql, requests) {
    const wanted = requests.flatMap(({ lanes, leaseMs }) =>
      lanes.map((lane) => ({
        conversation_id: lane.conversationId,
        kind: lane.kind,
        token: Number(lane.token),
        lease_ms: leaseMs,
      })),
    );
    const extended = wanted.length === 0 ? [] : await sql.all<{ held: number }>(EXTEND, rows(wanted), sql.now);
    const held = new Set(extended.map((row) => String(row.held)));
    return requests.map(({ lanes }) => lanes.filter(({ token }) => !held.has(token)));
  },
};
