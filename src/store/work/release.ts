import type { Operation } from '../engine.ts';
import { rows, statement } from '../sql.ts';
import type { LaneKind, LaneRef } from '../work.ts';

/** By token, as every write: what was committed or taken meanwhile is left alone. */
const RELEASE = statement(`
  update lane set due = $2, leased = 0, token = 0
  from {{rows $1 as r: conversation_id text, kind text, token bigint}}
  where lane.conversation_id = r.conversation_id and lane.kind = r.kind and lane.token = r.token and lane.leased = 1
  returning lane.kind as kind`);

/** Gives leases back with their work undone; whoever claims hears of it. How many there were. */
export const release: Operation<readonly LaneRef[], number> = {
  name: 'work.release',
  async run(sql, requests) {
    const counts: number[] = [];
    for (const lanes of requests) {
      const wanted = lanes.map(({ conversationId, kind, token }) => ({
        conversation_id: conversationId,
        kind,
        token: Number(token),
      }));
      const freed = wanted.length === 0 ? [] : await sql.all<{ kind: LaneKind }>(RELEASE, rows(wanted), sql.now);
      for (const { kind } of freed) sql.notify(kind);
      counts.push(freed.length);
    }
    return counts;
  },
};
