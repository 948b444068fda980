import type { TurnId } from '../../domain/ids.ts';
import type { Operation } from '../engine.ts';
import type { Sql } from '../sql.ts';
import type { Claimed, ClaimedTurn, StoredSession, TurnClaimRequest, TurnItem } from '../work.ts';
import { leaseDue } from './claim.ts';
import { freezeTurns } from './freeze.ts';
import { type LaneRow, Lanes, refOf } from './lanes.ts';
import { putOffMerging } from './merge-wait.ts';
import { readSessions } from './sessions.ts';
import { itemsOf, readTurns, type TurnRow } from './turns.ts';
import { type ReadConversation, readConversations, readItems } from './views.ts';

/** Leases due in-lanes, each with its open turn or a newly frozen one. */
export const claimTurns: Operation<TurnClaimRequest, Claimed<ClaimedTurn>> = {
  name: 'work.claim_turns',
  async run(sql, requests) {
    const claimed: Claimed<ClaimedTurn>[] = [];
    for (const request of requests) claimed.push(await claimOnce(sql, request));
    return claimed;
  },
};

async function claimOnce(sql: Sql, request: TurnClaimRequest): Promise<Claimed<ClaimedTurn>> {
  const leased = await leaseDue(sql, 'in', request);
  const lanes = new Lanes(sql);
  lanes.keep(leased.lanes);
  const ready = await putOffMerging(sql, lanes, leased.lanes);
  const conversations = await readConversations(
    sql,
    ready.map((lane) => lane.conversation_id),
  );
  const { turns, awaited } = await openTurns(sql, ready, { conversations, request });
  for (const lane of ready) {
    const mediaDueAt = awaited.get(lane.conversation_id);
    if (mediaDueAt !== undefined) lanes.release(lane, mediaDueAt, 'media');
    else if (!turns.has(lane.conversation_id)) lanes.remove(lane);
  }
  await lanes.save();
  const work = await readWork(sql, ready, { conversations, turns });
  return { work, nextDueAt: leased.nextDueAt, more: leased.more, now: sql.now };
}

/** By conversation. */
async function openTurns(
  sql: Sql,
  lanes: readonly LaneRow[],
  context: { conversations: ReadonlyMap<string, ReadConversation>; request: TurnClaimRequest },
): Promise<{ turns: Map<string, TurnRow>; awaited: ReadonlyMap<string, number> }> {
  const open = await readTurns(
    sql,
    lanes.map((lane) => lane.open_turn).filter((id) => id !== null),
  );
  const frozen = await freezeTurns(
    sql,
    lanes.filter((lane) => lane.open_turn === null),
    context,
  );
  const turns = new Map([...open.values(), ...frozen.turns].map((turn) => [turn.conversation_id, turn]));
  return { turns, awaited: frozen.awaited };
}

async function readWork(
  sql: Sql,
  lanes: readonly LaneRow[],
  read: { conversations: ReadonlyMap<string, ReadConversation>; turns: ReadonlyMap<string, TurnRow> },
): Promise<ClaimedTurn[]> {
  const turns = [...read.turns.values()];
  const items = await readItems(sql, turns.flatMap(itemsOf));
  const sessions = await readSessions(
    sql,
    turns.map((turn) => turn.session_id),
  );
  return lanes.flatMap((lane) => {
    const turn = read.turns.get(lane.conversation_id);
    const conversation = read.conversations.get(lane.conversation_id);
    return turn && conversation ? [renderTurn(lane, turn, { conversation, items, sessions })] : [];
  });
}

/** A turn in hand. */
export function renderTurn(
  lane: LaneRow,
  turn: TurnRow,
  read: {
    conversation: ReadConversation;
    items: ReadonlyMap<string, TurnItem>;
    sessions: ReadonlyMap<string, StoredSession>;
  },
): ClaimedTurn {
  return {
    lane: refOf(lane),
    conversation: read.conversation.view,
    turnId: turn.id as TurnId,
    tries: turn.tries,
    frozenAt: turn.frozen_at,
    items: itemsOf(turn).flatMap((id) => read.items.get(id) ?? []),
    session: (turn.session_id === null ? null : read.sessions.get(turn.session_id)) ?? null,
    deferredUntil: turn.deferred_until,
    lastFallbackAt: read.conversation.lastFallbackAt,
  };
}
