import type { Engine } from '../engine.ts';
import type { LaneKind, WorkStore } from '../work.ts';
import { ingestWebhook } from './ingest-webhook.ts';

const KINDS: readonly LaneKind[] = ['in', 'out', 'bulk', 'media'];

/** The work contract on either engine. */
export function createWorkStore(engine: Engine): Pick<WorkStore, 'onWork' | 'now' | 'ingest'> {
  return {
    ingest: (items) => ingestWebhook(engine, items),
    onWork(wake) {
      const stops = KINDS.map((kind) => engine.onNotify(kind, () => wake(kind)));
      return () => {
        for (const stop of stops) stop();
      };
    },
    now: () => engine.now(),
  };
}
