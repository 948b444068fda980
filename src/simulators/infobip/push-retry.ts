import type { DeliveryAttempt, Webhook } from '../kit/delivery.ts';
import { createAnnouncer } from '../kit/events.ts';
import type { Schedule } from '../kit/schedule.ts';
import type { WebhookSender } from '../kit/webhook-sender.ts';

const MINUTE_MS = 60_000;
const MOST_RETRIES = 20;

/** Whether the receiver took a push. */
export function acceptsPush(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Pushes of webhooks, repeated as the platform does. */
export interface Push {
  post(webhook: Webhook): void;
  /** Tells of every try, counted from 1. Returns the function that ends listening. */
  onAttempt(listener: (attempt: DeliveryAttempt) => void): () => void;
}

export interface PushOptions {
  /** Makes one try of each post. */
  sender: WebhookSender;
  schedule: Schedule;
  /** 1: in real time; 0.001: a thousand times as fast. */
  timeScale: number;
}

/**
 * Retry n comes `1 min + 1 min × n²` after the try before it (n = 0, 1, …), twenty times.
 * https://www.infobip.com/docs/essentials/integration-best-practices (push retry cycle)
 */
export function createPush({ sender, schedule, timeScale }: PushOptions): Push {
  const attempts = createAnnouncer<DeliveryAttempt>();
  /** Retries asked for so far. */
  const retries = new WeakMap<Webhook, number>();
  /** Doubled webhooks fail twice but are repeated once. */
  const waiting = new WeakSet<Webhook>();

  sender.onAttempt((attempt) => {
    const { webhook, status } = attempt;
    const done = retries.get(webhook) ?? 0;
    attempts.tell({ ...attempt, attempt: done + 1 });
    if (status !== undefined && acceptsPush(status)) return;
    if (done >= MOST_RETRIES || waiting.has(webhook)) return;
    waiting.add(webhook);
    schedule.after((MINUTE_MS + MINUTE_MS * done ** 2) * timeScale, () => {
      waiting.delete(webhook);
      retries.set(webhook, done + 1);
      sender.post(webhook);
    });
  });

  return { post: sender.post, onAttempt: attempts.listen };
}
