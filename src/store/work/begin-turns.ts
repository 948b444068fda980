import type { InboundContent } from '../../domain/content.ts';
import { targetOf } from '../reaction-target.ts';
import type { Sql } from '../sql.ts';
import type { ClaimedTurn, TurnItem, TurnTerms } from '../work.ts';
import { renderTurn } from './claim-turns.ts';
import { makeTurn } from './freeze.ts';
import { type LaneRow, type Lanes, takeTokens } from './lanes.ts';
import type { NewMessages } from './new-messages.ts';
import type { PlacedMessage } from './received.ts';
import { readSessions } from './sessions.ts';
import { insertTurns, type TurnRow } from './turns.ts';
import { readConversations } from './views.ts';

/** The messages of one webhook, and somebody who has room for a turn. */
export interface OfferedTurn<By> {
  by: By;
  placed: readonly PlacedMessage[];
  terms: TurnTerms;
}

interface Begun<By> {
  offered: OfferedTurn<By>;
  message: PlacedMessage;
  lane: LaneRow;
  turn: TurnRow;
}

/**
 * Freezes turns in the very step that brings their message, as `claimTurns` would in a step of its own. Only the plain case: one message that
 * meets an idle conversation, without file or quotation, and not spoken of before it came. Everything else stays for a claim.
 */
export class BegunTurns<By> {
  readonly #sql: Sql;
  readonly #begun: readonly Begun<By>[];

  /** Lanes are leased and messages marked in memory, before they are first written. */
  static async begin<By>(
    sql: Sql,
    offers: readonly OfferedTurn<By>[],
    { lanes, fresh }: { lanes: Lanes; fresh: NewMessages },
  ): Promise<BegunTurns<By>> {
    const ready = offers.flatMap((offered) => readyIn(lanes, offered));
    if (ready.length === 0) return new BegunTurns<By>(sql, []);
    const [tokens, announced] = await Promise.all([takeTokens(sql, ready.length), fresh.announce()]);
    const spokenOf = new Set(announced.map(({ message_id }) => message_id));
    const begun = ready.flatMap(({ offered, message, lane }, index): Begun<By>[] => {
      const { item, conversation } = message;
      const token = tokens[index];
      if (token === undefined || spokenOf.has(item.messageId)) return [];
      const [turn] = makeTurn([waitingRow(message, fresh)], { sessionId: conversation.session_id, frozenAt: sql.now });
      if (turn === undefined) return [];
      fresh.handTo(turn.id, item.messageId);
      lane.open_turn = turn.id;
      lanes.lease(lane, { token, until: sql.now + offered.terms.leaseMs });
      return [{ offered, message, lane, turn }];
    });
    return new BegunTurns(sql, begun);
  }

  private constructor(sql: Sql, begun: readonly Begun<By>[]) {
    this.#sql = sql;
    this.#begun = begun;
  }

  /** Writes what belongs to them beside lanes and messages, which the operation writes. */
  async save(): Promise<void> {
    await insertTurns(
      this.#sql,
      this.#begun.map(({ turn }) => turn),
    );
  }

  /** After everything is written; by whoever offered. */
  async read(): Promise<Map<By, ClaimedTurn>> {
    if (this.#begun.length === 0) return new Map();
    const [conversations, sessions] = await Promise.all([
      readConversations(
        this.#sql,
        this.#begun.map(({ lane }) => lane.conversation_id),
      ),
      readSessions(
        this.#sql,
        this.#begun.map(({ turn }) => turn.session_id),
      ),
    ]);
    const turns = new Map<By, ClaimedTurn>();
    for (const { offered, message, lane, turn } of this.#begun) {
      const conversation = conversations.get(lane.conversation_id);
      if (conversation === undefined) throw new Error('a turn of a conversation that is not there');
      const items = new Map([[message.item.messageId as string, itemOf(message, turn)]]);
      turns.set(offered.by, renderTurn(lane, turn, { conversation, items, sessions }));
    }
    return turns;
  }
}

function readyIn<By>(lanes: Lanes, offered: OfferedTurn<By>): Omit<Begun<By>, 'turn'>[] {
  for (const message of offered.placed) {
    const lane = lanes.get(message.conversation.id, 'in');
    if (lane === undefined || !lanes.isFresh(lane) || lane.slot !== offered.terms.botId) continue;
    if (lane.due > lanes.now || lane.leased === 1 || !isPlain(message)) continue;
    return [{ offered, message, lane }];
  }
  return [];
}

function isPlain({ item, conversation }: PlacedMessage): boolean {
  if (item.answer === null || item.direction !== 'inbound' || conversation.merges_awaited > 0) return false;
  const isQuoting = targetOf(item.content) !== null || item.context?.replyToProviderId !== undefined;
  return !isQuoting && item.media === undefined && item.file === undefined;
}

function waitingRow({ item, conversation }: PlacedMessage, fresh: NewMessages) {
  return {
    id: item.messageId,
    conversation_id: conversation.id,
    position: fresh.positionOf(item.messageId),
    replays: 0,
    received_at: item.receivedAt,
    media_id: null,
  };
}

/** What `readItems` would find. */
function itemOf({ item }: PlacedMessage, turn: TurnRow): TurnItem {
  return {
    messageId: item.messageId,
    position: turn.from_position,
    providerMessageId: item.providerMessageId,
    providerAt: item.providerAt,
    receivedAt: item.receivedAt,
    // Only echoes carry outbound content.
    content: item.content as InboundContent,
    context: item.context ?? {},
    replyTo: null,
  };
}
