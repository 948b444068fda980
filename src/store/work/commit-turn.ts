import type { Operation } from '../engine.ts';
import type { Fenced, TurnStep } from '../work.ts';
import type { ConversationRow } from './conversations.ts';
import { queueDrafts } from './queue-drafts.ts';
import { saveDeadLetters, saveTrace } from './stories.ts';
import { TurnWork } from './turn-work.ts';
import type { TurnRow } from './turns.ts';

type DoneStep = Extract<TurnStep, { outcome: 'done' }>;

/** Writes what turns came to. A step whose lane was taken by somebody else, or whose turn is closed, writes nothing. */
export const commitTurn: Operation<TurnStep, Fenced> = {
  name: 'work.commit_turn',
  async run(sql, steps) {
    const work = await TurnWork.lock(
      sql,
      steps.map(({ lane, turnId }) => ({ conversationId: lane.conversationId, turnId })),
    );
    const outcomes = steps.map((step): Fenced => (applyStep(work, step) ? 'ok' : 'lost'));
    const applied = steps.filter((_, index) => outcomes[index] === 'ok');
    await Promise.all([
      work.save(),
      saveTrace(
        sql,
        applied.flatMap(({ trace }) => trace),
      ),
      saveDeadLetters(
        sql,
        applied.flatMap((step) => (step.outcome === 'done' ? (step.deadLetters ?? []) : [])),
      ),
    ]);
    return outcomes;
  },
};

function applyStep(work: TurnWork, step: TurnStep): boolean {
  const lane = work.lanes.held(step.lane);
  const turn = work.openTurn(step.turnId);
  const conversation = work.conversations.get(step.lane.conversationId);
  if (lane === undefined || turn === undefined || conversation === undefined) return false;
  switch (step.outcome) {
    case 'done':
      finish(work, step, { turn, conversation });
      return true;
    case 'retry':
      if (step.burn) work.change(turn, { tries: turn.tries + 1 });
      work.lanes.release(lane, step.dueAt, 'retry');
      return true;
    case 'deferred':
      if (step.session !== null) work.writeSession(turn, conversation, step.session);
      work.defer(turn, step.until);
      return true;
  }
}

function finish(
  work: TurnWork,
  step: DoneStep,
  { turn, conversation }: { turn: TurnRow; conversation: ConversationRow },
): void {
  if (step.session !== null) work.writeSession(turn, conversation, step.session);
  if (step.fallbackAt !== undefined) conversation.last_fallback_at = step.fallbackAt;
  queueDrafts(conversation, { drafts: step.drafts, turnId: turn.id }, work);
  work.close(turn, conversation, step.itemStatus);
  if (step.answeredBy !== undefined) work.conversations.giveTo(conversation, step.answeredBy);
}
