/**
 * The contract between the centre and a messaging provider.
 *
 * An adapter translates and classifies; it never retries, sleeps, stores, logs, invents ids or times, or drops an event.
 * Facets (optional members) are present only if the provider supports them.
 */
import type { Capabilities } from './capability.ts';
import type { OutboundContent } from './content.ts';
import type { ProviderEvent } from './events.ts';
import type { SendFailure } from './failure.ts';
import type { Identifier } from './identity.ts';
import type { AttemptId, ProviderMessageId } from './ids.ts';
import type { FieldDefinition, FieldValues } from './settings.ts';

/** A request to the callback URL, exactly as received. Header names are lower case; a repeated query parameter is an array. */
export interface WebhookRequest {
  method: string;
  headers: Readonly<Record<string, string | undefined>>;
  query: Readonly<Record<string, string | readonly string[] | undefined>>;
  body: Uint8Array;
  /** The public callback URL that the operator configured, with query; some providers sign it. */
  url: string;
}

/** A complete answer of the adapter's own. */
export interface WebhookReply {
  status: number;
  contentType: string;
  body: string;
}

/** `reason` is for logs and metrics: it never contains what was expected or what was sent. */
export type Verdict =
  | { ok: true }
  | { ok: false; reason: 'signature_missing' | 'signature_malformed' | 'signature_wrong' | 'credentials_wrong' };

/** What the host lends an adapter. `fetch` goes through the egress guard and fails with `EgressRefused`. */
export interface ProviderHost {
  fetch: typeof globalThis.fetch;
  now(): number;
}

/** What is known of the sender and of the recipient when a message goes out. */
export interface OutboundMessage {
  attemptId: AttemptId;
  senderPhoneNumber: string;
  senderFields: FieldValues;
  /** Identifiers of the recipient, newest first. Never empty. */
  recipient: readonly Identifier[];
  content: OutboundContent;
  /** Provider's id of the message that this one quotes. */
  replyToProviderId?: ProviderMessageId;
  /** `reaction` only: provider's id of the message reacted to. */
  targetProviderId?: ProviderMessageId;
  /** Where a status callback may be sent, for providers that take one with every message. */
  callbackUrl: string;
  /** Fires at the time-out of the request. */
  signal: AbortSignal;
}

export interface Receipt {
  providerMessageId: ProviderMessageId;
  /** Identifiers of the recipient that the provider told in its answer. */
  identifiers?: readonly Identifier[];
  /** For the trace: the request and the answer, secrets left out. */
  detail?: Record<string, unknown>;
}

export type SendResult =
  | { ok: true; receipt: Receipt }
  | { ok: false; failure: SendFailure; detail?: Record<string, unknown> };

/** Mark a message read and show that an answer is being written. Best effort: the centre ignores failures. */
export interface PresenceFacet {
  markRead(target: PresenceTarget): Promise<void>;
}

export interface PresenceTarget {
  senderFields: FieldValues;
  providerMessageId: ProviderMessageId;
  typing: boolean;
  signal: AbortSignal;
}

/** How doubt ends where the provider can be asked (`capabilities.doubt === 'lookup'`). */
export interface ReconcileFacet {
  /** `unknown`: the provider could not tell (yet). Throws nothing; network trouble is `unknown`. */
  lookup(
    message: OutboundMessage,
  ): Promise<{ outcome: 'sent'; receipt: Receipt } | { outcome: 'not_sent' | 'unknown' }>;
}

/** One check of the doctor (`channel test`). */
export interface AccountCheck {
  name: string;
  ok: boolean;
  /** What is wrong and what to do about it. */
  hint?: string;
}

export interface AccountFacet {
  check(sender: { phoneNumber: string; fields: FieldValues }, signal: AbortSignal): Promise<readonly AccountCheck[]>;
}

/** An adapter bound to one connection. */
export interface Provider {
  /** Called with the raw bytes before anything is parsed. Constant time; pure. */
  verify(request: WebhookRequest): Verdict;
  /** Pure, no I/O, only after `verify`. Never throws for content: what it cannot read becomes `unparsable`. */
  parse(request: WebhookRequest): readonly ProviderEvent[];
  /** One message, several requests if it must. Never throws for network or provider trouble: that is a `SendFailure`. */
  send(message: OutboundMessage): Promise<SendResult>;
  /** The GET (or other) request that proves ownership of the callback URL. Undefined: not a handshake. */
  handshake?(request: WebhookRequest): WebhookReply | undefined;
  /** Any other request on the callback URL (OAuth return, …). Undefined: not ours, the centre answers 404. */
  callback?(request: WebhookRequest): Promise<WebhookReply | undefined>;
  /** The body of the 2xx, where the provider wants one (TwiML). Absent: empty. */
  webhookReply?(outcome: 'accepted' | 'refused' | 'invalid'): WebhookReply;
  presence?: PresenceFacet;
  reconcile?: ReconcileFacet;
  account?: AccountFacet;
}

export interface ProviderDefinition {
  /** As in the API and in `connection.provider`. */
  id: string;
  displayName: string;
  docsUrl: string;
  fields: readonly FieldDefinition[];
  /** Beside `phoneNumber`. */
  senderFields: readonly FieldDefinition[];
  capabilities: Capabilities;
  /** Sender field by which webhooks name the sender, and the one by which they name the account. */
  senderKey: string;
  accountKey?: string;
  /** Human sentences about settings that cannot work, by field name; empty if all is well. Called at the API's edge. */
  validate(settings: FieldValues): readonly { field: string; message: string }[];
  connect(settings: FieldValues, host: ProviderHost): Provider;
}
