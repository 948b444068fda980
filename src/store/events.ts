/**
 * The log of what happened, and who outside is told of it. Events are kept for three days, and only while somebody listens.
 */
import type { ChannelId, ConversationId } from '../domain/ids.ts';
import type { Page, PageRequest } from './queries.ts';

export const EVENT_TYPES = [
  'message.received',
  'message.echoed',
  'message.queued',
  'message.status',
  'message.amended',
  'conversation.answered_by',
  'channel.event',
  'channel.stopped',
  'channel.released',
  'channel.taken_over',
  'channel.given_back',
  'template.changed',
  'dead_letter.created',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** A place in the log: everything up to it was seen. Only this file's readers know how it is made. */
export interface EventPlace {
  tx: number;
  seq: number;
}

/** As other systems know it: stable over tries and nodes, so that repetitions can be told. */
export function eventId({ tx, seq }: EventPlace): string {
  return `evt_${tx}_${seq}`;
}

/** Undefined: not the id of an event. */
export function parseEventId(id: string): EventPlace | undefined {
  const [, tx, seq] = /^evt_(\d{1,16})_(\d{1,16})$/.exec(id) ?? [];
  return tx === undefined || seq === undefined ? undefined : { tx: Number(tx), seq: Number(seq) };
}

export interface LoggedEvent extends EventPlace {
  type: EventType;
  channelId: ChannelId | null;
  conversationId: ConversationId | null;
  /** Id of what it is about: a message, a dead letter, a channel event, a connection. */
  subject: string;
  /** What was true at that moment and may have changed since (the status that was reached). */
  detail: Record<string, unknown> | null;
  at: number;
}

export interface EventFilter {
  /** Null: all. */
  types: readonly EventType[] | null;
  channelIds: readonly ChannelId[] | null;
}

export interface EventSlice {
  events: readonly LoggedEvent[];
  /** Where to read on: behind the last event looked at, whether it fitted the filter or not. */
  place: EventPlace;
  /** More was there than the limit allowed. */
  more: boolean;
  /** Something lies behind, but a transaction that is still open may come before it: look again in a moment. */
  unsettled: boolean;
}

/** Why deliveries ended for good, until an operator enables it again. */
export interface WebhookStop {
  reason: 'gone' | 'failing';
  message: string;
  at: number;
}

/** A client's URL. `settings`: `url`; `secrets`: ciphertexts. */
export interface StoredEventWebhook extends EventFilter {
  id: string;
  name: string;
  settings: Readonly<Record<string, string>>;
  secrets: Readonly<Record<string, string>>;
  enabled: boolean;
  stopped: WebhookStop | null;
  /** Since when nothing goes through, epoch ms; null: it does. */
  failingSince: number | null;
  createdAt: number;
  updatedAt: number;
}

export interface ClaimedWebhook {
  webhook: StoredEventWebhook;
  token: number;
  place: EventPlace;
  /** Tries of events behind `place`. */
  tried: readonly TriedEvent[];
}

/** `at`: of the last try. */
export interface TriedEvent extends EventPlace {
  state: DeliveryState;
  tries: number;
  at: number;
}

export type DeliveryState = 'delivered' | 'retrying' | 'given_up';

export interface Delivery extends EventPlace {
  type: EventType;
  subject: string;
  state: DeliveryState;
  tries: number;
  /** HTTP status; null: no answer. */
  status: number | null;
  error: string | null;
  durationMs: number;
  at: number;
}

/** What came of a claim. Written only while the token holds. */
export interface DeliveryStep {
  webhookId: string;
  token: number;
  place: EventPlace;
  deliveries: readonly Delivery[];
  /** When to look again, epoch ms. */
  dueAt: number;
  failingSince: number | null;
  stop: WebhookStop | null;
}

export interface EventStore {
  /** Events are written from now on, at least until then (epoch ms). */
  listen(listenerId: string, until: number): Promise<void>;
  /** The end of the log. */
  latest(): Promise<EventPlace>;
  /** In order. `gap`: events behind `after` are gone already. */
  read(request: { after: EventPlace; limit: number; filter: EventFilter }): Promise<EventSlice & { gap: boolean }>;
  /** A hint that the log has grown. Returns the unsubscribe function. */
  onEvent(wake: () => void): () => void;

  insertWebhook(webhook: StoredEventWebhook): Promise<void>;
  /**
   * Enabling clears `stopped`; a webhook that was disabled goes on at the end of the log. `false`: unknown. `of`: what the change was made of;
   * `changed`: an operator has changed it since, and nothing was written.
   */
  updateWebhook(webhook: StoredEventWebhook, of?: StoredEventWebhook): Promise<boolean | 'changed'>;
  deleteWebhook(id: string): Promise<boolean>;
  listWebhooks(): Promise<readonly StoredEventWebhook[]>;

  /** Webhooks for which there is something new, with a lease. */
  claimWebhooks(request: { max: number; leaseMs: number }): Promise<readonly ClaimedWebhook[]>;
  commitDeliveries(step: DeliveryStep): Promise<'ok' | 'lost'>;
  listDeliveries(webhookId: string, page: PageRequest): Promise<Page<Delivery>>;
  /** Deletes what is older than three days; rows deleted. */
  sweepEvents(): Promise<number>;
}
