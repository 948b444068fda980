/**
 * What the pipeline asks of a store: durable steps of a message's life. Both engines and the in-memory model of the tests keep it.
 *
 * Every method that writes resolves only when its step is durable. Steps of concurrent callers share transactions; a step is atomic
 * by itself. `now` is the store's clock (the database's on PostgreSQL) unless a test handed one in.
 */

import type { InboundContent, InboundContext, OutboundContent } from '../domain/content.ts';
import type { SendFailure } from '../domain/failure.ts';
import type { Identifier } from '../domain/identity.ts';
import type {
  AttemptId,
  BotId,
  ChannelId,
  ConnectionId,
  ContactId,
  ConversationId,
  MessageId,
  ProviderMessageId,
  SenderId,
  SessionId,
  TurnId,
} from '../domain/ids.ts';
import type { AnsweredBy, Author, MessageStatus, Position } from '../domain/message.ts';
import type { TraceEntry } from '../domain/trace.ts';
import type { IngestItem, IngestOutcome, NewDeadLetter, Sighting, WebhookOrigin } from './ingest-items.ts';

export type LaneKind = 'in' | 'out' | 'bulk' | 'media';
export type LaneWait =
  | 'retry'
  | 'gather'
  | 'bot_reply'
  | 'echo'
  | 'window'
  | 'media'
  | 'human'
  | 'merge'
  | 'disabled'
  | 'stopped';

/** A lease on a conversation's work of one kind. Every write that it fences names it. */
export interface LaneRef {
  conversationId: ConversationId;
  kind: LaneKind;
  /** Fencing token from a store-wide counter, as decimal text. */
  token: string;
  generation: number;
}

export interface ClaimRequest {
  /** At most so many lanes. */
  max: number;
  /** The lease ends so long after `now`. */
  leaseMs: number;
  /** Most lanes to take per slot (bot id for `in`, sender id for `out`); `perSlot` for slots not named. */
  slots: Readonly<Record<string, number>>;
  perSlot: number;
}

export interface Claimed<Work> {
  work: readonly Work[];
  /** Earliest due time of unleased lanes of this kind that were not taken for lack of due time; null: none. */
  nextDueAt: number | null;
  /** Whether more is due than was taken. */
  more: boolean;
  now: number;
}

export interface ConversationView {
  id: ConversationId;
  channelId: ChannelId;
  senderId: SenderId;
  contactId: ContactId;
  answeredBy: AnsweredBy;
  windowUntil: number | null;
  /** Newest first. */
  identifiers: readonly Identifier[];
  contactName: string | null;
  contactUsername: string | null;
}

export interface TurnItem {
  messageId: MessageId;
  position: Position;
  providerMessageId: ProviderMessageId | null;
  providerAt: number;
  receivedAt: number;
  content: InboundContent;
  context: InboundContext;
  /** Our id of the quoted message, if it is known. */
  replyTo: MessageId | null;
}

/** A session's data. `choices`: what a number typed by the person would mean (`domain/degrade.ts`). */
export interface SessionData {
  variables: Record<string, unknown>;
  state: unknown;
  choices: readonly { id: string; title: string; kind: 'button_reply' | 'list_reply' }[];
}

export interface StoredSession extends SessionData {
  id: SessionId;
  revision: number;
  startedAt: number;
  lastAt: number;
  ended: boolean;
}

export interface ClaimedTurn {
  lane: LaneRef;
  conversation: ConversationView;
  turnId: TurnId;
  /** Tries made before this one. */
  tries: number;
  frozenAt: number;
  items: readonly TurnItem[];
  /** The conversation's last session, ended or not; null if there never was one. */
  session: StoredSession | null;
  /** Set when the bot promised an answer for later and did not keep it. */
  deferredUntil: number | null;
  /** When this conversation last got the fallback text. */
  lastFallbackAt: number | null;
}

/** Policy of freezing, by channel, handed in because rules live above the store. */
export interface TurnClaimRequest extends ClaimRequest {
  /** Channels in mode `gathered`: a turn takes up to `gatherMax` waiting messages; others take one. */
  gatheredChannels: readonly ChannelId[];
  gatherMax: number;
}

export interface OutDraft {
  messageId: MessageId;
  author: Author;
  content: OutboundContent;
  freeForm: boolean;
  /** It is marketing: refused for people who want none. */
  marketing?: boolean;
  /** Wait this long after the previous message. */
  pauseMs: number;
  replyTo: MessageId | null;
  /** After this moment it fails instead of being sent. */
  expiresAt: number;
}

export interface SessionWrite extends SessionData {
  id: SessionId;
  startedAt: number;
  /** Receive time of the newest message of the turn. */
  lastAt: number;
  ended: boolean;
}

interface TurnStepBase {
  lane: LaneRef;
  turnId: TurnId;
  trace: readonly TraceEntry[];
}

