import { rows, type Sql, statement } from '../sql.ts';
import type { ConversationRow, Conversations } from './conversations.ts';
import type { LaneRow, Lanes } from './lanes.ts';
import { MOST_GATHER_PAUSES } from './received.ts';

interface WaitingRow {
  conversation_id: string;
  position: number;
  received_at: number;
  bot_id: string | null;
  gather_ms: number | null;
}

const waitingIn = (order: string) => `
  (select w.id from message w
   where w.conversation_id = r.id and w.position > r.taken and w.status = 'received' and w.turn_id is null
   order by w.position ${order} limit 1)`;

/** The oldest and the newest message that no turn has taken; one row if they are the same. */
const FIRST_AND_LAST = statement(`
  select m.conversation_id, m.position, m.received_at, m.bot_id, m.gather_ms
  from {{rows $1 as r: id text, taken bigint}}
  join message m on m.id in (${waitingIn('asc')}, ${waitingIn('desc')})
  order by m.conversation_id, m.position`);

const OBSERVE = statement(`
  update message set duty = 'observe', status = 'ignored', bot_id = null
  from {{rows $1 as r: id text, taken bigint}}
  where message.conversation_id = r.id and message.position > r.taken and message.status = 'received' and message.turn_id is null`);

/**
 * In-lanes whose turn is over go on to what still waits, or disappear. A gathering that began meanwhile keeps its pause. What was replayed
 * while the turn was open may stand before it, and is not taken for that. Messages of this operation must be written before.
 */
export async function goOn(
  sql: Sql,
  { conversations, lanes }: { conversations: Conversations; lanes: Lanes },
  closed: readonly { conversation: ConversationRow; takenBefore: number }[],
): Promise<void> {
  const ended = closed.flatMap(({ conversation, takenBefore }) => {
    const lane = lanes.get(conversation.id, 'in');
    return lane === undefined ? [] : [{ lane, conversation, takenBefore }];
  });
  // Whatever came after the first message, which a turn took, has raised the generation.
  const wanted = ended
    .filter(({ lane }) => lane.generation > 1)
    .map(({ conversation, takenBefore }) => ({ id: conversation.id, taken: takenBefore }));
  const found = wanted.length === 0 ? [] : await sql.all<WaitingRow>(FIRST_AND_LAST, rows(wanted));
  const waiting = Map.groupBy(found, (row) => row.conversation_id);
  for (const { lane, conversation } of ended) {
    const left = waiting.get(conversation.id) ?? [];
    const [first] = left;
    if (first !== undefined && first.position <= conversation.taken) {
      conversation.taken = first.position - 1;
      conversations.changed(conversation);
    }
    goOnOne(lanes, lane, left);
  }
}

function goOnOne(lanes: Lanes, lane: LaneRow, waiting: readonly WaitingRow[]): void {
  const [first, last] = [waiting[0], waiting.at(-1)];
  if (first === undefined || last === undefined) {
    lanes.remove(lane);
    return;
  }
  const newest = last.received_at + (last.gather_ms ?? 0);
  const latest = first.received_at + MOST_GATHER_PAUSES * (first.gather_ms ?? 0);
  const due = Math.max(Math.min(newest, latest), lanes.now);
  Object.assign(lane, { open_turn: null, since: first.received_at, slot: last.bot_id ?? lane.slot });
  lanes.release(lane, due, due > lanes.now ? 'gather' : null);
}

/** What no turn has taken is observed from now on: somebody else answers, and giving back to the bot does not replay it. */
export async function observeWaiting(
  sql: Sql,
  conversations: readonly Pick<ConversationRow, 'id' | 'taken'>[],
): Promise<void> {
  if (conversations.length === 0) return;
  await sql.write(
    OBSERVE,
    conversations.map(({ id, taken }) => ({ id, taken })),
  );
}
