import { rows, type Sql, statement, storableJson } from '../sql.ts';
import type { TurnClaimRequest } from '../work.ts';
import type { LaneRow } from './lanes.ts';
import { insertTurns, type TurnRow } from './turns.ts';
import type { ReadConversation } from './views.ts';

/** A message that no turn has taken. */
export interface WaitingRow {
  id: string;
  conversation_id: string;
  position: number;
  replays: number;
  received_at: number;
  /** The file that it brought. */
  media_id: string | null;
}

/** A turn waits so long for a file, counted from the receipt of its first message that lacks one; then it goes without. */
const MEDIA_WAIT_MS = 10_000;

export interface Frozen {
  turns: TurnRow[];
  /** By conversation: until when the next turn waits for files. */
  awaited: ReadonlyMap<string, number>;
}

/** The next messages that no turn has taken. The inner limit cannot differ by conversation; more are cut off afterwards. */
const WAITING = statement(`
  select m.id, m.conversation_id, m.position, m.replays, m.received_at, m.media_id
  from {{rows $1 as r: id text, taken bigint}}
  join message m on m.conversation_id = r.id and m.position in (
    select w.position from message w
    where w.conversation_id = r.id and w.position > r.taken and w.status = 'received' and w.turn_id is null
    order by w.position limit $2)
  order by m.conversation_id, m.position`);

const TAKE = statement(`
  update message set turn_id = r.turn_id from {{rows $1 as r: id text, turn_id text}} where message.id = r.id`);

const PENDING = statement(`
  select d.id from {{rows $1 as r: id text}} join media d on d.id = r.id where d.state = 'pending'`);

const OPEN = statement(`
  update lane set open_turn = r.id from {{rows $1 as r: id text, conversation_id text, kind text}}
  where lane.conversation_id = r.conversation_id and lane.kind = r.kind`);

/**
 * Makes the next turn of each conversation: which messages it takes, under which id and in which session, is settled for every try of it.
 * Lanes are leased by the caller. A conversation with nothing to answer gets none, and neither does one whose next turn waits for a file.
 */
export async function freezeTurns(
  sql: Sql,
  lanes: readonly LaneRow[],
  context: { conversations: ReadonlyMap<string, ReadConversation>; request: TurnClaimRequest },
): Promise<Frozen> {
  if (lanes.length === 0) return { turns: [], awaited: new Map() };
  const { conversations } = context;
  const next = await readNext(sql, lanes, context);
  const awaited = await findAwaited(sql, next);
  const turns = [...next].flatMap(([id, items]) =>
    awaited.has(id) ? [] : makeTurn(items, { sessionId: conversations.get(id)?.sessionId ?? null, frozenAt: sql.now }),
  );
  await saveFrozen(sql, turns);
  return { turns, awaited };
}

/** What the next turn of each conversation would take. */
async function readNext(
  sql: Sql,
  lanes: readonly LaneRow[],
  { conversations, request }: { conversations: ReadonlyMap<string, ReadConversation>; request: TurnClaimRequest },
): Promise<Map<string, readonly WaitingRow[]>> {
  const gathered = new Set<string>(request.gatheredChannels);
  const limitOf = (lane: LaneRow) => (gathered.has(lane.channel_id) ? request.gatherMax : 1);
  const wanted = lanes.map(({ conversation_id: id }) => ({ id, taken: conversations.get(id)?.taken ?? 0 }));
  const waiting = await sql.all<WaitingRow>(WAITING, rows(wanted), Math.max(...lanes.map(limitOf)));
  const byConversation = Map.groupBy(waiting, (row) => row.conversation_id);
  return new Map(
    lanes.map((lane) => [
      lane.conversation_id,
      (byConversation.get(lane.conversation_id) ?? []).slice(0, limitOf(lane)),
    ]),
  );
}

/** Conversations whose next turn lacks a file that may still come in time. */
async function findAwaited(sql: Sql, next: ReadonlyMap<string, readonly WaitingRow[]>): Promise<Map<string, number>> {
  const young = [...next.values()]
    .flat()
    .filter((row) => row.media_id !== null && row.received_at + MEDIA_WAIT_MS > sql.now);
  if (young.length === 0) return new Map();
  const found = await sql.all<{ id: string }>(PENDING, rows(young.map(({ media_id }) => ({ id: media_id }))));
  const pending = new Set(found.map(({ id }) => id));
  const awaited = new Map<string, number>();
  for (const row of young) {
    if (row.media_id === null || !pending.has(row.media_id)) continue;
    const until = row.received_at + MEDIA_WAIT_MS;
    awaited.set(row.conversation_id, Math.min(until, awaited.get(row.conversation_id) ?? until));
  }
  return awaited;
}

/** The turn of these messages; none without any. */
export function makeTurn(items: readonly WaitingRow[], at: { sessionId: string | null; frozenAt: number }): TurnRow[] {
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    {
      id: turnIdOf(first),
      conversation_id: first.conversation_id,
      from_position: first.position,
      to_position: last.position,
      items: storableJson(items.map(({ id }) => id)),
      session_id: at.sessionId,
      tries: 0,
      frozen_at: at.frozenAt,
      deferred_until: null,
      closed_at: null,
    },
  ];
}

/** The same for every try, and another one when a dead letter put the message back. */
function turnIdOf({ conversation_id, position, replays }: WaitingRow): string {
  const again = replays === 0 ? '' : `_${replays}`;
  return `turn_${conversation_id.replace(/^conv_/, '')}_${position}${again}`;
}

async function saveFrozen(sql: Sql, turns: readonly TurnRow[]): Promise<void> {
  if (turns.length === 0) return;
  const taken = turns.flatMap((turn) => (JSON.parse(turn.items) as string[]).map((id) => ({ id, turn_id: turn.id })));
  const opened = turns.map(({ id, conversation_id }) => ({ id, conversation_id, kind: 'in' }));
  await Promise.all([insertTurns(sql, turns), sql.write(TAKE, taken), sql.write(OPEN, opened)]);
}
