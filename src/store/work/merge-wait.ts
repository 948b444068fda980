import { rows, type Sql, statement } from '../sql.ts';
import { Conversations } from './conversations.ts';
import type { LaneRow, Lanes } from './lanes.ts';
import { finishMerges } from './merges.ts';

/** Nothing wakes a lane that waits for a merged conversation's work to end; that is rare enough to look. */
const LOOK_AGAIN_MS = 1_000;

const AWAITING = statement(`
  select c.id from {{rows $1 as r: id text}} join conversation c on c.id = r.id where c.merges_awaited > 0`);

/**
 * Of freshly leased lanes, those whose conversation may go on. A survivor's lane waits until the conversations merged into it have no work
 * left; then session and state move, and it goes on in this very step.
 */
export async function putOffMerging(sql: Sql, lanes: Lanes, leased: readonly LaneRow[]): Promise<LaneRow[]> {
  if (leased.length === 0) return [];
  const wanted = rows(leased.map((lane) => ({ id: lane.conversation_id })));
  const awaiting = await sql.all<{ id: string }>(AWAITING, wanted);
  if (awaiting.length === 0) return [...leased];
  const conversations = new Conversations(sql);
  await conversations.lock(awaiting.map(({ id }) => id));
  await finishMerges(sql, conversations);
  await conversations.save();
  return leased.filter((lane) => {
    const isWaiting = (conversations.get(lane.conversation_id)?.merges_awaited ?? 0) > 0;
    if (isWaiting) lanes.release(lane, sql.now + LOOK_AGAIN_MS, 'merge');
    return !isWaiting;
  });
}
