/** Lists and details for people: read-only, on the reader, never in the way of the pipeline. */
import type { InboundContent, OutboundContent, Participant } from '../domain/content.ts';
import type { SendFailure } from '../domain/failure.ts';
import type { Identifier } from '../domain/identity.ts';
import type {
  AttemptId,
  ChannelId,
  ConnectionId,
  ContactId,
  ConversationId,
  MessageId,
  ProviderMessageId,
  SenderId,
} from '../domain/ids.ts';
import type { AnsweredBy, Author, Direction, Duty, MessageStatus } from '../domain/message.ts';
import type { TraceEntry } from '../domain/trace.ts';
import type { DeadLetterReason } from './ingest-items.ts';
import type { LaneKind, LaneWait } from './work.ts';

export interface Page<Item> {
  items: readonly Item[];
  nextCursor: string | null;
}

/** `cursor` is opaque, out of an earlier page; newest first. */
export interface PageRequest {
  limit: number;
  cursor?: string;
}

/** The cursor is not one of ours: the API answers 400. */
export class BadCursor extends Error {}

export interface MessageView {
  id: MessageId;
  channelId: ChannelId;
  conversationId: ConversationId;
  contactId: ContactId;
  senderId: SenderId;
  direction: Direction;
  author: Author;
  duty: Duty;
  status: MessageStatus;
  content: InboundContent | OutboundContent;
  providerMessageId: string | null;
  failure: SendFailure | null;
  identifiers: readonly Identifier[];
  contactName: string | null;
  /** Who wrote it, where the contact is a group. */
  participant: Participant | null;
  /** Provider's time for inbound, ours for outbound; epoch ms. */
  at: number;
  receivedAt: number;
  /** Our id of the message that it quotes, if that is known. */
  replyTo: MessageId | null;
  /** When its author changed it last; `content` is the newest. */
  editedAt: number | null;
  /** When its author took it back; its content is not shown any more. */
  revokedAt: number | null;
}

export interface AttemptView {
  id: string;
  number: number;
  connectionId: string;
  startedAt: number;
  endedAt: number | null;
  outcome: 'started' | 'accepted' | 'failed' | 'retry' | 'in_doubt';
  providerMessageId: string | null;
  failure: SendFailure | null;
}

export interface StatusView {
  status: string;
  at: number;
  detail: Record<string, unknown> | null;
}

export interface MessageTrace {
  message: MessageView;
  entries: readonly TraceEntry[];
  attempts: readonly AttemptView[];
  statuses: readonly StatusView[];
  /** The webhook element as received; null for outbound, or once retention deleted it. */
  raw: string | null;
  /** Messages of the same turn: what this one answers, or what answers it. */
  related: readonly MessageId[];
}

export interface ConversationSummary {
  id: ConversationId;
  channelId: ChannelId;
  senderId: SenderId;
  contactId: ContactId;
  identifiers: readonly Identifier[];
  contactName: string | null;
  answeredBy: AnsweredBy;
  windowUntil: number | null;
  /** It takes nothing new: both were with the same person, and this one goes on. */
  mergedInto: ConversationId | null;
  lastMessageAt: number | null;
  /** Null: there is none yet. */
  lastMessage: MessageView | null;
  waiting: { kind: LaneKind; waitsFor: string | null; dueAt: number }[];
}

export interface DeadLetterView {
  id: string;
  channelId: ChannelId | null;
  /** The connection that its webhook came by. */
  connectionId: ConnectionId | null;
  reason: DeadLetterReason;
  message: string;
  messageId: MessageId | null;
  raw: string | null;
  at: number;
  replayedAt: number | null;
}

export interface ChannelEventView {
  id: string;
  channelId: ChannelId;
  kind: string;
  detail: Record<string, unknown>;
  at: number;
}

export interface QueueDepth {
  kind: LaneKind;
  lanes: number;
  due: number;
  /** Age of the oldest due lane, ms. */
  oldestMs: number;
  /** Lanes that wait for something, by what it is; absent: none does. */
  waiting?: Readonly<Partial<Record<LaneWait, number>>>;
}

/** What a status says of the attempt that it speaks of. */
export interface AttemptOfStatus {
  channelId: ChannelId;
  providerMessageId: ProviderMessageId;
  /** From the provider's echo field. */
  attemptId?: AttemptId;
}

export interface QueryStore {
  listMessages(
    filter: { channelIds?: readonly ChannelId[]; conversationId?: ConversationId; contact?: string },
    page: PageRequest,
  ): Promise<Page<MessageView>>;
  getMessage(id: MessageId): Promise<MessageView | null>;
  getTrace(id: MessageId): Promise<MessageTrace | null>;
  listConversations(
    filter: { channelIds?: readonly ChannelId[] },
    page: PageRequest,
  ): Promise<Page<ConversationSummary>>;
  getConversation(id: ConversationId): Promise<ConversationSummary | null>;
  listDeadLetters(
    filter: { channelIds?: readonly ChannelId[]; open?: true },
    page: PageRequest,
  ): Promise<Page<DeadLetterView>>;
  getDeadLetter(id: string): Promise<DeadLetterView | null>;
  listChannelEvents(channelId: ChannelId, page: PageRequest): Promise<Page<ChannelEventView>>;
  /** When that attempt began, epoch ms by the store's clock; null: it is none of ours. */
  attemptStart(of: AttemptOfStatus): Promise<number | null>;
  queueDepths(): Promise<readonly QueueDepth[]>;
}
