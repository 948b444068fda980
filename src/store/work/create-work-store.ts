import type { Engine } from '../engine.ts';
import type { LaneKind, WorkStore } from '../work.ts';
import { setAnsweredBy } from './answered-by.ts';
import { borrowBudget } from './budget.ts';
import { claimSends } from './claim-sends.ts';
import { claimTurns } from './claim-turns.ts';
import { commitSend } from './commit-send.ts';
import { commitTurn } from './commit-turn.ts';
import { enqueue } from './enqueue.ts';
import { ingestWebhook } from './ingest-webhook.ts';
import { openTurn } from './open-turn.ts';
import { release } from './release.ts';
import { renew } from './renew.ts';
import { replayDeadLetter } from './replay.ts';
import { replyToTurn } from './reply-to-turn.ts';
import { resend } from './resend.ts';
import { sweepAll } from './sweep.ts';

const KINDS: readonly LaneKind[] = ['in', 'out', 'bulk', 'media'];

/** The work contract on either engine. */
export function createWorkStore(engine: Engine): WorkStore {
  return {
    ingest: (items, origin, offer) => ingestWebhook(engine, { items, origin, offer }),

    claimTurns: (request) => engine.write(claimTurns, request),
    async commitTurn(step, offer) {
      const { fenced, send } = await engine.write(commitTurn, { step, ...(offer && { terms: offer.terms }) });
      if (send !== null) offer?.take(send);
      return fenced;
    },
    openTurn: (turnId) => engine.read(openTurn, turnId),
    replyToTurn: (reply) => engine.write(replyToTurn, reply),

    claimSends: (request) => engine.write(claimSends, request),
    commitSend: (step) => engine.write(commitSend, step),
    resend: (step) => engine.write(resend, step),
    async enqueue(item) {
      const [outcome] = await engine.write(enqueue, [item]);
      if (outcome === undefined) throw new Error('a message without an outcome');
      return outcome;
    },
    enqueueAll: (items) => engine.write(enqueue, items),

    renew: (lanes, leaseMs) => engine.write(renew, { lanes, leaseMs }),
    release: (lanes) => engine.write(release, lanes),
    setAnsweredBy: (conversationId, answeredBy) => engine.write(setAnsweredBy, { conversationId, answeredBy }),
    replayDeadLetter: (id) => engine.write(replayDeadLetter, id),
    borrowBudget: (senderId, perSecond, want) => engine.write(borrowBudget, { senderId, perSecond, want }),

    onWork(wake) {
      const stops = KINDS.map((kind) => engine.onNotify(kind, () => wake(kind)));
      return () => {
        for (const stop of stops) stop();
      };
    },
    sweep: () => sweepAll(engine),
    now: () => engine.now(),
  };
}
