import { StoreUnavailable } from '../../src/store/store.ts';
import type { LaneKind, WorkStore } from '../../src/store/work.ts';
import type { SimContext } from './context.ts';
import { fateOf, strikes } from './context.ts';
import type { StepOwner } from './world.ts';

export interface StoreLink extends WorkStore {
  /** The node is gone: nobody listens for work any more. */
  disconnect(): void;
}

/** The way from one node to the store: calls and answers take time, and either can be lost. */
export function createStoreLink(store: WorkStore, owner: StepOwner, context: SimContext): StoreLink {
  const { world, profile } = context;
  const listening = new Set<() => void>();

  function call<Result>(label: string, apply: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const answer = (run: () => void) =>
        world.post({ label: `${label} is answered`, delayMs: world.random.between(0, 2), owner, run });
      const { refused, answerLost } = profile.store;
      const fault = fateOf(context, { refused, answerLost });
      if (fault === 'refused') {
        answer(() => reject(new StoreUnavailable('refused')));
        return;
      }
      world.post({
        label,
        delayMs: world.random.between(0, 3),
        sentBy: owner,
        isStoreStep: true,
        async run() {
          try {
            const result = await apply();
            if (fault === 'answerLost') answer(() => reject(new StoreUnavailable('answer lost')));
            else answer(() => resolve(result));
          } catch (error) {
            answer(() => reject(error));
          }
        },
      });
    });
  }

  function listen(wake: (kind: LaneKind) => void): () => void {
    const pending = new Set<LaneKind>();
    const unsubscribe = store.onWork((kind) => {
      if (pending.has(kind) || strikes(context, profile.store.wakeLost)) return;
      pending.add(kind);
      const run = () => {
        pending.delete(kind);
        wake(kind);
      };
      world.post({ label: `wake ${kind}`, delayMs: world.random.between(0, 3), owner, run });
    });
    listening.add(unsubscribe);
    return unsubscribe;
  }

  return {
    ingest: (items) => call('ingest', () => store.ingest(items)),
    claimTurns: (request) => call('claimTurns', () => store.claimTurns(request)),
    commitTurn: (step) => call(`commitTurn ${step.outcome}`, () => store.commitTurn(step)),
    openTurn: (turnId) => call('openTurn', () => store.openTurn(turnId)),
    replyToTurn: (reply) => call('replyToTurn', () => store.replyToTurn(reply)),
    claimSends: (request) => call('claimSends', () => store.claimSends(request)),
    commitSend: (step) => call(`commitSend ${step.outcome}`, () => store.commitSend(step)),
    resend: (step) => call('resend', () => store.resend(step)),
    enqueue: (item) => call('enqueue', () => store.enqueue(item)),
    enqueueAll: (items) => call('enqueueAll', () => store.enqueueAll(items)),
    renew: (lanes, leaseMs) => call('renew', () => store.renew(lanes, leaseMs)),
    release: (lanes) => call('release', () => store.release(lanes)),
    setAnsweredBy: (id, answeredBy) => call('setAnsweredBy', () => store.setAnsweredBy(id, answeredBy)),
    replayDeadLetter: (id) => call('replayDeadLetter', () => store.replayDeadLetter(id)),
    borrowBudget: (id, perSecond, want) => call('borrowBudget', () => store.borrowBudget(id, perSecond, want)),
    sweep: () => call('sweep', () => store.sweep()),
    now: () => call('now', () => store.now()),
    onWork: listen,
    disconnect() {
      for (const unsubscribe of listening) unsubscribe();
    },
  };
}
