import type { Query } from '../engine.ts';
import type { QueueDepth } from '../queries.ts';
import { statement } from '../sql.ts';
import type { LaneKind, LaneWait } from '../work.ts';

interface DepthRow {
  kind: LaneKind;
  waits_for: LaneWait | null;
  lanes: number;
  due: number;
  oldest: number | null;
}

const KINDS: readonly LaneKind[] = ['in', 'out', 'bulk', 'media'];

const SELECT = statement(`
  select kind, waits_for, count(*) as lanes, count(case when due <= $1 then 1 end) as due,
    min(case when due <= $1 then due end) as oldest
  from lane group by kind, waits_for`);

/** Every kind, also those without work. */
export const queueDepths: Query<null, readonly QueueDepth[]> = {
  name: 'queries.queue_depths',
  async run(sql) {
    const rows = await sql.all<DepthRow>(SELECT, sql.now);
    return KINDS.map((kind) =>
      depthOf(
        kind,
        rows.filter((row) => row.kind === kind),
        sql.now,
      ),
    );
  },
};

function depthOf(kind: LaneKind, rows: readonly DepthRow[], now: number): QueueDepth {
  const sum = (figure: 'lanes' | 'due') => rows.reduce((total, row) => total + row[figure], 0);
  const oldest = Math.min(...rows.map((row) => row.oldest ?? now), now);
  const waiting = rows.flatMap(({ waits_for, lanes }) => (waits_for === null ? [] : [[waits_for, lanes]]));
  return {
    kind,
    lanes: sum('lanes'),
    due: sum('due'),
    oldestMs: now - oldest,
    ...(waiting.length > 0 && { waiting: Object.fromEntries(waiting) }),
  };
}
