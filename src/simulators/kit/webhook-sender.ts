import { createDelivery, type DeliveryAttempt, type Webhook } from './delivery.ts';
import { createDisturbance } from './disturbance.ts';
import { createAnnouncer } from './events.ts';
import type { Fetch } from './http.ts';
import type { Schedule } from './schedule.ts';
import type { World } from './world.ts';

export interface WebhookSenderOptions {
  /** How long to wait for an answer: 10 s. */
  timeoutMs: number;
  /** Pause before the second try: 1 s, doubling with each further one. */
  firstRetryMs: number;
  /** No further try after this time: seven days. */
  giveUpAfterMs: number;
  /** Requests at a time: 32. */
  concurrency: number;
  /** How many webhooks are sent twice, 0 to 1: 0. */
  duplicateProbability: number;
  /** How many webhooks are overtaken by the next, 0 to 1: 0. */
  disorderProbability: number;
  /** Whether an answer of this status means that the receiver took it: 200 only. */
  accepts(status: number): boolean;
}

const DEFAULTS: WebhookSenderOptions = {
  timeoutMs: 10_000,
  firstRetryMs: 1_000,
  giveUpAfterMs: 7 * 86_400_000,
  concurrency: 32,
  duplicateProbability: 0,
  disorderProbability: 0,
  accepts: (status) => status === 200,
};

/** The way of every simulated provider's webhooks to the business: disturbed on request, delivered, repeated. */
export interface WebhookSender {
  readonly timeoutMs: number;
  post(webhook: Webhook): void;
  /** Tells of every try. Returns the function that ends listening. */
  onAttempt(listener: (attempt: DeliveryAttempt) => void): () => void;
  stop(): void;
}

export interface WebhookSenderMeans {
  world: World;
  schedule: Schedule;
  fetch: Fetch;
}

export function createWebhookSender(
  { world, schedule, fetch }: WebhookSenderMeans,
  wanted: Partial<WebhookSenderOptions> = {},
): WebhookSender {
  const options = { ...DEFAULTS, ...wanted };
  const attempts = createAnnouncer<DeliveryAttempt>();
  const delivery = createDelivery({ ...options, clock: world.clock, schedule, fetch, onAttempt: attempts.tell });
  const { faults, random } = world;
  return {
    timeoutMs: options.timeoutMs,
    post: createDisturbance({ ...options, faults, random, schedule, deliver: delivery.deliver }),
    onAttempt: attempts.listen,
    stop: delivery.stop,
  };
}
