import type { InboundContent, InboundContext, OutboundContent } from '../../src/domain/content.ts';
import type { SendFailure } from '../../src/domain/failure.ts';
import type { Identifier } from '../../src/domain/identity.ts';
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
  TurnId,
} from '../../src/domain/ids.ts';
import type { AnsweredBy, Author, Direction, Duty, MessageStatus, Position } from '../../src/domain/message.ts';
import type { TraceEntry } from '../../src/domain/trace.ts';
import type { AnswerPlan, ChannelEventItem, NewDeadLetter } from '../../src/store/ingest-items.ts';
import type { LaneKind, LaneWait, StoredSession } from '../../src/store/work.ts';

export interface ModelContact {
  id: ContactId;
  channelId: ChannelId;
  createdAt: number;
  /** Newest first. */
  identifiers: Identifier[];
  name: string | null;
  username: string | null;
  mergedInto: ContactId | null;
}

export interface ModelConversation {
  id: ConversationId;
  channelId: ChannelId;
  senderId: SenderId;
  contactId: ContactId;
  answeredBy: AnsweredBy;
  windowUntil: number | null;
  /** In the order of their positions. */
  messages: ModelMessage[];
  openTurn: ModelTurn | null;
  session: StoredSession | null;
  lastFallbackAt: number | null;
  /** No message goes out before this moment (message delay). */
  nextSendAt: number;
  /** Person budget: theoretical arrival time of the next message (GCRA). */
  pairArrivalAt: number;
  /** Conversations of contacts merged into this one's, whose session, window and state have not moved here yet. */
  absorbs: ConversationId[];
}

export interface ModelAttempt {
  id: AttemptId;
  number: number;
  connectionId: ConnectionId;
  startedAt: number;
}

export interface ModelMessage {
  id: MessageId;
  channelId: ChannelId;
  conversationId: ConversationId;
  position: Position;
  direction: Direction;
  author: Author;
  duty: Duty;
  status: MessageStatus;
  content: InboundContent | OutboundContent;
  context: InboundContext;
  providerMessageId: ProviderMessageId | null;
  providerAt: number;
  receivedAt: number;
  storedAt: number;
  /** How the bot is to get it; null: observed. */
  answer: AnswerPlan | null;
  turnId: TurnId | null;
  /** Times that a dead letter put it back. */
  replays: number;
  freeForm: boolean;
  pauseMs: number;
  replyTo: MessageId | null;
  expiresAt: number;
  attempts: ModelAttempt[];
  tries: number;
  doubts: number;
  doubtUntil: number | null;
  failure: SendFailure | null;
}

export interface ModelLane {
  conversationId: ConversationId;
  kind: LaneKind;
  dueAt: number;
  generation: number;
  waitsFor: LaneWait | null;
  /** Null: nobody may write. */
  token: string | null;
  leaseUntil: number;
  /** `in` only. */
  botId: BotId | null;
}

export interface ModelTurn {
  id: TurnId;
  conversationId: ConversationId;
  messages: ModelMessage[];
  frozenAt: number;
  tries: number;
  /** As it was when the turn was frozen, so that every try says the same. */
  session: StoredSession | null;
  state: 'open' | 'closed';
  deferredUntil: number | null;
  replyKeys: Set<string>;
}

export interface ModelDelivery {
  channelId: ChannelId;
  providerMessageId: ProviderMessageId;
  messageId: MessageId | null;
  status: MessageStatus;
  failure: SendFailure | null;
}

export interface ModelDeadLetter extends NewDeadLetter {
  replayedAt: number | null;
}

export interface ModelState {
  now: () => number;
  seen: Map<string, number>;
  contacts: Map<ContactId, ModelContact>;
  conversations: Map<ConversationId, ModelConversation>;
  messages: Map<MessageId, ModelMessage>;
  /** Attempt → message. */
  attempts: Map<AttemptId, MessageId>;
  lanes: Map<string, ModelLane>;
  turns: Map<TurnId, ModelTurn>;
  deliveries: Map<string, ModelDelivery>;
  /** Channel and provider's id → message that we received. */
  receivedIds: Map<string, MessageId>;
  deadLetters: Map<string, ModelDeadLetter>;
  channelEvents: ChannelEventItem[];
  enqueued: Map<string, { requestHash: string; messageId: MessageId }>;
  budgets: Map<SenderId, { tokens: number; at: number }>;
  trace: TraceEntry[];
  /** Source of fencing tokens and of ids. */
  counter: number;
}

export function createState(now: () => number): ModelState {
  return {
    now,
    seen: new Map(),
    contacts: new Map(),
    conversations: new Map(),
    messages: new Map(),
    attempts: new Map(),
    lanes: new Map(),
    turns: new Map(),
    deliveries: new Map(),
    receivedIds: new Map(),
    deadLetters: new Map(),
    channelEvents: [],
    enqueued: new Map(),
    budgets: new Map(),
    trace: [],
    counter: 0,
  };
}

export function nextNumber(state: ModelState): number {
  state.counter += 1;
  return state.counter;
}

/** A row that must be there, or the model itself is wrong. */
export function existing<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`the model has no row ${String(key)}`);
  return value;
}