export type TurnStep =
  /** The turn is over: its items get `itemStatus`, replies are queued, the lane goes on or is deleted. */
  | (TurnStepBase & {
      outcome: 'done';
      itemStatus: Extract<MessageStatus, 'answered' | 'ignored' | 'failed'>;
      drafts: readonly OutDraft[];
      session: SessionWrite | null;
      answeredBy?: AnsweredBy;
      /** The drafts are the fallback text. */
      fallbackAt?: number;
      deadLetters?: readonly NewDeadLetter[];
    })
  /** Once more at `dueAt`; `burn`: it counts as a try. */
  | (TurnStepBase & { outcome: 'retry'; dueAt: number; burn: boolean })
  /** The bot will answer by `until`; the lane waits without a lease. */
  | (TurnStepBase & { outcome: 'deferred'; until: number; session: SessionWrite | null });

/** An answer to a deferred turn, by whoever holds its token. Takes the lane from anyone who works on it. */
export interface TurnReply {
  conversationId: ConversationId;
  turnId: TurnId;
  /** Distinguishes repeated posts of one reply; the same key gets the same outcome and is applied once. */
  replyKey: string;
  /** More replies follow: the turn stays open. */
  more: boolean;
  /**
   * With `more`, epoch ms: the time of a promise that is not stored yet, because this reply overtook it. The turn is deferred until then, and
   * the bot is not asked again.
   */
  until?: number;
  drafts: readonly OutDraft[];
  /** The session that the turn runs in: begun with this reply unless it is stored (a reply may overtake the promise of it). */
  session?: SessionWrite;
  /** Merged into that session. */
  variables?: Record<string, unknown>;
  choices: SessionData['choices'];
  answeredBy?: AnsweredBy;
  endSession: boolean;
  /** Parts of the reply that cannot be sent. */
  deadLetters?: readonly NewDeadLetter[];
  trace: readonly TraceEntry[];
}

/** Enough of an open turn to read its reply with the right rules. */
export interface OpenTurn {
  turnId: TurnId;
  conversation: ConversationView;
  items: readonly TurnItem[];
  session: StoredSession | null;
  state: 'open' | 'closed';
  deferredUntil: number | null;
}

/** Why a claimed head was not started; the pipeline decides and commits. */
export type Hold =
  | 'window_closed'
  | 'expired'
  | 'left_sending'
  | 'in_doubt'
  | 'channel_disabled'
  /** Nothing may be sent over the connection: certainly not sent. */
  | 'connection_stopped'
  /** Marketing for a person who wants none: certainly not sent. */
  | 'opted_out';

export interface ClaimedSend {
  lane: LaneRef;
  conversation: ConversationView;
  messageId: MessageId;
  content: OutboundContent;
  author: Author;
  freeForm: boolean;
  marketing?: boolean;
  createdAt: number;
  expiresAt: number;
  /** `at`: when that message was stored here, epoch ms. */
  replyTo: { messageId: MessageId; providerMessageId: ProviderMessageId | null; at?: number } | null;
  /** Present iff started: the attempt is durable before the request leaves. */
  attempt: { id: AttemptId; number: number; startedAt: number; connectionId: ConnectionId } | null;
  hold: Hold | null;
  /** Latest attempt, for `left_sending` and `in_doubt`. */
  lastAttempt: { id: AttemptId; startedAt: number; connectionId: ConnectionId } | null;
  /** Times that the outcome of this message was unknown. */
  doubts: number;
  /** Waits for an echo until then (`in_doubt`). */
  doubtUntil: number | null;
  /** Sends that failed retryably before. */
  tries: number;
}

export interface SendClaimRequest extends ClaimRequest {
  /** The connection on which a sender's attempts are made; senders not named are not claimed. */
  connections: Readonly<Record<string, ConnectionId>>;
  /** Person budget by channel; channels not named have none. */
  pair: Readonly<Record<string, { burst: number; intervalMs: number }>>;
  /** Disabled channels: heads come back with `channel_disabled`. */
  disabledChannels: readonly ChannelId[];
  /** Senders over whose connection nothing may be sent: heads come back with `connection_stopped`. */
  stoppedSenders?: readonly SenderId[];
  /** Senders whose connection's provider knows no customer service window. */
  windowlessSenders?: readonly SenderId[];
  /** Attempt ids to use, at least `max`. */
  attemptIds: readonly AttemptId[];
}

interface SendStepBase {
  lane: LaneRef;
  messageId: MessageId;
  attemptId: AttemptId | null;
  trace: readonly TraceEntry[];
}

export type SendStep =
  /** The provider took it. The next message may go at `now + delayMs`. */
  | (SendStepBase & { outcome: 'accepted'; providerMessageId: ProviderMessageId; person?: Sighting; delayMs: number })
  /** Final. `failRest`: everything queued behind it in this conversation fails with it. */
  | (SendStepBase & {
      outcome: 'failed';
      failure: SendFailure;
      failRest: boolean;
      delayMs: number;
      deadLetter?: NewDeadLetter;
    })
  /** Certainly not sent: back to `queued`, once more at `dueAt`; `burn`: it counts as a try. */
  | (SendStepBase & { outcome: 'retry'; failure: SendFailure; dueAt: number; burn: boolean })
  /** We cannot tell. An echo that came meanwhile settles it in this very step. */
  | (SendStepBase & { outcome: 'in_doubt'; failure: SendFailure; until: number })
  /** Not started: wait for something. `expiresAt`: nothing in this conversation's line expires before. */
  | (SendStepBase & { outcome: 'hold'; waitsFor: LaneWait; dueAt: number; expiresAt?: number })
  /**
   * Other content goes in its place: the fallback template, or what can be shown by another connection than it was queued for. `more` follows
   * right behind it, before everything else that waits. `choices`: what a number typed later means from now on; absent: as before.
   */
  | (SendStepBase & {
      outcome: 'replace';
      content: OutboundContent;
      freeForm: boolean;
      more?: readonly OutDraft[];
      choices?: SessionData['choices'];
    });

