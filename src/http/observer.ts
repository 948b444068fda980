import type { Log } from '../host/log.ts';
import type { Metrics } from '../host/metrics.ts';
import type { Change, PipelineObserver } from '../pipeline/observer.ts';
import type { DeadLetterReason } from '../store/ingest-items.ts';

interface ObserverParts {
  metrics: Metrics;
  changes: { publish(change: Change): void };
  log: Log;
  /** Epoch ms. */
  now(): number;
}

/** Whoever knows a callback URL can make us refuse: one line a minute and connection tells enough. */
const REFUSALS_EVERY_MS = 60_000;

/** Counters that are there from the start: a series that begins with 1 is no rise to Prometheus. */
const WEBHOOK_OUTCOMES = ['accepted', 'refused', 'unavailable'] as const;
const SEND_OUTCOMES = ['accepted', 'failed', 'retry', 'in_doubt'] as const;
const REASONS: readonly DeadLetterReason[] = [
  'unparsable',
  'unknown_sender',
  'not_stored',
  'bot_failed',
  'in_doubt',
  'send_failed',
];

/** Carries what the pipeline tells of itself to metrics, open pages and the log. */
export function createObserver({ metrics, changes, log, now }: ObserverParts): PipelineObserver {
  const refusals = new Map<string, { loggedAt: number; since: number }>();
  for (const outcome of WEBHOOK_OUTCOMES) metrics.webhook(outcome, 0);
  for (const outcome of SEND_OUTCOMES) metrics.sendEnded(outcome, 0);
  for (const reason of REASONS) metrics.deadLetter(reason, 0);
  return {
    stage: metrics.stage,
    sendFailed: metrics.sendFailed,
    webhook: (outcome) => metrics.webhook(outcome),
    sendEnded: (outcome) => metrics.sendEnded(outcome),
    deadLetter: (reason) => metrics.deadLetter(reason),
    watchCircuits: metrics.watchCircuits,
    changed: changes.publish,
    webhookRefused({ connectionId, channelId, reason }) {
      const known = refusals.get(connectionId) ?? { loggedAt: Number.NEGATIVE_INFINITY, since: 0 };
      known.since += 1;
      refusals.set(connectionId, known);
      if (now() - known.loggedAt < REFUSALS_EVERY_MS) return;
      log.warn({ connectionId, channelId, reason, count: known.since }, 'webhooks were refused');
      Object.assign(known, { loggedAt: now(), since: 0 });
    },
    stopped({ connectionId, channelId, stop: { reason, message, code } }) {
      log.warn({ connectionId, channelId, reason, code }, `sending is stopped: ${message}`);
    },
    error: (where, error) => log.error({ err: error, where }, 'pipeline failure'),
  };
}
