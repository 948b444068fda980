import type { Webhook } from 'standardwebhooks';
import { type Clock, machineNow } from '../../host/clock.ts';
import { deadlineSignal } from '../deadline.ts';

/** Clients must answer within this, as with any webhook. */
const DELIVERY_TIMEOUT_MS = 10_000;

/** Where a webhook goes, and what signs it: two signers while a secret rotates. */
export interface DeliveryTarget {
  url: string;
  signers: readonly Webhook[];
}

export interface Answer {
  /** HTTP status; null: none came. */
  status: number | null;
  /** What went wrong, without what the client said: that may be anything. Null for a 2xx. */
  error: string | null;
  durationMs: number;
}

export interface PostingMeans {
  fetch: typeof globalThis.fetch;
  clock: Clock;
}

/**
 * Posts one event, signed as Standard Webhooks describes (https://www.standardwebhooks.com), with the machine's time: the receiver's clock
 * was not turned. Never throws.
 */
export async function deliver(
  { fetch, clock }: PostingMeans,
  target: DeliveryTarget,
  event: { id: string; body: string },
): Promise<Answer> {
  const startedAt = clock.now();
  const deadline = deadlineSignal(clock, DELIVERY_TIMEOUT_MS);
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...signatures(target.signers, event, machineNow(clock)),
      },
      body: event.body,
      // A redirect could take messages to another host.
      redirect: 'manual',
      signal: deadline.signal,
    });
    await response.body?.cancel();
    const { status } = response;
    const error = status >= 200 && status < 300 ? null : `answered ${status}`;
    return { status, error, durationMs: clock.now() - startedAt };
  } catch (error) {
    const reason = deadline.signal.aborted ? 'did not answer in time' : `could not be reached: ${nameOf(error)}`;
    return { status: null, error: reason, durationMs: clock.now() - startedAt };
  } finally {
    deadline.cancel();
  }
}

function signatures(signers: readonly Webhook[], { id, body }: { id: string; body: string }, now: number) {
  const at = new Date(now);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': signers.map((one) => one.sign(id, at, body)).join(' '),
  };
}

/** The code nearest to the root: what really happened. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const cause = error instanceof AggregateError ? error.errors[0] : error.cause;
  if (cause instanceof Error) return nameOf(cause);
  return 'code' in error ? String(error.code) : error.name;
}
