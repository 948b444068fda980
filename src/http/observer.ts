import type { Log } from '../host/log.ts';
import type { Metrics } from '../host/metrics.ts';
import type { PipelineObserver } from '../pipeline/observer.ts';
import type { ChangeNotifier } from './changes.ts';

interface ObserverParts {
  metrics: Metrics;
  changes: ChangeNotifier;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

/** Whoever knows a callback URL can make us refuse: one line a minute and connection tells enough. */
const REFUSALS_EVERY_MS = 60_000;

/** Carries what the pipeline tells of itself to metrics, open pages and the log. */
export function createObserver({ metrics, changes, log, now }: ObserverParts): PipelineObserver {
  const refusals = new Map<string, { loggedAt: number; since: number }>();
  return {
    stage: metrics.stage,
    sendFailed: metrics.sendFailed,
    webhook: metrics.webhook,
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
