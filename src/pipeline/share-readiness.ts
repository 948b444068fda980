import { type Clock, machineNow } from '../host/clock.ts';
import type { NodeTalk } from '../store/store.ts';
import type { Readiness } from './readiness.ts';

const BEAT_MS = 1_000;
/** A node that was not heard for so long may have heard no webhook either. */
const SILENT_MS = 4_000;
const WORD = 'intake';
const MISSED = 'webhook missed';
const TELL_EVERY_MS = 1_000;

/** Tells workers, every second, that this node hears webhooks. */
export interface IntakeBeat {
  start(): void;
  stop(): void;
}

export function createIntakeBeat({ nodes, clock }: { nodes: NodeTalk; clock: Clock }): IntakeBeat {
  let cancel = () => {};
  function beat(): void {
    nodes.tell(WORD);
    cancel = clock.setTimer(BEAT_MS, beat);
  }
  return { start: beat, stop: () => cancel() };
}

/**
 * Since when some other node could hear webhooks without interruption, for a worker, which hears none itself. While none is heard from it is
 * never long enough ago, so that no message in doubt is sent again before its echo could come.
 */
export function createHeardReadiness({ nodes, clock }: { nodes: NodeTalk; clock: Clock }): Readiness {
  let since = clock.now();
  let heardAt = Number.NEGATIVE_INFINITY;
  let unsubscribe = () => {};
  const isSilent = () => machineNow(clock) - heardAt > SILENT_MS;

  return {
    start() {
      unsubscribe = nodes.onTold((text) => {
        if (text !== WORD) return;
        if (isSilent()) since = clock.now();
        heardAt = machineNow(clock);
      });
    },
    stop: () => unsubscribe(),
    since: () => (isSilent() ? clock.now() : since),
    missed() {
      since = clock.now();
    },
  };
}

/** Counts anew, too, when another node did not take a webhook, and tells the others of those that this one did not take. */
export function shareMissed(own: Readiness, { nodes, clock }: { nodes: NodeTalk; clock: Clock }): Readiness {
  let toldAt = Number.NEGATIVE_INFINITY;
  let unsubscribe = () => {};
  return {
    start() {
      own.start();
      unsubscribe = nodes.onTold((text) => {
        if (text === MISSED) own.missed();
      });
    },
    stop() {
      unsubscribe();
      own.stop();
    },
    since: () => own.since(),
    missed() {
      own.missed();
      if (machineNow(clock) - toldAt < TELL_EVERY_MS) return;
      toldAt = machineNow(clock);
      nodes.tell(MISSED);
    },
  };
}
