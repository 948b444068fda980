import type { SimulatorClock } from './clock.ts';
import type { Fetch } from './http.ts';
import { createLimit } from './limit.ts';
import type { Schedule } from './schedule.ts';

/** One webhook request, ready to go: a retry repeats exactly these bytes. */
export interface Webhook {
  readonly numberId: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** `POST` if left out. A `GET` has an empty body. */
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** Instead of the sender's own time-out and retries. */
  readonly rules?: DeliveryRules;
  /** Webhooks of one `line` have their first tries one after another. */
  readonly line?: string;
  /** Called once, when the receiver has accepted it, with what it answered. */
  readonly acknowledged?: (answer: WebhookAnswer) => void;
}

/** How one webhook is sent, where the receiver's address says so. */
export interface DeliveryRules {
  /** How long to wait for an answer. */
  readonly timeoutMs: number;
  /** Whether another try follows the one that failed; the pauses are the sender's own. */
  isRepeated(failed: FailedAttempt): boolean;
  /** Called once, when no other try follows. */
  gaveUp?(failed: FailedAttempt): void;
}

/** A try that the receiver did not take. */
export interface FailedAttempt {
  /** 1 for the first. */
  readonly attempt: number;
  /** The answer's HTTP status, or why there was no answer: not reached or cut off, or too late. */
  readonly outcome: number | 'connection' | 'timeout';
}

/** What the receiver said to a webhook. */
export interface WebhookAnswer {
  readonly status: number;
  /** Empty if it named none. */
  readonly contentType: string;
  readonly body: string;
}

/** One try to deliver a webhook. */
export interface DeliveryAttempt {
  readonly webhook: Webhook;
  /** 1 for the first. */
  readonly attempt: number;
  /** The answer's HTTP status; absent if there was no answer. */
  readonly status?: number;
}

export interface DeliveryOptions {
  clock: SimulatorClock;
  schedule: Schedule;
  fetch: Fetch;
  /** How long to wait for an answer. */
  timeoutMs: number;
  /** Pause before the second try; doubles with each further one, up to six hours. */
  firstRetryMs: number;
  /** No further try after this time. */
  giveUpAfterMs: number;
  /** Requests at the same time. */
  concurrency: number;
  /** Whether the receiver took it, by the answer's status. */
  accepts(status: number): boolean;
  onAttempt(attempt: DeliveryAttempt): void;
}

const LONGEST_PAUSE_MS = 6 * 3_600_000;

/** Sends webhooks and repeats those that were not accepted, with exponential back-off. */
export interface Delivery {
  /** Returns at once; never throws. */
  deliver(webhook: Webhook): void;
  /** Cuts what is under way. Pauses end with the schedule. */
  stop(): void;
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const limit = createLimit(options.concurrency);
  const ending = new AbortController();
  const lastOfLine = new Map<string, Promise<void>>();

  const attempt = async (webhook: Webhook, count: number, startedAt: number): Promise<void> => {
    const answer = await limit(() => post(webhook, options, ending.signal));
    if (ending.signal.aborted) return;
    const isAnswered = typeof answer !== 'string';
    options.onAttempt({ webhook, attempt: count, ...(isAnswered && { status: answer.status }) });
    if (isAnswered && options.accepts(answer.status)) return webhook.acknowledged?.(answer);
    const failed = { attempt: count, outcome: isAnswered ? answer.status : answer };
    if (webhook.rules && !webhook.rules.isRepeated(failed)) return webhook.rules.gaveUp?.(failed);
    const pauseMs = Math.min(options.firstRetryMs * 2 ** (count - 1), LONGEST_PAUSE_MS);
    if (options.clock.now() + pauseMs - startedAt > options.giveUpAfterMs) return;
    options.schedule.after(pauseMs, () => void attempt(webhook, count + 1, startedAt));
  };

  const first = (webhook: Webhook) => attempt(webhook, 1, options.clock.now());

  const inLine = async (webhook: Webhook, line: string): Promise<void> => {
    const before = lastOfLine.get(line);
    const mine = before ? before.then(() => first(webhook)) : first(webhook);
    lastOfLine.set(line, mine);
    await mine;
    if (lastOfLine.get(line) === mine) lastOfLine.delete(line);
  };

  return {
    deliver: (webhook) => void (webhook.line === undefined ? first(webhook) : inLine(webhook, webhook.line)),
    stop: () => ending.abort(),
  };
}

/** The answer, or why there was none. */
async function post(
  webhook: Webhook,
  options: DeliveryOptions,
  ending: AbortSignal,
): Promise<WebhookAnswer | 'connection' | 'timeout'> {
  const tooLate = new AbortController();
  const { url, headers, body, method = 'POST', rules = options } = webhook;
  const stopTimer = options.clock.setTimer(rules.timeoutMs, () => tooLate.abort());
  try {
    const answer = await options.fetch(url, {
      method,
      headers,
      ...(method !== 'GET' && { body }),
      signal: AbortSignal.any([tooLate.signal, ending]),
    });
    const contentType = answer.headers.get('content-type') ?? '';
    return { status: answer.status, contentType, body: await answer.text() };
  } catch {
    return tooLate.signal.aborted ? 'timeout' : 'connection';
  } finally {
    stopTimer();
  }
}
