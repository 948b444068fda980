import type { OutboundContent } from '../../domain/content.ts';
import type { AttemptId, ConnectionId, MessageId, ProviderMessageId } from '../../domain/ids.ts';
import type { Author } from '../../domain/message.ts';
import { isWindowOpen } from '../../domain/window.ts';
import type { ClaimedSend, Hold, SendClaimRequest, SendTerms } from '../work.ts';
import type { NewAttempt } from './attempts.ts';
import type { HeadRow } from './heads.ts';
import { type LaneRow, type Lanes, refOf } from './lanes.ts';
import { limitOwnerOf } from './out-slots.ts';
import type { Pace } from './pace.ts';
import { parseContent, type ReadConversation } from './views.ts';

type Terms = SendTerms & Partial<Pick<SendClaimRequest, 'disabledChannels' | 'stoppedSenders'>>;

/** Decides about heads one by one, and collects the attempts to write. */
export class Starting {
  readonly attempts: NewAttempt[] = [];
  readonly #now: number;
  readonly #with: { terms: Terms; lanes: Lanes; pace: Pace };
  readonly #disabled: ReadonlySet<string>;
  readonly #stopped: ReadonlySet<string>;
  readonly #windowless: ReadonlySet<string>;

  constructor(now: number, decideWith: { terms: Terms; lanes: Lanes; pace: Pace }) {
    this.#now = now;
    this.#with = decideWith;
    this.#disabled = new Set(decideWith.terms.disabledChannels);
    this.#stopped = new Set(decideWith.terms.stoppedSenders);
    this.#windowless = new Set(decideWith.terms.windowlessSenders);
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
    const budget = this.#with.terms.pair[lane.channel_id];
    return budget === undefined ? this.#now : this.#with.pace.take(lane.conversation_id, budget);
  }

  #begin(lane: LaneRow, head: HeadRow): NonNullable<ClaimedSend['attempt']> {
    const { terms } = this.#with;
    const id = terms.attemptIds[this.attempts.length];
    const connectionId = terms.connections[limitOwnerOf(lane.slot)];
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
