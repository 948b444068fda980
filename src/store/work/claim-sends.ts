import type { OutboundContent } from '../../domain/content.ts';
import type { AttemptId, ConnectionId, MessageId, ProviderMessageId } from '../../domain/ids.ts';
import type { Author } from '../../domain/message.ts';
import { isWindowOpen } from '../../domain/window.ts';
import type { Operation } from '../engine.ts';
import { type Sql, statement } from '../sql.ts';
import type { Claimed, ClaimedSend, Hold, SendClaimRequest } from '../work.ts';
import { type NewAttempt, startAttempts } from './attempts.ts';
import { leaseDue } from './claim.ts';
import { type HeadRow, readHeads } from './heads.ts';
import { type LaneRow, Lanes, refOf } from './lanes.ts';
import { putOffMerging } from './merge-wait.ts';
import { limitOwnerOf } from './out-slots.ts';
import { Pace } from './pace.ts';
import { parseContent, type ReadConversation, readConversations } from './views.ts';

const START = statement(`
  update message set status = 'sending', attempt_id = r.id from {{rows $1 as r: id text, message_id text}}
  where message.id = r.message_id and message.status = 'queued'`);

/** Leases due out-lanes and begins the attempt of each one's first message, or says why it may not begin. */
export const claimSends: Operation<SendClaimRequest, Claimed<ClaimedSend>> = {
  name: 'work.claim_sends',
  async run(sql, requests) {
    const claimed: Claimed<ClaimedSend>[] = [];
    for (const request of requests) claimed.push(await claimOnce(sql, request));
    return claimed;
  },
};

async function claimOnce(sql: Sql, request: SendClaimRequest): Promise<Claimed<ClaimedSend>> {
  const leased = await leaseDue(sql, 'out', onlyConnected(request));
  const lanes = new Lanes(sql);
  lanes.keep(leased.lanes);
  const ready = await putOffMerging(sql, lanes, leased.lanes);
  const ids = ready.map((lane) => lane.conversation_id);
  const [heads, conversations, pace] = await Promise.all([
    readHeads(sql, ids),
    readConversations(sql, ids),
    Pace.read(
      sql,
      ready.filter((lane) => lane.channel_id in request.pair).map((lane) => lane.conversation_id),
    ),
  ]);
  const starting = new Starting(sql.now, { request, lanes, pace });
  const work = ready.flatMap((lane) => {
    const [head, conversation] = [heads.get(lane.conversation_id), conversations.get(lane.conversation_id)];
    if (head === undefined || conversation === undefined) lanes.remove(lane);
    return head && conversation ? starting.start(lane, head, conversation) : [];
  });
  await Promise.all([startAll(sql, starting.attempts), pace.save(), lanes.save()]);
  return { work, nextDueAt: leased.nextDueAt, more: leased.more, now: sql.now };
}

/** Slots of an out-lane are senders; those without a connection are not claimed. */
function onlyConnected(request: SendClaimRequest): SendClaimRequest {
  const slots = Object.keys(request.connections).map((slot) => [slot, request.slots[slot] ?? request.perSlot]);
  return { ...request, perSlot: 0, slots: Object.fromEntries(slots) };
}

async function startAll(sql: Sql, attempts: readonly NewAttempt[]): Promise<void> {
  if (attempts.length === 0) return;
  await Promise.all([startAttempts(sql, attempts), sql.write(START, attempts)]);
}

/** Decides about heads one by one, and collects the attempts to write. */
class Starting {
  readonly attempts: NewAttempt[] = [];
  readonly #now: number;
  readonly #with: { request: SendClaimRequest; lanes: Lanes; pace: Pace };
  readonly #disabled: ReadonlySet<string>;
  readonly #stopped: ReadonlySet<string>;
  readonly #windowless: ReadonlySet<string>;

