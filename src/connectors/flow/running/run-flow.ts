import type { Turn, TurnDetail, TurnResult } from '../../../domain/connector.ts';
import type { Trigger } from '../flow.ts';
import { isAside, isOwnChoice, readAnswer, takeAnswer } from './answer.ts';
import { type Moment, matchTrigger } from './match-trigger.ts';
import { play } from './play.ts';
import { readQuestion } from './question.ts';
import { type FlowBot, FlowTrouble, type Run } from './run.ts';

/** Plays the messages of a turn through the flow, one after the other. Keeps nothing; throws nothing that a flow can cause. */
export async function runFlow(
  bot: FlowBot,
  turn: Turn,
  signal: AbortSignal,
): Promise<TurnResult & { detail?: TurnDetail }> {
  const [first] = turn.messages;
  if (first === undefined) return { outcome: 'answered', parts: [] };
  const run: Run = {
    bot,
    turn,
    signal,
    parts: [],
    path: [],
    calls: [],
    variables: { ...turn.session.variables },
    message: first,
    isFirst: turn.session.isNew,
    question: readQuestion(turn.session.state),
    hasEnded: false,
    handover: null,
  };
  try {
    await takeMessages(run);
  } catch (error) {
    if (!(error instanceof FlowTrouble)) throw error;
    const { message, retryable, retryAfterMs } = error;
    const failed = { outcome: 'failed' as const, message, retryable, detail: detailOf(run) };
    return retryAfterMs === undefined ? failed : { ...failed, retryAfterMs };
  }
  return resultOf(run);
}

async function takeMessages(run: Run): Promise<void> {
  for (const message of run.turn.messages) {
    run.message = message;
    await takeMessage(run);
    // What comes behind a hand-over is for the human.
    if (run.handover !== null) return;
  }
}

/** Where the message leads, and all that is said there. */
async function takeMessage(run: Run): Promise<void> {
  if (isAside(run.message)) return;
  const answer = await readAnswer(run);
  const moment = { message: run.message, isFirst: run.isFirst, now: run.bot.host.now() };
  run.question = null;
  run.isFirst = false;
  run.hasEnded = false;
  const { triggers } = run.bot.flow;
  if (answer !== null) {
    const interrupting = isOwnChoice(answer) ? [] : triggers.filter(({ interrupts }) => interrupts);
    if (await follow(run, interrupting, moment)) return;
    if ((await takeAnswer(run, answer)) === 'taken') return;
  }
  await follow(run, triggers, moment);
}

/** Plays the section of the first trigger that fits. False: there is none. */
async function follow(run: Run, triggers: readonly Trigger[], moment: Moment): Promise<boolean> {
  for (const trigger of triggers) {
    const caught = matchTrigger(trigger, moment);
    if (caught === null) continue;
    Object.assign(run.variables, caught);
    run.path.push(trigger.at);
    await play(run, { section: trigger.goto, step: 0 });
    return true;
  }
  return false;
}

function resultOf(run: Run): TurnResult & { detail: TurnDetail } {
  const { parts, variables, question, handover } = run;
  // Asides alone begin no session: what is written next is still the first message.
  const hasEnded = run.hasEnded || (run.turn.session.isNew && run.isFirst);
  return {
    outcome: 'answered',
    parts,
    variables,
    state: question,
    ...(handover !== null && { handover }),
    ...(hasEnded && { end: true }),
    detail: detailOf(run),
  };
}

function detailOf({ path, calls }: Run): TurnDetail {
  return { response: { path, ...(calls.length > 0 && { calls }) } };
}
