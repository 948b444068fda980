/** What intake hands to the store: the events of webhooks, routed to their channels. */
import type { InboundContent, InboundContext, OutboundContent } from '../domain/content.ts';
import type { AccountEffect, Amendment, LateFile, ReceivedMedia, SeenKind } from '../domain/events.ts';
import type { SendFailure } from '../domain/failure.ts';
import type { Identifier } from '../domain/identity.ts';
import type {
  AttemptId,
  BotId,
  ChannelId,
  ConnectionId,
  MessageId,
  ProviderMessageId,
  SenderId,
} from '../domain/ids.ts';
import type { Author } from '../domain/message.ts';
import type { DeliveryStatus } from '../domain/status.ts';
import type { TraceEntry } from '../domain/trace.ts';

/** How new work of a conversation is to be handed to its bot. */
export interface AnswerPlan {
  botId: BotId;
  /** 0: at once. Otherwise the lane waits (`gather`) until nothing new came for this long (at most ten times as long in all). */
  gatherMs: number;
}

export interface Sighting {
  identifiers: readonly Identifier[];
  name?: string;
  username?: string;
}

interface ItemBase {
  channelId: ChannelId;
  /** The key in `seen (channel, sender, kind, key)`. */
  seen: { kind: SeenKind; key: string };
  /** Kept in a row of its own. */
  raw: string;
  receivedAt: number;
}

/** The file to be fetched, under an id of ours. `unfetched`: a sentence that says why it is not to be fetched now. */
export interface MediaToFetch extends ReceivedMedia {
  id: string;
  unfetched?: string;
}

export interface InboundMessageItem extends ItemBase {
  type: 'message';
  senderId: SenderId;
  connectionId: ConnectionId;
  messageId: MessageId;
  /** `outbound` for echoes: what the business wrote elsewhere. */
  direction: 'inbound' | 'outbound';
  author: Author;
  person: Sighting;
  providerMessageId: ProviderMessageId;
  providerAt: number;
  /** If it has media, `media.id` is `media.id` below. */
  content: InboundContent | OutboundContent;
  media?: MediaToFetch;
  /** Of two messages with this id the later one is no message of its own. */
  file?: LateFile;
  context?: InboundContext;
  /** End of the customer service window that this message opens; null: it opens none. */
  windowUntil: number | null;
  /** Null: observe (echo, history, group, channel disabled or without a bot). The store also observes while a human answers. */
  answer: AnswerPlan | null;
  trace: readonly TraceEntry[];
}

/** A change of a stored message, or of one that is still to come. */
export interface AmendmentItem extends ItemBase {
  type: 'amendment';
  senderId: SenderId;
  connectionId: ConnectionId;
  person: Sighting;
  originalProviderId: ProviderMessageId;
  amendment: Amendment;
  at: number;
  media?: MediaToFetch;
  /**
   * If the bot already has the original and the channel tells its bot of changes: the message by which it is told (content `edit` or
   * `revoke`). Null: it is not told.
   */
  tell: {
    messageId: MessageId;
    providerMessageId: ProviderMessageId;
    answer: AnswerPlan;
    /** What the provider said, for the bot. */
    provider?: Record<string, unknown>;
  } | null;
}

/** What a person wants of marketing; kept with the contact. */
export interface PreferenceItem extends ItemBase {
  type: 'preference';
  senderId: SenderId;
  person: Sighting;
  marketing: 'stop' | 'resume';
  at: number;
}

/**
 * Somebody else answers this person, or we do again. The bot of the conversation pauses meanwhile; whoever a human answers is not touched.
 * It is shown with the channel too.
 */
export interface ControlItem extends ItemBase {
  type: 'control';
  senderId: SenderId;
  person: Sighting;
  owner: 'here' | 'elsewhere';
  /** The provider's time: of two words about one conversation the later one counts. */
  at: number;
  kind: string;
  detail: Record<string, unknown>;
}

export interface StatusItem extends ItemBase {
  type: 'status';
  senderId: SenderId;
  providerMessageId: ProviderMessageId;
  status: DeliveryStatus;
  at: number;
  attemptId?: AttemptId;
  failure?: SendFailure;
  person?: Sighting;
  detail?: Record<string, unknown>;
}

export interface IdentityItem extends ItemBase {
  type: 'identity';
  senderId: SenderId;
  previous: readonly Identifier[];
  current: readonly Identifier[];
  at: number;
  name?: string;
}

/** Stored with the channel and shown to the operator; its effects are applied in the same step. */
export interface ChannelEventItem extends ItemBase {
  type: 'channel_event';
  senderId: SenderId | null;
  kind: string;
  detail: Record<string, unknown>;
  /** Of a connection, and of the account that the provider named. */
  effects?: { connectionId: ConnectionId; account: string; list: readonly AccountEffect[] };
}

export interface DeadLetterItem {
  type: 'dead_letter';
  deadLetter: NewDeadLetter;
}

export type IngestItem =
  | InboundMessageItem
  | AmendmentItem
  | PreferenceItem
  | ControlItem
  | StatusItem
  | IdentityItem
  | ChannelEventItem
  | DeadLetterItem;

/** Where items come from, for the dead letter of one that cannot be stored. */
export interface WebhookOrigin {
  connectionId: ConnectionId;
  /** What came, to be parsed again; null: the item's own fragment must do. */
  raw(): string | null;
}

/** `dead_letter`: this item alone could not be stored as what it is, and is kept raw. */
export type IngestOutcome = 'new' | 'duplicate' | 'dead_letter';

export type DeadLetterReason =
  | 'unparsable'
  | 'unknown_sender'
  | 'not_stored'
  | 'bot_failed'
  | 'in_doubt'
  | 'send_failed';

export interface NewDeadLetter {
  id: string;
  channelId: ChannelId | null;
  connectionId: ConnectionId | null;
  reason: DeadLetterReason;
  /** For the operator. */
  message: string;
  messageId: MessageId | null;
  /** Raw text for `unparsable`, `unknown_sender` and `not_stored`. */
  raw: string | null;
  at: number;
}
