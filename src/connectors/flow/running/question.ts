import { isRecord } from '../../../domain/parsing/fields.ts';
import type { Ask, Flow, Step } from '../flow.ts';

/** A step, counted from 0. */
export interface Position {
  section: string;
  step: number;
}

/** The question that waits for an answer. Kept as the session's state, so that a restart does not forget it. */
export interface Question {
  section: string;
  /** Path of its step. */
  at: string;
  store: string;
  /** Answers so far that were not what it expects. */
  misses: number;
}

/** The state of an earlier turn; null for anything else. */
export function readQuestion(state: unknown): Question | null {
  if (!isRecord(state)) return null;
  const { section, at, store, misses } = state;
  if (typeof section !== 'string' || typeof at !== 'string' || typeof store !== 'string') return null;
  return { section, at, store, misses: typeof misses === 'number' ? misses : 0 };
}

/** Its step. If the flow was edited meanwhile: the only one of that section that stores the same variable, else null. */
export function findQuestion(question: Question, flow: Flow): { ask: Ask; position: Position } | null {
  const { section, at, store } = question;
  const steps = flow.sections.get(section) ?? [];
  const candidates = [...steps.entries()].filter(([, step]) => isAsk(step) && step.store === store);
  const found = candidates.find(([, step]) => step.at === at) ?? (candidates.length === 1 ? candidates[0] : undefined);
  if (found === undefined) return null;
  const [step, ask] = found;
  return isAsk(ask) ? { ask, position: { section, step } } : null;
}

function isAsk(step: Step): step is Step & Ask {
  return step.do === 'ask';
}
