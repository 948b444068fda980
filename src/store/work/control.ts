import type { ControlItem } from '../ingest-items.ts';
import { rows, type Sql, statement } from '../sql.ts';
import type { ConversationRow, Conversations } from './conversations.ts';
import type { Lanes } from './lanes.ts';
import { observeWaiting } from './waiting.ts';

interface ControlRow {
  conversation_id: string;
  at: number;
  paused: number;
}

const KNOWN = statement(`
  select t.conversation_id, t.at, t.paused from {{rows $1 as r: id text}} join thread_control t on t.conversation_id = r.id`);

const KEEP = statement(`
  insert into thread_control (conversation_id, at, paused)
  select r.conversation_id, r.at, r.paused from {{rows $1 as r: conversation_id text, at bigint, paused bigint}}
  where true on conflict (conversation_id) do update set at = excluded.at, paused = excluded.paused`);

export interface PlacedControl {
  item: ControlItem;
  conversation: ConversationRow;
}

/**
 * Lets the bot pause while another responder answers, and go on afterwards. Conversations and in-lanes are locked. As when a human takes
 * over, what waits is observed and a turn that has begun goes on.
 */
export async function applyControl(
  { sql, conversations, lanes }: { sql: Sql; conversations: Conversations; lanes: Lanes },
  placed: readonly PlacedControl[],
): Promise<void> {
  if (placed.length === 0) return;
  const ids = [...new Set(placed.map(({ conversation }) => conversation.id))].toSorted();
  const found = await sql.all<ControlRow>(KNOWN, rows(ids.map((id) => ({ id }))));
  const known = new Map(found.map((row) => [row.conversation_id, row]));
  const paused = new Set<ConversationRow>();
  for (const { item, conversation } of placed) {
    const before = known.get(conversation.id) ?? { conversation_id: conversation.id, at: item.at, paused: 0 };
    if (item.at < before.at) continue;
    known.set(conversation.id, {
      ...before,
      at: item.at,
      paused: follow(item, before, { conversation, conversations }),
    });
    if (conversation.answered_by === 'bot') paused.delete(conversation);
    else paused.add(conversation);
  }
  for (const { id } of paused) {
    const lane = lanes.get(id, 'in');
    if (lane !== undefined && lane.open_turn === null) lanes.remove(lane);
  }
  await sql.write(KEEP, [...known.values()]);
  await observeWaiting(sql, [...paused]);
}

/** Whether it is paused by the provider's word from now on: 1 or 0. */
function follow(
  { owner }: ControlItem,
  before: ControlRow,
  { conversation, conversations }: { conversation: ConversationRow; conversations: Conversations },
): number {
  const { answered_by: answeredBy } = conversation;
  if (owner === 'elsewhere') {
    if (answeredBy === 'bot') conversations.giveTo(conversation, 'paused');
    return answeredBy === 'bot' || before.paused === 1 ? 1 : 0;
  }
  if (before.paused === 1 && answeredBy === 'paused') conversations.giveTo(conversation, 'bot');
  return 0;
}
