import { isStopped } from '../../domain/channel.ts';
import type { OutboundContent } from '../../domain/content.ts';
import type { SendFailure } from '../../domain/failure.ts';
import { isWindowOpen } from '../../domain/window.ts';
import { readStop } from '../registry/connection-stops.ts';
import { rows, type Sql, statement, storableJson } from '../sql.ts';
import type { SendStep, SessionData } from '../work.ts';
import { type EndedAttempt, endAttempts } from './attempts.ts';
import { Conversations } from './conversations.ts';
import { Deliveries } from './deliveries.ts';
import { type LaneRow, Lanes } from './lanes.ts';
import { isPending, type MessageRow, Messages } from './messages.ts';
import { NewMessages, replaceContent } from './new-messages.ts';
import { type Moved, movePositions } from './positions.ts';
import { setChoices } from './sessions.ts';

const WINDOWS = statement(`
  select c.id, c.window_until from {{rows $1 as r: id text}} join conversation c on c.id = r.id`);

/** Locked, so that a release comes before this look, or wakes what this step lets wait. */
const STOPPED = statement(`
  select c.channel_id, c.stopped from {{rows $1 as r: channel_id text, state text}}
  join connection c on c.channel_id = r.channel_id and c.state = r.state order by c.id {{for update}}`);

type ReplaceStep = Extract<SendStep, { outcome: 'replace' }>;
type HoldStep = Extract<SendStep, { outcome: 'hold' }>;

/** The one that a step is about, and the one after it. */
const NEXT = 2;
const ALL = Number.MAX_SAFE_INTEGER;
const HEAR_OF_RELEASE_MS = 100;

/** What committing sends reads and writes: locked in the common order, changed in memory, written back once. */
export class SendWork {
  readonly #sql: Sql;
  readonly #conversations: Conversations;
  readonly #lanes: Lanes;
  readonly #deliveries: Deliveries;
  readonly #messages: Messages;
  readonly #ended: EndedAttempt[] = [];
  readonly #replaced: { messageId: string; content: OutboundContent }[] = [];
  readonly #fresh: NewMessages;
  readonly #moved: Moved[] = [];
  readonly #choices: { sessionId: string; choices: SessionData['choices'] }[] = [];
  /** Conversations whose customer service window is open, of those that a step would let wait for it. */
  #openWindows: ReadonlySet<string> = new Set();
  /** Channels whose connection is stopped, of those that a step would let wait for it. */
  #stopped: ReadonlySet<string> = new Set();

  static async lock(sql: Sql, steps: readonly SendStep[]): Promise<SendWork> {
    const work = new SendWork(sql);
    const conversationIds = steps.map(({ lane }) => lane.conversationId);
    await work.#conversations.lock(steps.filter(isAboutOrder).map(({ lane }) => lane.conversationId));
    await work.#lanes.lock(conversationIds, ['out']);
    await work.#deliveries.touch(steps.flatMap((step) => work.#deliveryOf(step)));
    await work.#messages.lockPending(conversationIds, steps.some(isAboutAll) ? ALL : NEXT);
    // Those that an echo settled.
    await work.#messages.lock(steps.map(({ messageId }) => messageId));
    work.#openWindows = await readOpenWindows(
      sql,
      steps.filter(waitsForWindow).map(({ lane }) => lane.conversationId),
    );
    const waiting = steps.filter(waitsForRelease).flatMap(({ lane }) => work.#lanes.held(lane)?.channel_id ?? []);
    work.#stopped = await readStopped(sql, waiting);
    return work;
  }

  private constructor(sql: Sql) {
    this.#sql = sql;
    this.#conversations = new Conversations(sql);
    this.#lanes = new Lanes(sql);
    this.#fresh = new NewMessages(sql);
    this.#deliveries = new Deliveries(sql);
    this.#messages = new Messages(sql);
  }

  /** False: the lane is somebody else's. */
  apply(step: SendStep): boolean {
    const lane = this.#lanes.held(step.lane);
    const message = this.#messages.get(step.messageId);
    if (lane === undefined || message === undefined) return false;
    this.#endAttempt(step);
    if (step.outcome === 'accepted') this.#accept(message, step);
    // Settled by an echo, now or before: the line goes on, whatever the attempt made of it.
    if (isPending(message)) this.#applyPending(step, message, lane);
    else this.#advance(lane, 'delayMs' in step ? step.delayMs : 0);
    return true;
  }

  async save(): Promise<void> {
    await Promise.all([
      this.#deliveries.save(),
      this.#messages.save(),
      endAttempts(this.#sql, this.#ended),
      replaceContent(this.#sql, this.#replaced),
      this.#conversations.save(),
      this.#fresh.save(),
      movePositions(this.#sql, this.#moved),
      setChoices(this.#sql, this.#choices),
      this.#lanes.save(),
    ]);
  }

  #deliveryOf(step: SendStep) {
    const lane = this.#lanes.held(step.lane);
    if (step.outcome !== 'accepted' || lane === undefined) return [];
    return [{ channel_id: lane.channel_id, provider_message_id: step.providerMessageId }];
  }

  #endAttempt(step: SendStep): void {
    if (step.attemptId === null || step.outcome === 'hold') return;
    this.#ended.push({
      id: step.attemptId,
      // What was replaced was never asked for.
      outcome: step.outcome === 'replace' ? 'retry' : step.outcome,
      provider_message_id: step.outcome === 'accepted' ? step.providerMessageId : null,
      failure: 'failure' in step ? storableJson(step.failure) : null,
    });
  }

