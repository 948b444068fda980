import type { DeliveryStatus } from '../../src/domain/status.ts';
import type { IngestItem, Sighting, WorkStore } from '../../src/store/work.ts';

/** A message that the provider took. */
export interface Acceptance {
  providerMessageId: string;
  attemptId: string;
  senderPhone: string;
  /** Name of the person who got it. */
  recipient: string;
  text: string;
  at: number;
  /** The provider will never tell its statuses. */
  isMute: boolean;
  /** Those that reached the gateway. */
  statuses: DeliveryStatus[];
}

export interface Written {
  text: string;
  senderPhone: string;
  /** Name of who wrote it, or is to get it. */
  person: string;
}

/** Identifiers that the store was shown together on one channel, with a message that it took, or without. */
export interface Sighted {
  keys: readonly string[];
  message: { text: string; senderId: string } | null;
}

/** What really happened in a schedule, written down by the world itself: the truth that the outcome is checked against. */
export interface SimRecord {
  /** Messages that people wrote. */
  written: Written[];
  /** Messages asked for through the API. */
  requested: Written[];
  /** In the order in which the store took them. */
  sighted: Sighted[];
  /** Conversations (`person>sender`) that the bot handed over. */
  handedOver: Set<string>;
  /** In the order in which the provider took them. */
  accepted: Acceptance[];
  /** When each attempt was begun, as the store's step number and time. */
  begun: Map<string, { step: number; at: number }>;
  /** Store's step number at which an attempt was first known by its echo. */
  echoed: Map<string, number>;
  /** How often a node was frozen: it swallows webhooks for as long. */
  pauses: number;
  /** Wrong already while it happened. */
  violations: string[];
}

export function createRecord(): SimRecord {
  return {
    written: [],
    requested: [],
    sighted: [],
    handedOver: new Set(),
    accepted: [],
    begun: new Map(),
    echoed: new Map(),
    pauses: 0,
    violations: [],
  };
}

/** The store, with its steps written down as they are applied, whoever hears of it. */
export function recordSteps(store: WorkStore, record: SimRecord, now: () => number): WorkStore {
  let step = 0;

  function begin(attemptId: string): void {
    record.begun.set(attemptId, { step, at: now() });
  }

  function sight(channelId: string, { identifiers }: Sighting, message: Sighted['message']): void {
    record.sighted.push({ keys: identifiers.map(({ kind, matchKey }) => `${channelId}/${kind}/${matchKey}`), message });
  }

  function take(item: IngestItem): void {
    if (item.type === 'message') {
      const text = 'text' in item.content ? String(item.content.text) : '';
      sight(item.channelId, item.person, { text, senderId: item.senderId });
    }
    if (item.type !== 'status') return;
    if (item.person) sight(item.channelId, item.person, null);
    if (item.attemptId && !record.echoed.has(item.attemptId)) record.echoed.set(item.attemptId, step);
    const accepted = record.accepted.find(({ providerMessageId }) => providerMessageId === item.providerMessageId);
    accepted?.statuses.push(item.status);
  }

  return {
    ...store,
    async ingest(items) {
      const outcomes = await store.ingest(items);
      step += 1;
      items.forEach((item, index) => {
        if (outcomes[index] === 'new') take(item);
      });
      return outcomes;
    },
    async claimSends(request) {
      const claimed = await store.claimSends(request);
      step += 1;
      for (const { attempt } of claimed.work) if (attempt) begin(attempt.id);
      return claimed;
    },
    async resend(resendStep) {
      const fenced = await store.resend(resendStep);
      step += 1;
      if (fenced === 'ok' && !record.begun.has(resendStep.attemptId)) begin(resendStep.attemptId);
      return fenced;
    },
  };
}
