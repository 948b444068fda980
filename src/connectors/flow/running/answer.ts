import type { Choice } from '../../../domain/choices.ts';
import type { TurnMessage } from '../../../domain/connector.ts';
import { choicesOf } from '../expectations/choice.ts';
import type { Ask } from '../flow.ts';
import { play } from './play.ts';
import { findQuestion, type Position, type Question } from './question.ts';
import type { Run } from './run.ts';
import { renderSaying, sayQuestion } from './say.ts';

/** A question with the message that may answer it. */
export interface Answer {
  question: Question;
  ask: Ask;
  position: Position;
  /** The value to store; undefined: not what was asked for. */
  value: unknown;
}

/** Beside a conversation: nothing to answer, and never an answer. */
const ASIDE: readonly TurnMessage['type'][] = ['reaction', 'edit', 'revoke', 'system', 'call'];

export function isAside(message: TurnMessage): boolean {
  return ASIDE.includes(message.type);
}

/** What the message means to the question that waits; null: none waits, or the flow was edited and it is gone. */
export async function readAnswer(run: Run): Promise<Answer | null> {
  const { question } = run;
  const found = question === null ? null : findQuestion(question, run.bot.flow);
  if (question === null || found === null) return null;
  const offered = await offeredBy(run, found.ask, question.at);
  const asked = { contact: run.turn.contact, now: run.bot.host.now(), offered };
  return { question, ...found, value: found.ask.expect.accept(run.message, asked) };
}

/** Whether a tapped choice is one that this question offers. */
export function isOwnChoice({ ask, value }: Answer): boolean {
  return ask.expect.kind === 'choice' && value !== undefined;
}

/**
 * Keeps a good answer and goes on behind the question; asks once more, or goes where the flow wants if that was often enough.
 * `unanswered`: nothing was done, the message is like any other.
 */
export async function takeAnswer(
  run: Run,
  { question, ask, position, value }: Answer,
): Promise<'taken' | 'unanswered'> {
  if (value !== undefined) {
    run.variables[ask.store] = value;
    await play(run, { ...position, step: position.step + 1 });
    return 'taken';
  }
  if (question.misses < ask.retries) {
    await sayQuestion(run, ask.retry ?? ask.say, { at: question.at, options: ask.expect.options });
    run.question = { ...question, misses: question.misses + 1 };
    return 'taken';
  }
  if (ask.otherwise === undefined) return 'unanswered';
  await play(run, { section: ask.otherwise, step: 0 });
  return 'taken';
}

/** What the question showed: made again out of the same variables. */
async function offeredBy(run: Run, { expect, say }: Ask, at: string): Promise<Choice[]> {
  if (expect.kind !== 'choice' || expect.options !== undefined) return [];
  return (await renderSaying(run, say, at)).flatMap(({ content }) => choicesOf(content));
}
