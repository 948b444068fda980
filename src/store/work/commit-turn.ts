import type { Operation } from '../engine.ts';
import type { ClaimedSend, Fenced, SendTerms, TurnStep } from '../work.ts';
import { beginSends, type OfferedSend } from './begin-sends.ts';
import type { ConversationRow } from './conversations.ts';
import { queueDrafts } from './queue-drafts.ts';
import { saveDeadLetters, saveTrace } from './stories.ts';
import { TurnWork } from './turn-work.ts';
import type { TurnRow } from './turns.ts';

type DoneStep = Extract<TurnStep, { outcome: 'done' }>;

export interface TurnEnd {
  step: TurnStep;
  /** Who has room for its first reply. */
  terms?: SendTerms;
}

export interface TurnEnded {
  fenced: Fenced;
  /** Begun with the step, if its terms were met. */
  send: ClaimedSend | null;
}

/** Writes what turns came to. A step whose lane was taken by somebody else, or whose turn is closed, writes nothing. */
export const commitTurn: Operation<TurnEnd, TurnEnded> = {
  name: 'work.commit_turn',
  async run(sql, ends) {
    const steps = ends.map(({ step }) => step);
    const work = await TurnWork.lock(
      sql,
      steps.map(({ lane, turnId }) => ({ conversationId: lane.conversationId, turnId })),
    );
    const outcomes = steps.map((step): Fenced => (applyStep(work, step) ? 'ok' : 'lost'));
    const applied = steps.filter((_, index) => outcomes[index] === 'ok');
    const offers = ends.map((end, index) => (outcomes[index] === 'ok' ? offerOf(end, work) : null));
    const begun = await beginSends(
      sql,
      offers.filter((offer) => offer !== null),
      work,
    );
    await Promise.all([
      work.save(),
      begun.save(),
      saveTrace(
        sql,
        applied.flatMap(({ trace }) => trace),
      ),
      saveDeadLetters(
        sql,
        applied.flatMap((step) => (step.outcome === 'done' ? (step.deadLetters ?? []) : [])),
      ),
    ]);
    return outcomes.map((fenced, index) => ({ fenced, send: begun.of(offers[index] ?? null) }));
  },
};

function offerOf({ step, terms }: TurnEnd, work: TurnWork): OfferedSend | null {
  const conversation = work.conversations.get(step.lane.conversationId);
  const [draft] = step.outcome === 'done' ? step.drafts : [];
  return terms && conversation && draft ? { terms, conversation, draft } : null;
}

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
