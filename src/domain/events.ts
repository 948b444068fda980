import type { InboundContent, InboundContext, OutboundContent } from './content.ts';
import type { SendFailure, StopReason } from './failure.ts';
import type { Identifier } from './identity.ts';
import type { AttemptId, ProviderMessageId } from './ids.ts';
import type { Duty } from './message.ts';
import type { DeliveryStatus } from './status.ts';
import type { TemplateChange } from './template.ts';

/** Which sender a webhook speaks of: a sender field of the provider and its value (Meta: `phoneNumberId`). */
export interface SenderAddress {
  field: string;
  /** Null: the webhook does not say; it is for the channel's only sender. */
  value: string | null;
  /** Other facts about the sender that came along, to be remembered on it (`businessAccountId`). */
  learned?: Readonly<Record<string, string>>;
}

/** A person as one event shows them. Empty and unusable ids are already left out; no identifier at all is a dead letter. */
export interface Person {
  identifiers: readonly Identifier[];
  name?: string;
  username?: string;
}

/**
 * The namespaces of the dedupe table. The same id as history and as live message is two things.
 */
export type SeenKind = 'message' | 'echo' | 'history' | 'standby' | 'status' | 'call' | 'account';

interface EventBase {
  /** Unique among events of the same kind for one sender; the provider's id, or a hash of fields that the adapter names. */
  dedupeKey: string;
  /** The element as the provider wrote it, JSON or form text. */
  raw: string;
}

/**
 * Where the file of a received message is to be had. Beside it, `content.media` carries what was said about the file; the centre gives both
 * an id of ours, so no id or address of the provider reaches a bot.
 */
export interface ReceivedMedia {
  providerMediaId: string;
  /** A short-lived address that came along. */
  url?: string;
}

/**
 * A message that may come in two parts, as with the history: first that there was a file (`awaited`), some day the same message with it
 * (`arrived`). Whichever comes first is the message; the file ends up in it.
 */
export type LateFile = 'awaited' | 'arrived';

/** A person wrote. `stream` other than `message` is always `observe`. */
export interface MessageReceived extends EventBase {
  type: 'message_received';
  stream: Extract<SeenKind, 'message' | 'history' | 'standby'>;
  sender: SenderAddress;
  person: Person;
  providerMessageId: ProviderMessageId;
  /** Provider's timestamp, epoch ms. */
  at: number;
  content: InboundContent;
  media?: ReceivedMedia;
  file?: LateFile;
  context?: InboundContext;
  /** Set for group messages, which are observed only, in a conversation of the group's; `person` is who wrote. */
  groupId?: string;
  /** The person did nothing now (a payment came through), so that no customer service window opens. */
  opensWindow?: false;
  /** To be shown, but not for the bot (a call). */
  duty?: Extract<Duty, 'observe'>;
}

/** The business itself wrote, outside this gateway (coexistence, history, another app). */
export interface MessageEchoed extends EventBase {
  type: 'message_echoed';
  stream: Extract<SeenKind, 'echo' | 'history' | 'standby'>;
  sender: SenderAddress;
  person: Person;
  providerMessageId: ProviderMessageId;
  at: number;
  content: OutboundContent | InboundContent;
  media?: ReceivedMedia;
  file?: LateFile;
}

/** The author of a message changed it, or took it back. It acts on the stored message, which may come later than this. */
export interface MessageAmended extends EventBase {
  type: 'message_amended';
  /** That of the original. */
  stream: Extract<SeenKind, 'message' | 'echo' | 'history' | 'standby'>;
  sender: SenderAddress;
  person: Person;
  /** The amendment's own id. */
  providerMessageId: ProviderMessageId;
  originalProviderId: ProviderMessageId;
  amendment: Amendment;
  at: number;
}

export type Amendment = { kind: 'edit'; content: InboundContent | OutboundContent } | { kind: 'revoke' };

/** A person does not want marketing from this business any more, or wants it again. */
export interface PreferenceReported extends EventBase {
  type: 'preference_reported';
  sender: SenderAddress;
  person: Person;
  marketing: 'stop' | 'resume';
  at: number;
}

/**
 * The provider tells who answers a person now: we do (`here`), or another responder of the business (`elsewhere`), whose conversation comes
 * to us as copies at most. It is shown like what an account reports, under `kind`.
 */
export interface ControlReported extends EventBase {
  type: 'control_reported';
  sender: SenderAddress;
  person: Person;
  owner: 'here' | 'elsewhere';
  at: number;
  kind: string;
  detail: Record<string, unknown>;
}

/** The provider tells how a message of ours fares. */
export interface StatusReported extends EventBase {
  type: 'status_reported';
  sender: SenderAddress;
  providerMessageId: ProviderMessageId;
  status: DeliveryStatus;
  at: number;
  /** Identifiers of the recipient, as far as told. */
  person?: Person;
  /** Our attempt id out of the provider's echo field; absent if it carries none of ours. */
  attemptId?: AttemptId;
  /** With `failed`. */
  failure?: SendFailure;
  /** Price and the like, for the trace. */
  detail?: Record<string, unknown>;
}

/** A person's identifiers changed (new number, new business-scoped id). */
export interface IdentityChanged extends EventBase {
  type: 'identity_changed';
  sender: SenderAddress;
  previous: readonly Identifier[];
  current: readonly Identifier[];
  at: number;
  name?: string;
}

/** Something about the account: templates, quality, restrictions. Goes to every channel with a sender of that account. */
export interface AccountReported extends EventBase {
  type: 'account_reported';
  /** The sender field and value that select the channels (`businessAccountId`). Null: the channel that the webhook came for. */
  account: { field: string; value: string } | null;
  /** The provider's name for the field or event. */
  kind: string;
  at?: number;
  detail: Record<string, unknown>;
  /** What it means here; empty or absent: it is only shown. */
  effects?: readonly AccountEffect[];
}

export type AccountEffect =
  | { type: 'template_changed'; change: TemplateChange }
  /** Facts to be shown on a sender (quality, limits, name review). Absent `phoneNumber` (digits): on all senders of the account. */
  | { type: 'sender_facts'; phoneNumber?: string; facts: Readonly<Record<string, string>> }
  /** Facts to be shown on the account (review, restrictions, limits). */
  | { type: 'account_facts'; facts: Readonly<Record<string, string>> }
  /** Sending must stop, or may go on. */
  | { type: 'sending_stopped'; reason: StopReason; message: string; until?: number }
  | { type: 'sending_released' };

/** Anything that the adapter knows to be harmless but has no meaning here; stored raw with the channel. */
export interface UnknownReported extends EventBase {
  type: 'unknown_reported';
  sender?: SenderAddress;
  kind: string;
}

/** An element that could not be understood. Never blocks its siblings: it becomes a dead letter with its raw text. */
export interface Unparsable {
  type: 'unparsable';
  reason: string;
  raw: string;
}

export type ProviderEvent =
  | MessageReceived
  | MessageEchoed
  | MessageAmended
  | PreferenceReported
  | ControlReported
  | StatusReported
  | IdentityChanged
  | AccountReported
  | UnknownReported
  | Unparsable;
