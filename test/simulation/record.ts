import type { DeliveryStatus } from '../../src/domain/status.ts';
import type { IngestItem, WorkStore } from '../../src/store/work.ts';

/** A message that the provider took. */
export interface Acceptance {
  providerMessageId: string;
  attemptId: string;
  senderPhone: string;
  recipientPhone: string;
  text: string;
  at: number;
  /** Those that reached the gateway. */
  statuses: DeliveryStatus[];
}

export interface Written {
  text: string;
  senderPhone: string;
  personPhone: string;
}

/** What really happened in a schedule, written down by the world itself: the truth that the outcome is checked against. */
export interface SimRecord {
  /** Messages that people wrote. */
  written: Written[];
  /** Messages asked for through the API. */
  requested: Written[];
  /** Texts of received messages in the order in which the store took them. */
  stored: string[];
  /** In the order in which the provider took them. */
  accepted: Acceptance[];
  /** When each attempt was begun, as the store's step number and time. */
  begun: Map<string, { step: number; at: number }>;
  /** Store's step number at which an attempt was first known by its echo. */
  echoed: Map<string, number>;
  /** Wrong already while it happened. */
  violations: string[];
}

export function createRecord(): SimRecord {
  return {
    written: [],
    requested: [],
    stored: [],
    accepted: [],
    begun: new Map(),
    echoed: new Map(),
    violations: [],
  };
}

/** The store, with its steps written down as they are applied, whoever hears of it. */
export function recordSteps(store: WorkStore, record: SimRecord, now: () => number): WorkStore {
  let step = 0;

  function begin(attemptId: string): void {
    record.begun.set(attemptId, { step, at: now() });
  }

  function take(item: IngestItem): void {
    if (item.type === 'message') record.stored.push('text' in item.content ? String(item.content.text) : '');
    if (item.type !== 'status') return;
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
