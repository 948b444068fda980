import type { Turn, TurnMessage, TurnPart, TurnResult } from '../../domain/connector.ts';
import { catchMistake, isRecord } from '../../domain/parsing/fields.ts';
import { describeMistake, readPart } from '../kit/answer.ts';
import type { Flow, Place, Trigger } from './flow.ts';
import { fillPlaceholders } from './placeholders.ts';
import { hasWords } from './words.ts';

/** A flow that says more than this at once goes round in circles. */
const MAX_STEPS = 100;

interface Run {
  flow: Flow;
  turn: Turn;
  parts: TurnPart[];
  variables: Record<string, unknown>;
  /** The next message is the first of a session. */
  isFirst: boolean;
  waiting: Place | null;
  hasEnded: boolean;
  steps: number;
}

/** Plays the messages of a turn through the flow, one after the other. Pure. */
export function runFlow(flow: Flow, turn: Turn): TurnResult {
  const run: Run = {
    flow,
    turn,
    parts: [],
    variables: { ...turn.session.variables },
    isFirst: turn.session.isNew,
    waiting: readPlace(turn.session.state, flow),
    hasEnded: false,
    steps: 0,
  };
  for (const message of turn.messages) {
    const trouble = takeMessage(run, message);
    if (trouble !== undefined) return { outcome: 'failed', message: trouble, retryable: false };
  }
  const { parts, variables, waiting, hasEnded } = run;
  return { outcome: 'answered', parts, variables, state: waiting, ...(hasEnded && { end: true }) };
}

/** Where the message leads, and all that is said there. A string: what is wrong with the flow. */
function takeMessage(run: Run, message: TurnMessage): string | undefined {
  const { waiting, flow, isFirst } = run;
  const chosen = flow.triggers.find((trigger) => trigger.on === 'choice' && fits(trigger, message, isFirst));
  run.waiting = null;
  run.isFirst = false;
  run.hasEnded = false;
  if (chosen === undefined && waiting !== null) {
    const question = flow.sections.get(waiting.section)?.[waiting.step];
    if (question?.do === 'ask') run.variables[question.store] = answerOf(message);
    return play(run, { section: waiting.section, step: waiting.step + 1 });
  }
  const trigger = chosen ?? flow.triggers.find((one) => fits(one, message, isFirst));
  return trigger === undefined ? undefined : play(run, { section: trigger.goto, step: 0 });
}

function fits(trigger: Trigger, message: TurnMessage, isFirst: boolean): boolean {
  switch (trigger.on) {
    case 'greeting':
      return isFirst;
    case 'fallback':
      return true;
    case 'keyword':
      return message.type === 'text' && trigger.phrases.some((phrase) => hasWords(message.text, phrase));
    case 'choice':
      return (message.type === 'button_reply' || message.type === 'list_reply') && trigger.ids.includes(message.id);
  }
}

/** Goes on from a place until a question, an end or the end of a section. */
function play(run: Run, from: Place): string | undefined {
  let place = from;
  for (;;) {
    const step = run.flow.sections.get(place.section)?.[place.step];
    if (step === undefined) return undefined;
    run.steps += 1;
    if (run.steps > MAX_STEPS) return `The flow took more than ${MAX_STEPS} steps in one turn, at ${nameOf(place)}`;
    if (step.do === 'end') {
      // Should the same turn hold another message, it begins afresh.
      run.hasEnded = true;
      run.isFirst = true;
      run.variables = {};
      return undefined;
    }
    if (step.do === 'goto') {
      place = { section: step.section, step: 0 };
      continue;
    }
    const trouble = say(run, step.say, place);
    if (trouble !== undefined) return trouble;
    if (step.do === 'ask') {
      run.waiting = place;
      return undefined;
    }
    place = { section: place.section, step: place.step + 1 };
  }
}

function say(run: Run, saying: unknown, place: Place): string | undefined {
  const filled = fillPlaceholders(saying, { ...run.variables, contact: run.turn.contact });
  const read = catchMistake(() => readPart(filled, ''));
  if (!read.ok)
    return `At ${nameOf(place)}: ${describeMistake(read.mistake, 'what is said')}, once its placeholders are filled`;
  run.parts.push(read.value);
  return undefined;
}

function nameOf({ section, step }: Place): string {
  return `sections.${section}[${step}]`;
}

/** What a question's variable holds: the words of the answer, as near as its kind has words. */
function answerOf(message: TurnMessage): string {
  switch (message.type) {
    case 'text':
    case 'template_reply':
      return message.text;
    case 'button_reply':
    case 'list_reply':
      return message.title;
    case 'location':
      return `${message.latitude},${message.longitude}`;
    case 'image':
    case 'video':
    case 'audio':
    case 'voice':
    case 'document':
    case 'sticker':
      return message.caption ?? message.media.url ?? '';
    default:
      return '';
  }
}

/** The state of an earlier turn, unless the flow was edited since and the question is gone. */
function readPlace(state: unknown, flow: Flow): Place | null {
  if (!isRecord(state) || typeof state.section !== 'string' || typeof state.step !== 'number') return null;
  const { section, step } = state;
  return flow.sections.get(section)?.[step]?.do === 'ask' ? { section, step } : null;
}
