import type { Constant, Step } from '../flow.ts';
import type { Expression } from '../templates/expression.ts';
import { call } from './call.ts';
import type { Position } from './question.ts';
import { atPlace, FlowTrouble, type Run, scopeOf } from './run.ts';
import { say, sayQuestion } from './say.ts';

/** A flow that takes more than this at once goes round in circles. */
const MAX_STEPS = 200;

/** Goes on from a place until a question, an end, a hand-over or the end of a section. Throws `FlowTrouble`. */
export async function play(run: Run, from: Position): Promise<void> {
  let position: Position | null = from;
  while (position !== null) {
    const step: Step | undefined = run.bot.flow.sections.get(position.section)?.[position.step];
    if (step === undefined) return;
    if (run.signal.aborted) throw new FlowTrouble('The flow did not end in time', { retryable: true });
    run.path.push(step.at);
    if (run.path.length > MAX_STEPS) {
      throw new FlowTrouble(`The flow took more than ${MAX_STEPS} steps in one turn, at ${step.at}`);
    }
    position = await perform(run, step, position);
  }
}

/** One step. Null: nothing more is said now. */
async function perform(run: Run, step: Step, { section, step: index }: Position): Promise<Position | null> {
  const next = { section, step: index + 1 };
  switch (step.do) {
    case 'say':
      await say(run, step.say, step.at);
      return next;
    case 'ask':
      await sayQuestion(run, step.say, { at: step.at, options: step.expect.options });
      run.question = { section, at: step.at, store: step.store, misses: 0 };
      return null;
    case 'branch':
      return (await holds(run, step)) ? next : { section, step: step.otherwise };
    case 'jump':
      return { section, step: step.to };
    case 'set':
      await setVariables(run, step);
      return next;
    case 'call': {
      const onError = await call(run, step);
      return onError === undefined ? next : { section: onError, step: 0 };
    }
    case 'goto':
      return { section: step.section, step: 0 };
    case 'handover':
      run.handover = await noteOf(run, step);
      return null;
    case 'end':
      endSession(run);
      return null;
  }
}

/** Should the same turn hold another message, it begins afresh. */
function endSession(run: Run): void {
  run.hasEnded = true;
  run.isFirst = true;
  run.variables = {};
}

/** JSONata's own idea of truth: nothing, 0, empty texts, lists and objects are false. */
async function holds(run: Run, { at, condition }: Extract<Step, { do: 'branch' }>): Promise<boolean> {
  const value = await atPlace(`${at}.when`, () => condition.evaluate(scopeOf(run), run.bot.host.now()));
  if (Array.isArray(value)) return value.some(Boolean);
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}

/** One after the other: a later one may use an earlier one. Nothing and null forget the variable. */
async function setVariables(run: Run, { at, values }: Extract<Step, { do: 'set' }>): Promise<void> {
  for (const { name, value } of values) {
    const result = await atPlace(`${at}.set.${name}`, () => evaluateValue(run, value));
    if (result === undefined || result === null) delete run.variables[name];
    else run.variables[name] = result;
  }
}

async function evaluateValue(run: Run, value: Expression | Constant): Promise<unknown> {
  return 'constant' in value ? value.constant : value.evaluate(scopeOf(run), run.bot.host.now());
}

async function noteOf(run: Run, { at, note }: Extract<Step, { do: 'handover' }>): Promise<Record<string, unknown>> {
  if (note === undefined) return {};
  return { note: await atPlace(at, () => note.render(scopeOf(run), run.bot.host.now())) };
}
