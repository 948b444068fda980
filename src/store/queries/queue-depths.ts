import type { Query } from '../engine.ts';
import type { QueueDepth } from '../queries.ts';
import { statement } from '../sql.ts';
import type { LaneKind } from '../work.ts';

interface DepthRow {
  kind: LaneKind;
  lanes: number;
  due: number;
  oldest: number | null;
}

const KINDS: readonly LaneKind[] = ['in', 'out', 'bulk', 'media'];

const SELECT = statement(`
  select kind, count(*) as lanes, count(case when due <= $1 then 1 end) as due, min(case when due <= $1 then due end) as oldest
  from lane group by kind`);

/** Every kind, also those without work. */
export const queueDepths: Query<null, readonly QueueDepth[]> = {
  name: 'queries.queue_depths',
  async run(sql) {
    const found = new Map((await sql.all<DepthRow>(SELECT, sql.now)).map((row) => [row.kind, row]));
    return KINDS.map((kind) => {
      const row = found.get(kind);
      const oldestMs = row?.oldest == null ? 0 : sql.now - row.oldest;
      return { kind, lanes: row?.lanes ?? 0, due: row?.due ?? 0, oldestMs };
    });
  },
};
