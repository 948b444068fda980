import type { Engine } from '../engine.ts';
import type { WorkStore } from '../work.ts';

/** The work contract on either engine. */
export function createWorkStore(engine: Engine): Pick<WorkStore, 'onWork' | 'now'> {
  return {
    onWork(wake) {
      const kinds = ['in', 'out', 'bulk', 'media'] as const;
      const stops = kinds.map((kind) => engine.onNotify(kind, () => wake(kind)));
      return () => {
        for (const stop of stops) stop();
      };
    },
    now: () => engine.now(),
  };
}
