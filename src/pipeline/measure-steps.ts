import type { NewDeadLetter } from '../store/ingest-items.ts';
import type { SendStep, TurnReply, TurnStep, WorkStore } from '../store/work.ts';
import type { PipelineObserver } from './observer.ts';

type Counting = Pick<PipelineObserver, 'sendEnded' | 'deadLetter'>;

/** The same store; what its committed steps say of sends and dead letters is told to the observer. */
export function measureSteps(store: WorkStore, observer: Counting): WorkStore {
  const told = (letters: readonly Pick<NewDeadLetter, 'reason'>[]) => {
    for (const { reason } of letters) observer.deadLetter?.(reason);
  };
  return {
    ...store,
    async ingest(items, ...rest) {
      const outcomes = await store.ingest(items, ...rest);
      items.forEach((item, index) => {
        if (item.type === 'dead_letter') told([item.deadLetter]);
        else if (outcomes[index] === 'dead_letter') told([{ reason: 'not_stored' }]);
      });
      return outcomes;
    },
    async commitTurn(step, offer) {
      const fenced = await store.commitTurn(step, offer);
      if (fenced === 'ok') told(deadLettersOf(step));
      return fenced;
    },
    async replyToTurn(reply) {
      const outcome = await store.replyToTurn(reply);
      if (outcome === 'ok') told(deadLettersOf(reply));
      return outcome;
    },
    async commitSend(step) {
      const fenced = await store.commitSend(step);
      if (fenced === 'ok') tellSend(step, observer);
      return fenced;
    },
  };
}

function deadLettersOf(step: TurnStep | TurnReply): readonly NewDeadLetter[] {
  return 'deadLetters' in step && step.deadLetters !== undefined ? step.deadLetters : [];
}

function tellSend(step: SendStep, observer: Counting): void {
  if (step.outcome === 'hold' || step.outcome === 'replace') return;
  observer.sendEnded?.(step.outcome);
  if (step.outcome === 'failed' && step.deadLetter !== undefined) observer.deadLetter?.(step.deadLetter.reason);
}
