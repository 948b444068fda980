/**
 * The contract between the centre and a messaging provider.
 *
 * An adapter translates and classifies; it never retries, sleeps, stores, logs, invents ids or times, or drops an event.
 * Facets (optional members) are present only if the provider supports them.
 */
import type { Capabilities } from './capability.ts';
import type { MediaKind, OutboundContent } from './content.ts';
import type { ProviderEvent, ReceivedMedia } from './events.ts';
import type { SendFailure, StopReason } from './failure.ts';
import type { Identifier } from './identity.ts';
import type { AttemptId, MessageId, ProviderMessageId } from './ids.ts';
import type { FieldDefinition, FieldValues } from './settings.ts';
import type { Template, TemplateDraft } from './template.ts';

/** A request to the callback URL, exactly as received. Header names are lower case; a repeated query parameter is an array. */
export interface WebhookRequest {
  method: string;
  headers: Readonly<Record<string, string | undefined>>;
  query: Readonly<Record<string, string | readonly string[] | undefined>>;
  body: Uint8Array;
  /** The public callback URL that the operator configured, without query; some providers sign it. */
  url: string;
  /** The query as received, with its `?`; empty or absent without one. For providers that sign the whole address. */
  search?: string;
  /** The network address that the request came from, as far as the server in front of us tells it. */
  address?: string;
  /** When it came, epoch ms: the time of what it tells where the provider gives none. */
  receivedAt?: number;
}

/** A complete answer of the adapter's own. */
export interface WebhookReply {
  status: number;
  contentType: string;
  body: string;
}

/**
 * `reason` is for logs and metrics: it never contains what was expected or what was sent. `unproven`: the request shows nothing that only
 * the provider could know, so that the address alone vouches for it; such a request speaks for its own connection only.
 */
export type Verdict =
  | { ok: true; unproven?: true }
  | {
      ok: false;
      reason: 'signature_missing' | 'signature_malformed' | 'signature_wrong' | 'credentials_wrong' | 'address_refused';
    };

/** What the host lends an adapter. `fetch` goes through the egress guard and fails with `EgressRefused`. */
export interface ProviderHost {
  fetch: typeof globalThis.fetch;
  /** A GET whose body comes as it arrives, for files; redirects are returned. Absent: `fetch`, which holds the whole answer in memory. */
  download?: typeof globalThis.fetch;
  now(): number;
  memo: Memo;
}

/**
 * What an adapter must remember of its connection, on every node and over restarts: ids of resources it made, tokens it got. Values are
 * encrypted at rest, keys are not. It is a cache: the adapter can always make again what is not there, and a node may read for ten seconds
 * what another one has replaced meanwhile. Both methods reject if the store is away.
 */
export interface Memo {
  /** Undefined: never kept, or its time is over. */
  read(key: string): Promise<string | undefined>;
  /** Keys: up to 200 characters; values: up to 16 kB. `until`, epoch ms: forgotten afterwards. An empty value: forgotten now. */
  keep(key: string, value: string, until?: number): Promise<void>;
}

