/**
 * Bulk sends: one content to a list of people, a little at a time. Each recipient is addressed in the same commit that moves the list on,
 * fenced by the bulk send's lane: nobody twice, nobody left out, whatever dies in between.
 */
import type { OutboundContent } from '../domain/content.ts';
import type { Identifier } from '../domain/identity.ts';
import type { BulkSendId, ChannelId, MessageId, SenderId } from '../domain/ids.ts';
import type { MessageStatus } from '../domain/message.ts';
import type { TemplateParameters } from '../domain/template-parameters.ts';
import type { TraceEntry } from '../domain/trace.ts';
import type { Page, PageRequest } from './queries.ts';
import type { Claimed, Fenced, LaneRef, OutDraft } from './work.ts';

/** `draft`: not started yet. `stopped` and `done` are final; what is pending then is never addressed. */
export const BULK_STATES = ['draft', 'running', 'paused', 'stopped', 'done'] as const;
export type BulkState = (typeof BULK_STATES)[number];
export type BulkAction = 'start' | 'pause' | 'resume' | 'stop';

/** `queued`: messages for this person are in line; what became of them stands at the message. */
export const RECIPIENT_STATES = ['pending', 'queued', 'skipped'] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];
/** `duplicate`: this bulk send addressed the same person before. `invalid`: the channel cannot say it to them. */
export type SkipReason = 'opted_out' | 'duplicate' | 'invalid';

export interface NewBulkSend {
  id: BulkSendId;
  channelId: ChannelId;
  senderId: SenderId;
  name: string;
  content: OutboundContent;
  /** As of `EnqueueItem`. */
  idempotency?: { scope: string; key: string; requestHash: string };
}

export type BulkCreated =
  /** `stored`: recipients of its own list that are stored so far; a repeated request goes on from there. */
  { outcome: 'created' | 'repeated'; id: BulkSendId; state: BulkState; stored: number } | { outcome: 'conflict' };

export interface NewRecipient {
  identifiers: readonly Identifier[];
  /** In place of those of the content. */
  parameters: TemplateParameters | null;
}

export interface AppendRequest {
  id: BulkSendId;
  /** They belong to the list that it was made with, of which so many must be stored now; null: they came later. Both go to the end. */
  at: number | null;
  recipients: readonly NewRecipient[];
}

/**
 * `moved`: another number of its own list is stored. `closed`: it is stopped or done. `stored`: recipients of its own list that are stored now;
 * `total`: all.
 */
export interface Appended {
  outcome: 'ok' | 'moved' | 'closed' | 'unknown';
  stored: number;
  total: number;
}

export interface BulkClaimRequest {
  leaseMs: number;
  /** Senders that may write to people now; bulk sends of others wait. One bulk send of each is taken at a time. */
  senders: readonly BulkAllowance[];
}

export interface BulkAllowance {
  senderId: SenderId;
  /** Most recipients now; 0: none, but look again soon. */
  chunk: number;
  /** Bulk sends' share of the sender's rate, over all nodes. */
  perSecond: number;
}

/** The next recipients of a bulk send; none: it is at its end. */
export interface ClaimedBulk {
  lane: LaneRef;
  id: BulkSendId;
  channelId: ChannelId;
  senderId: SenderId;
  content: OutboundContent;
  recipients: readonly ClaimedRecipient[];
}

export interface ClaimedRecipient extends NewRecipient {
  place: number;
}

/** What is to be said to one recipient, or why it cannot be. */
export type RecipientStep = { place: number; identifiers: readonly Identifier[] } & (
  | { drafts: readonly OutDraft[]; trace: readonly TraceEntry[] }
  | { invalid: string }
);

/** Addresses the recipients of a claim, all of them and in order. */
export interface BulkStep {
  lane: LaneRef;
  id: BulkSendId;
  recipients: readonly RecipientStep[];
  /** The next ones are due after so long. */
  delayMs: number;
}

export interface BulkView {
  id: BulkSendId;
  channelId: ChannelId;
  senderId: SenderId;
  name: string;
  content: OutboundContent;
  state: BulkState;
  total: number;
  pending: number;
  /** Recipients whose messages were queued. */
  addressed: number;
  skipped: Record<SkipReason, number>;
  createdAt: number;
  startedAt: number | null;
  finishedAt: number | null;
}

/** Of those addressed: how many messages are at which status. The numbers add up to `addressed`. */
export type BulkReach = Record<'queued' | 'sent' | 'delivered' | 'read' | 'failed', number>;

export interface RecipientView {
  place: number;
  identifiers: readonly Identifier[];
  state: RecipientState;
  reason: SkipReason | null;
  /** With `invalid`: a sentence. */
  detail: string | null;
  messageId: MessageId | null;
  messageStatus: MessageStatus | null;
}

export interface BulkStore {
  /** A draft without recipients. */
  create(bulk: NewBulkSend): Promise<BulkCreated>;
  append(request: AppendRequest): Promise<Appended>;
  /** `ok` also if it is in that state already; otherwise the state that does not allow it. */
  change(id: BulkSendId, action: BulkAction): Promise<'ok' | 'unknown' | BulkState>;

  /** Leases due bulk sends whose sender has no live message waiting and few of theirs. */
  claim(request: BulkClaimRequest): Promise<Claimed<ClaimedBulk>>;
  expand(step: BulkStep): Promise<Fenced>;

  get(id: BulkSendId): Promise<(BulkView & { reach: BulkReach }) | null>;
  /** Newest first. */
  list(filter: { channelIds?: readonly ChannelId[] }, page: PageRequest): Promise<Page<BulkView>>;
  /** In the order of the list. */
  recipients(id: BulkSendId, state: RecipientState | null, page: PageRequest): Promise<Page<RecipientView>>;
  /** How much the running ones still have before them. */
  backlog(): Promise<{ running: number; pending: number }>;
}