  constructor(now: number, decideWith: { request: SendClaimRequest; lanes: Lanes; pace: Pace }) {
    this.#now = now;
    this.#with = decideWith;
    this.#disabled = new Set(decideWith.request.disabledChannels);
    this.#stopped = new Set(decideWith.request.stoppedSenders);
    this.#windowless = new Set(decideWith.request.windowlessSenders);
  }

  /** Nothing: this person has had enough for now, and the lane waits. */
  start(lane: LaneRow, head: HeadRow, conversation: ReadConversation): ClaimedSend[] {
    const hold = this.#holdOf(lane, head, conversation);
    if (hold !== null) return [render(lane, head, { conversation, hold, attempt: null })];
    const allowedAt = this.#takeBudget(lane);
    if (allowedAt > this.#now) {
      this.#with.lanes.release(lane, allowedAt, null);
      return [];
    }
    const attempt = this.#begin(lane, head);
    return [render(lane, head, { conversation, hold, attempt })];
  }

  #holdOf(lane: LaneRow, head: HeadRow, conversation: ReadConversation): Hold | null {
    if (head.status === 'sending') return 'left_sending';
    if (head.status === 'in_doubt') return 'in_doubt';
    if (this.#disabled.has(head.channel_id)) return 'channel_disabled';
    const senderId = limitOwnerOf(lane.slot);
    if (this.#stopped.has(senderId)) return 'connection_stopped';
    if (head.expires_at !== null && head.expires_at <= this.#now) return 'expired';
    if (head.marketing === 1 && conversation.wantsNoMarketing) return 'opted_out';
    if (head.free_form !== 1 || this.#windowless.has(senderId)) return null;
    return isWindowOpen(conversation.view.windowUntil, this.#now) ? null : 'window_closed';
  }

  #takeBudget(lane: LaneRow): number {
    const budget = this.#with.request.pair[lane.channel_id];
    return budget === undefined ? this.#now : this.#with.pace.take(lane.conversation_id, budget);
  }

  #begin(lane: LaneRow, head: HeadRow): NonNullable<ClaimedSend['attempt']> {
    const { request } = this.#with;
    const id = request.attemptIds[this.attempts.length];
    const connectionId = request.connections[limitOwnerOf(lane.slot)];
    if (id === undefined || connectionId === undefined) throw new Error('a claim needs as many attempt ids as lanes');
    const attempt = { id, message_id: head.id, connection_id: connectionId, number: (head.last_number ?? 0) + 1 };
    this.attempts.push(attempt);
    return { id, number: attempt.number, startedAt: this.#now, connectionId };
  }
}

function render(
  lane: LaneRow,
  head: HeadRow,
  decided: Pick<ClaimedSend, 'hold' | 'attempt'> & { conversation: ReadConversation },
): ClaimedSend {
  const { conversation, hold, attempt } = decided;
  return {
    lane: refOf(lane),
    conversation: conversation.view,
    // Ids and values of our own rows.
    messageId: head.id as MessageId,
    content: parseContent<OutboundContent>(head.body),
    author: head.author as Author,
    freeForm: head.free_form === 1,
    marketing: head.marketing === 1,
    createdAt: head.at,
    expiresAt: head.expires_at ?? Number.MAX_SAFE_INTEGER,
    replyTo: replyToOf(head),
    attempt,
    hold,
    lastAttempt: lastAttemptOf(head),
    doubts: head.doubts,
    doubtUntil: head.doubt_until,
    tries: head.tries,
  };
}

function replyToOf(head: HeadRow): ClaimedSend['replyTo'] {
  if (head.quoted_id === null) return null;
  return {
    messageId: head.quoted_id as MessageId,
    providerMessageId: head.quoted_provider_id as ProviderMessageId | null,
    at: head.quoted_at ?? 0,
  };
}

function lastAttemptOf(head: HeadRow): ClaimedSend['lastAttempt'] {
  if (head.last_attempt_id === null) return null;
  return {
    id: head.last_attempt_id as AttemptId,
    startedAt: head.last_started_at ?? 0,
    connectionId: head.last_connection_id as ConnectionId,
  };
}
