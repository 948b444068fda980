import type { Log } from '../host/log.ts';
import type { Metrics } from '../host/metrics.ts';
import type { PipelineObserver } from '../pipeline/observer.ts';
import type { ChangeNotifier } from './changes.ts';

interface ObserverParts {
  metrics: Metrics;
  changes: ChangeNotifier;
  log: Log;
}

/** Carries what the pipeline tells of itself to metrics, open pages and the log. */
export function createObserver({ metrics, changes, log }: ObserverParts): PipelineObserver {
  return {
    stage: metrics.stage,
    sendFailed: metrics.sendFailed,
    webhook: metrics.webhook,
    changed: changes.publish,
    stopped({ connectionId, channelId, stop: { reason, message, code } }) {
      log.warn({ connectionId, channelId, reason, code }, `sending is stopped: ${message}`);
    },
    error: (where, error) => log.error({ err: error, where }, 'pipeline failure'),
  };
}