  #accept(message: MessageRow, step: Extract<SendStep, { outcome: 'accepted' }>): void {
    const delivery = this.#deliveries.get({
      channel_id: message.channel_id,
      provider_message_id: step.providerMessageId,
    });
    this.#deliveries.link(delivery, { messageId: message.id, attemptId: step.attemptId });
    this.#messages.improve(message, 'accepted', null);
    if (delivery.status !== null) this.#messages.improve(message, delivery.status, delivery.failure);
    if (message.provider_message_id === null) {
      this.#messages.change(message, { provider_message_id: step.providerMessageId });
    }
  }

  #applyPending(step: SendStep, message: MessageRow, lane: LaneRow): void {
    switch (step.outcome) {
      case 'accepted':
        throw new Error('an accepted message is not pending');
      case 'failed':
        this.#fail(message, step);
        this.#advance(lane, step.delayMs);
        break;
      case 'retry':
        this.#messages.change(message, { status: 'queued', tries: message.tries + (step.burn ? 1 : 0) });
        this.#lanes.release(lane, step.dueAt, 'retry');
        break;
      case 'in_doubt':
        this.#messages.change(message, { status: 'in_doubt', doubts: message.doubts + 1, doubt_until: step.until });
        this.#lanes.release(lane, step.until, 'echo');
        break;
      case 'hold':
        this.#hold(message, lane, step);
        break;
      case 'replace':
        this.#replace(message, step);
        this.#lanes.release(lane, this.#sql.now, null);
    }
  }

  #replace(message: MessageRow, { content, freeForm, more = [], choices }: ReplaceStep): void {
    this.#replaced.push({ messageId: message.id, content });
    this.#messages.change(message, { status: 'queued', free_form: freeForm ? 1 : 0 });
    const conversation = this.#conversations.get(message.conversation_id);
    if (conversation === undefined) return;
    if (choices && conversation.session_id !== null) {
      this.#choices.push({ sessionId: conversation.session_id, choices });
    }
    if (more.length === 0) return;
    // Positions are whole numbers: whatever waits behind makes room by moving to the end, in its order.
    const behind = this.#messages.pendingOf(conversation.id).filter(({ id }) => id !== message.id);
    for (const draft of more) {
      const position = this.#conversations.nextPosition(conversation);
      this.#fresh.queue(draft, conversation, { position, turnId: message.turn_id });
    }
    for (const { id } of behind) {
      this.#moved.push({ id, position: this.#conversations.nextPosition(conversation) });
    }
  }

  #fail(message: MessageRow, { failure, failRest }: { failure: SendFailure; failRest: boolean }): void {
    const failed = failRest ? this.#messages.pendingOf(message.conversation_id) : [message];
    for (const each of failed) this.#messages.improve(each, 'failed', storableJson(failure));
  }

  #hold(message: MessageRow, lane: LaneRow, { waitsFor, dueAt, expiresAt }: HoldStep): void {
    if (expiresAt !== undefined) {
      for (const each of this.#messages.pendingOf(message.conversation_id)) {
        if ((each.expires_at ?? expiresAt) < expiresAt) this.#messages.change(each, { expires_at: expiresAt });
      }
    }
    // The person wrote while the step was on its way here.
    if (waitsFor === 'window' && this.#openWindows.has(lane.conversation_id)) {
      this.#lanes.release(lane, this.#sql.now, null);
    } else if (waitsFor === 'stopped' && !this.#stopped.has(lane.channel_id)) {
      // Released meanwhile; whoever claims may hear of that a moment later.
      this.#lanes.release(lane, this.#sql.now + HEAR_OF_RELEASE_MS, null);
    } else this.#lanes.release(lane, dueAt, waitsFor);
  }

  /** The head is done with: the lane goes on to the next message. With nothing left it stays only as long as the message delay. */
  #advance(lane: LaneRow, delayMs: number): void {
    const [next] = this.#messages.pendingOf(lane.conversation_id);
    const waitMs = Math.max(delayMs, next?.pause_ms ?? 0);
    if (next === undefined && waitMs === 0) this.#lanes.remove(lane);
    else this.#lanes.release(lane, this.#sql.now + waitMs, null);
  }
}

/** Whether it concerns every message in the conversation's line. */
function isAboutAll(step: SendStep): boolean {
  if (step.outcome === 'failed') return step.failRest;
  return isAboutOrder(step) || (step.outcome === 'hold' && step.expiresAt !== undefined);
}

/** Whether it adds messages to the line, or says what an answer to it means. */
function isAboutOrder(step: SendStep): boolean {
  return step.outcome === 'replace' && (step.more !== undefined || step.choices !== undefined);
}

function waitsForWindow(step: SendStep): boolean {
  return step.outcome === 'hold' && step.waitsFor === 'window';
}

function waitsForRelease(step: SendStep): boolean {
  return step.outcome === 'hold' && step.waitsFor === 'stopped';
}

async function readStopped(sql: Sql, channelIds: readonly string[]): Promise<Set<string>> {
  if (channelIds.length === 0) return new Set();
  const wanted = rows([...new Set(channelIds)].map((channel_id) => ({ channel_id, state: 'active' })));
  const found = await sql.all<{ channel_id: string; stopped: string | null }>(STOPPED, wanted);
  const stopped = found.filter((row) => isStopped({ stopped: readStop(row.stopped) }, sql.now));
  return new Set(stopped.map((row) => row.channel_id));
}

async function readOpenWindows(sql: Sql, conversationIds: readonly string[]): Promise<Set<string>> {
  if (conversationIds.length === 0) return new Set();
  const wanted = rows(conversationIds.map((id) => ({ id })));
  const found = await sql.all<{ id: string; window_until: number | null }>(WINDOWS, wanted);
  return new Set(found.filter((row) => isWindowOpen(row.window_until, sql.now)).map(({ id }) => id));
}