/** Begins another attempt on a message in doubt (`update … where state = 'in_doubt'`). */
export interface ResendStep {
  lane: LaneRef;
  messageId: MessageId;
  attemptId: AttemptId;
  connectionId: ConnectionId;
  trace: readonly TraceEntry[];
}

/** A message from outside an answer: API, notification, agent. */
export interface EnqueueItem {
  channelId: ChannelId;
  senderId: SenderId;
  to: { identifiers: readonly Identifier[] } | { conversationId: ConversationId };
  draft: OutDraft;
  /** Same scope and key: the first result again, or `conflict` if the request differs. */
  idempotency?: { scope: string; key: string; requestHash: string };
  trace: readonly TraceEntry[];
}

export type EnqueueOutcome =
  | { outcome: 'created' | 'repeated'; messageId: MessageId; conversationId: ConversationId; status: MessageStatus }
  | { outcome: 'conflict' }
  | { outcome: 'unknown_conversation' }
  /** It was deleted. */
  | { outcome: 'unknown_channel' };

export type Fenced = 'ok' | 'lost';

/**
 * Somebody has room for one piece of work: if the step that is written makes one that may begin at once, it comes back leased, in the same
 * commit, and needs no claim. `take` is called before the step resolves, at most once; work that is not taken waits for claims.
 */
export interface Offer<Terms, Work> {
  terms: Terms;
  take(work: Work): void;
}

/** Room for a turn of this bot. */
export interface TurnTerms {
  botId: BotId;
  /** The lease ends so long after the store's `now`. */
  leaseMs: number;
}

/** Room for a first message of this sender, within its budget; what would be held is not begun. */
export type SendTerms = Pick<SendClaimRequest, 'leaseMs' | 'connections' | 'pair' | 'windowlessSenders' | 'attemptIds'>;

export interface WorkStore {
  /** One webhook's items, in order. Durable when it resolves; see the design for grouping and splitting. */
  ingest(
    items: readonly IngestItem[],
    origin?: WebhookOrigin,
    offer?: Offer<TurnTerms, ClaimedTurn>,
  ): Promise<readonly IngestOutcome[]>;

  claimTurns(request: TurnClaimRequest): Promise<Claimed<ClaimedTurn>>;
  commitTurn(step: TurnStep, offer?: Offer<SendTerms, ClaimedSend>): Promise<Fenced>;
  openTurn(turnId: TurnId): Promise<OpenTurn | null>;
  /** `closed`: the turn was answered, timed out or given up before; nothing is written. */
  replyToTurn(reply: TurnReply): Promise<'ok' | 'closed'>;

  claimSends(request: SendClaimRequest): Promise<Claimed<ClaimedSend>>;
  commitSend(step: SendStep): Promise<Fenced>;
  resend(step: ResendStep): Promise<Fenced>;
  enqueue(item: EnqueueItem): Promise<EnqueueOutcome>;
  /** The messages of one request, in one step: all of them or, if it rejects, none. One outcome each. */
  enqueueAll(items: readonly EnqueueItem[]): Promise<readonly EnqueueOutcome[]>;

  /** Extends leases; returns those that were lost. */
  renew(lanes: readonly LaneRef[], leaseMs: number): Promise<readonly LaneRef[]>;

  /** Gives leases back with their work undone, so that another node goes on at once; those that are lost are left alone. How many there were. */
  release(lanes: readonly LaneRef[]): Promise<number>;

  /** Gives a conversation to a human, to the bot or to nobody. `false`: unknown conversation. */
  setAnsweredBy(conversationId: ConversationId, answeredBy: AnsweredBy): Promise<boolean>;

  /** Puts a dead letter's message back into its lane (`bot_failed`, `send_failed`, `in_doubt`), or only marks a raw one as replayed. */
  replayDeadLetter(id: string): Promise<'ok' | 'unknown' | 'already_replayed'>;

  /** Takes up to `want` tokens from a sender's shared budget of `perSecond`; how many were granted. */
  borrowBudget(senderId: SenderId, perSecond: number, want: number): Promise<number>;

  /** Fires when lanes of a kind may be due: a hint, claims also run on a timer. Returns the unsubscribe function. */
  onWork(wake: (kind: LaneKind) => void): () => void;

  /** Deletes `seen` keys and other short-lived rows whose time is over; rows deleted. */
  sweep(): Promise<number>;

  /** The store's clock, epoch ms. */
  now(): Promise<number>;
}