/** What is known of the sender and of the recipient when a message goes out. */
export interface OutboundMessage {
  attemptId: AttemptId;
  /** Ours; the same for every attempt. */
  messageId: MessageId;
  senderPhoneNumber: string;
  senderFields: FieldValues;
  /** Identifiers of the recipient, newest first. Never empty. */
  recipient: readonly Identifier[];
  content: OutboundContent;
  /** `template` only: our copy of it, where there is one. */
  template?: Template;
  /** Provider's id of the message that this one quotes. */
  replyToProviderId?: ProviderMessageId;
  /** `reaction` only: provider's id of the message reacted to. */
  targetProviderId?: ProviderMessageId;
  /** Where a status callback may be sent, for providers that take one with every message. */
  callbackUrl: string;
  /** `lookup` only: when the attempt in doubt began, epoch ms. */
  startedAt?: number;
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
  /** Digits; for providers that address the sender by its number. */
  senderPhoneNumber?: string;
  /** Who wrote, newest identifier first; for providers that show the typing to a person instead of beside a message. */
  recipient?: readonly Identifier[];
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

/** Why a call that is no send did not succeed; `message` is for the operator and holds no secret. */
export interface ProviderTrouble {
  kind: 'misconfigured' | 'invalid' | 'not_found' | 'throttled' | 'unavailable';
  message: string;
  code?: string;
  /** `misconfigured` only: every send would fail alike, as of `SendFailure`. */
  stops?: StopReason;
}

/** What came of a call that is no send. Trouble is an answer, never thrown. */
export type ProviderResult<Value> = { ok: true; value: Value } | { ok: false; trouble: ProviderTrouble };

/** Which kinds of file a provider takes: MIME types in lower case without parameters; absent: any. Bytes. */
export type MediaRules = Readonly<Record<MediaKind, { mimeTypes?: readonly string[]; maxBytes: number }>>;

/** Files of messages. Neither method throws for network or provider trouble. */
export interface MediaFacet {
  /** What may be sent. */
  rules: MediaRules;
  /** Received files larger than this are not fetched. */
  maxReceivedBytes: number;
  /** Opens a received file. `not_found` after it was given up by the provider. The body must be read or cancelled. */
  open(file: ReceivedMedia & { senderFields: FieldValues; signal: AbortSignal }): Promise<ProviderResult<OpenedMedia>>;
  /** Gives the provider a file to be sent by its id. Absent: the provider fetches links only. */
  upload?(file: MediaUpload): Promise<ProviderResult<{ providerMediaId: string; validUntil: number }>>;
}

export interface OpenedMedia {
  body: ReadableStream<Uint8Array>;
  mimeType?: string;
  sizeBytes?: number;
  /** Lower-case hex, as far as the provider told it. */
  sha256?: string;
}

export interface MediaUpload {
  file: Blob;
  fileName: string;
  mimeType: string;
  kind: MediaKind;
  senderFields: FieldValues;
  signal: AbortSignal;
}

/** Templates of one account, named by the value of `accountKey` among the sender's fields. */
export interface TemplatesFacet {
  /** One page; go on while there is a `next`. */
  list(request: {
    account: string;
    after?: string;
    signal: AbortSignal;
  }): Promise<ProviderResult<{ templates: readonly Template[]; next?: string }>>;
  create(request: {
    account: string;
    draft: TemplateDraft;
    signal: AbortSignal;
  }): Promise<ProviderResult<{ providerId: string | null; status: string; category: string }>>;
  /** Without `language`: in all languages. */
  delete(request: {
    account: string;
    name: string;
    language?: string;
    providerId?: string;
    signal: AbortSignal;
  }): Promise<ProviderResult<null>>;
}

/** One step of the doctor (`channel test`), in the order of a set-up. A step that could not be tried for an earlier one's failure is left out. */
export interface AccountCheck {
  /** Stable and lower case: `token`, `sender_id`, `app_secret`, `permissions`, `callback_reachable`, `verify_token`, `subscription`, `registration`, … */
  name: string;
  ok: boolean;
  /** What was found. */
  message: string;
  /** What to do about it; only if not ok. */
  hint?: string;
}

export interface AccountFacet {
  /**
   * Tries the set-up of one sender step by step; changes nothing at the provider unless `repair` (then it subscribes what is not subscribed).
   * `callbackUrl`: what must be entered there.
   */
  check(request: {
    senderPhoneNumber: string;
    senderFields: FieldValues;
    callbackUrl: string;
    repair: boolean;
    signal: AbortSignal;
  }): Promise<readonly AccountCheck[]>;
  /** The numbers that the credentials can use. Absent: the provider does not tell. */
  numbers?(request: { signal: AbortSignal }): Promise<ProviderResult<readonly AccountNumber[]>>;
  /** Facts about a sender and its account to be shown: quality, limits, names, throughput. */
  facts?(request: {
    senderPhoneNumber: string;
    senderFields: FieldValues;
    signal: AbortSignal;
  }): Promise<ProviderResult<{ sender: Readonly<Record<string, string>>; account: Readonly<Record<string, string>> }>>;
}

/** A business number that the provider's account has. */
export interface AccountNumber {
  /** Digits with country code. */
  phoneNumber: string;
  displayName?: string;
  /** The provider's word for its state. */
  status?: string;
  /** It can send WhatsApp messages now. */
  isReady: boolean;
  /** What is missing, or what is special about it (a sandbox). */
  note?: string;
  /** The sender fields that it needs. */
  fields: FieldValues;
}

/** People's consent to be written to, where the provider keeps it. */
export interface ConsentFacet {
  /** Repeating what is known already is no trouble. Digits with country code, 100 at most. */
  set(request: {
    phoneNumbers: readonly string[];
    consent: 'opt_in' | 'opt_out';
    senderFields: FieldValues;
    signal: AbortSignal;
  }): Promise<ProviderResult<null>>;
}

/** An adapter bound to one connection. */
export interface Provider {
  /** Called with the raw bytes before anything is parsed. Constant time; pure. */
  verify(request: WebhookRequest): Verdict;
  /**
   * A verified request that cannot be taken at all (no body, a member without which nothing can be known), with the answer that tells so;
   * nothing of it is kept. Undefined: it can be taken. For what is merely not understood there is `unparsable`.
   */
  refuse?(request: WebhookRequest): WebhookReply | undefined;
  /** Pure, no I/O, only after `verify`. Never throws for content: what it cannot read becomes `unparsable`. */
  parse(request: WebhookRequest): readonly ProviderEvent[];
  /** One message, several requests if it must. Never throws for network or provider trouble: that is a `SendFailure`. */
  send(message: OutboundMessage): Promise<SendResult>;
  /** The GET (or other) request that proves ownership of the callback URL. Undefined: not a handshake. */
  handshake?(request: WebhookRequest): WebhookReply | undefined;
  /** Such a request's query, and the body of the right answer: with them the callback URL can be tried from here. Only beside `handshake`. */
  sampleHandshake?(): { query: Readonly<Record<string, string>>; answer: string };
  /** Any other request on the callback URL (OAuth return, …). Undefined: not ours, the centre answers 404. */
  callback?(request: WebhookRequest): Promise<WebhookReply | undefined>;
  /** The answer to what was taken, and to what `verify` refused, where the provider wants its own (TwiML). Absent: an empty 200, and 401. */
  webhookReply?(verdict: Verdict): WebhookReply;
  presence?: PresenceFacet;
  reconcile?: ReconcileFacet;
  media?: MediaFacet;
  templates?: TemplatesFacet;
  account?: AccountFacet;
  consent?: ConsentFacet;
}

/** What an operator may want to know before there are settings to connect with. */
export type ProviderOffer = 'templates' | 'numbers' | 'consent';

export interface ProviderDefinition {
  /** As in the API and in `connection.provider`. */
  id: string;
  displayName: string;
  docsUrl: string;
  fields: readonly FieldDefinition[];
  /** Beside `phoneNumber`. */
  senderFields: readonly FieldDefinition[];
  capabilities: Capabilities;
  /** Facets that an adapter has with some settings at least: `templates`, `account.numbers`, `consent`. Absent: none of them. */
  offers?: readonly ProviderOffer[];
  /** What follows the callback URL where an operator copies it (retry rules of the provider); begins with `#` or `?`. */
  callbackSuffix?: string;
  /** Sender field by which webhooks name the sender; `phoneNumber`: its number. */
  senderKey: string;
  /** Sender field that names the account (its templates, its facts); `phoneNumber`: each sender is one. Absent: a connection is one account. */
  accountKey?: string;
  /** Human sentences about settings that cannot work, by field name; empty if all is well. Called at the API's edge. */
  validate(settings: FieldValues): readonly { field: string; message: string }[];
  /**
   * This object without a `type` of ours is a send request in the provider's own words: it then goes as `raw`. By its keys alone, and sure of
   * them: what somebody meant otherwise must not pass. Pure; called when a message is queued. Absent: never.
   */
  isNative?(payload: Readonly<Record<string, unknown>>): boolean;
  connect(settings: FieldValues, host: ProviderHost): Provider;
}
