import { type Sql, statement } from '../sql.ts';
import type { SessionWrite } from '../work.ts';
import { type ConversationRow, Conversations } from './conversations.ts';
import { Lanes } from './lanes.ts';
import { NewMessages } from './new-messages.ts';
import { saveSessions } from './sessions.ts';
import { itemsOf, readTurns, type TurnRow, updateTurns } from './turns.ts';
import { goOn, observeWaiting } from './waiting.ts';

const SETTLE_ITEMS = statement(`
  update message set status = r.status from {{rows $1 as r: id text, status text}} where message.id = r.id`);

/** What a step of a turn reads and writes: locked in the common order, changed in memory, written back once. */
export class TurnWork {
  readonly conversations: Conversations;
  readonly lanes: Lanes;
  readonly fresh: NewMessages;
  readonly #sql: Sql;
  readonly #turns: Map<string, TurnRow>;
  readonly #changed = new Set<TurnRow>();
  readonly #settled: { id: string; status: string }[] = [];
  readonly #sessions: { conversationId: string; session: SessionWrite }[] = [];
  /** Conversations whose turn is over, with what turns had taken before: what was replayed meanwhile stands behind that. */
  readonly #closed = new Map<ConversationRow, number>();

  static async lock(sql: Sql, wanted: readonly { conversationId: string; turnId: string }[]): Promise<TurnWork> {
    const conversations = new Conversations(sql);
    const lanes = new Lanes(sql);
    const ids = wanted.map(({ conversationId }) => conversationId);
    await conversations.lock(ids);
    await lanes.lock(ids, ['in', 'out']);
    // Under the lane's lock: only its holder writes turns.
    const turns = await readTurns(
      sql,
      wanted.map(({ turnId }) => turnId),
    );
    return new TurnWork(sql, { conversations, lanes, turns });
  }

  private constructor(sql: Sql, read: { conversations: Conversations; lanes: Lanes; turns: Map<string, TurnRow> }) {
    this.#sql = sql;
    this.conversations = read.conversations;
    this.lanes = read.lanes;
    this.#turns = read.turns;
    this.fresh = new NewMessages(sql);
  }

  turn(id: string): TurnRow | undefined {
    return this.#turns.get(id);
  }

  openTurn(id: string): TurnRow | undefined {
    const turn = this.#turns.get(id);
    return turn?.closed_at === null ? turn : undefined;
  }

  change(turn: TurnRow, values: Partial<TurnRow>): void {
    Object.assign(turn, values);
    this.#changed.add(turn);
  }

  writeSession(turn: TurnRow, conversation: ConversationRow, session: SessionWrite): void {
    this.#sessions.push({ conversationId: conversation.id, session });
    conversation.session_id = session.id;
    this.conversations.changed(conversation);
    this.change(turn, { session_id: session.id });
  }

  /** The bot is not asked again before `until`; whoever waits for its word loses the lane. */
  defer(turn: TurnRow, until: number): void {
    this.change(turn, { deferred_until: until });
    const lane = this.lanes.get(turn.conversation_id, 'in');
    if (lane) this.lanes.release(lane, until, 'bot_reply');
  }

  /** The turn is over; its lane goes on to what still waits. */
  close(turn: TurnRow, conversation: ConversationRow, itemStatus: string): void {
    this.change(turn, { closed_at: this.#sql.now });
    this.#settled.push(...itemsOf(turn).map((id) => ({ id, status: itemStatus })));
    if (!this.#closed.has(conversation)) this.#closed.set(conversation, conversation.taken);
    conversation.taken = Math.max(conversation.taken, turn.to_position);
    this.conversations.changed(conversation);
  }

  async save(): Promise<void> {
    const closed = [...this.#closed].map(([conversation, takenBefore]) => ({ conversation, takenBefore }));
    const observed = closed.filter(({ conversation }) => conversation.answered_by !== 'bot');
    await Promise.all([
      this.conversations.save(),
      this.fresh.save(),
      this.#settled.length > 0 ? this.#sql.write(SETTLE_ITEMS, this.#settled) : 0,
      updateTurns(this.#sql, [...this.#changed]),
      saveSessions(this.#sql, this.#sessions),
      observeWaiting(
        this.#sql,
        observed.map(({ conversation, takenBefore }) => ({ id: conversation.id, taken: takenBefore })),
      ),
    ]);
    await goOn(this.#sql, this, closed);
    await Promise.all([this.conversations.save(), this.lanes.save()]);
  }
}
