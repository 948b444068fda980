import type { Message, Trace, TraceEntry } from '../api/types.ts';

/** Where in a message's way a step belongs; decides its sign and colour. */
export type Phase = 'webhook' | 'turn' | 'bot' | 'send' | 'status' | 'trouble';

export interface StoryStep {
  /** Unique within a story. */
  key: string;
  step: string;
  phase: Phase;
  /** Epoch ms. */
  at: number;
  sinceStartMs: number;
  durationMs: number | null;
  message: Message;
  /** 1 for the first outbound message of the story, 2 for the second …; null for the steps of inbound ones. */
  answer: number | null;
  detail: Readonly<Record<string, unknown>>;
}

export interface Story {
  steps: readonly StoryStep[];
  /** From the first step to the end of the last. */
  totalMs: number;
  /** From the first step to the end of the last one before statuses: those may take hours. */
  workMs: number;
}

const PHASES: Readonly<Record<string, Phase>> = {
  webhook_received: 'webhook',
  turn_started: 'turn',
  ignored: 'turn',
  bot_called: 'bot',
  bot_answered: 'bot',
  bot_failed: 'trouble',
  fallback_sent: 'bot',
  queued: 'send',
  held: 'send',
  attempt_started: 'send',
  attempt_accepted: 'send',
  doubt_settled: 'send',
  attempt_failed: 'trouble',
  attempt_in_doubt: 'trouble',
  dead_lettered: 'trouble',
  replayed: 'webhook',
  status_reported: 'status',
};

/** Order of steps with the same time: as they follow one another in a message's life. */
const ORDER = Object.keys(PHASES);
const ranks = new Map(ORDER.map((step, index) => [step, index]));

/** One of these stands in the story of every message of its turn, and is told once. */
const TURN_PHASES: readonly Phase[] = ['turn', 'bot'];

function phaseOf(step: string): Phase {
  return PHASES[step] ?? 'turn';
}

interface Found {
  entry: TraceEntry;
  at: number;
  trace: Trace;
}

/** The entries of one message; statuses that no entry tells of are added from the reported ones. */
function entriesOf(trace: Trace): TraceEntry[] {
  if (trace.entries.some((entry) => entry.step === 'status_reported')) return trace.entries;
  const reported = trace.statuses.map(({ status, at, detail }) => ({
    step: 'status_reported',
    at,
    detail: { status, ...detail },
  }));
  return [...trace.entries, ...reported];
}

/** Steps are told with their beginning. */
function endOf(entry: TraceEntry): number {
  return Date.parse(entry.at) + (entry.durationMs ?? 0);
}

/**
 * Providers tell the time of a status in whole seconds, which would put it before the send that it is about: it counts as not earlier than
 * the end of the last step of sending.
 */
function placeInTime(trace: Trace): Found[] {
  const entries = entriesOf(trace);
  const sends = entries.filter((entry) => phaseOf(entry.step) === 'send').map(endOf);
  const lastSend = Math.max(Number.NEGATIVE_INFINITY, ...sends);
  return entries.map((entry) => {
    const at = Date.parse(entry.at);
    return { entry, trace, at: phaseOf(entry.step) === 'status' ? Math.max(at, lastSend) : at };
  });
}

function isToldBefore({ entry, at }: Found, index: number, all: readonly Found[]): boolean {
  if (entry.turnId === undefined || !TURN_PHASES.includes(phaseOf(entry.step))) return false;
  return all
    .slice(0, index)
    .some((other) => other.entry.turnId === entry.turnId && other.entry.step === entry.step && other.at === at);
}

function compareFound(a: Found, b: Found): number {
  const rank = (found: Found) => ranks.get(found.entry.step) ?? ORDER.length;
  return a.at - b.at || rank(a) - rank(b);
}

function numberAnswers(traces: readonly Trace[]): Map<string, number> {
  const answers = traces
    .map((trace) => trace.message)
    .filter((message) => message.direction === 'outbound')
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id.localeCompare(b.id));
  return new Map(answers.map((message, index) => [message.id, index + 1]));
}

/** Tells the traces of one message and of its neighbours in the same turn as one story, in the order in which things happened. */
export function buildStory(traces: readonly Trace[]): Story {
  const found = traces
    .flatMap(placeInTime)
    .sort(compareFound)
    .filter((step, index, all) => !isToldBefore(step, index, all));
  const start = found[0]?.at ?? 0;
  const answers = numberAnswers(traces);
  const steps = found.map(({ entry, at, trace }, index) => ({
    key: `${trace.message.id} ${index} ${entry.step}`,
    step: entry.step,
    phase: phaseOf(entry.step),
    at,
    sinceStartMs: at - start,
    durationMs: entry.durationMs ?? null,
    message: trace.message,
    answer: answers.get(trace.message.id) ?? null,
    detail: entry.detail ?? {},
  }));
  const work = steps.filter(({ phase }) => phase !== 'status');
  return { steps, totalMs: lengthOf(steps), workMs: lengthOf(work) };
}

function lengthOf(steps: readonly StoryStep[]): number {
  return Math.max(0, ...steps.map((step) => step.sinceStartMs + (step.durationMs ?? 0)));
}

/** The sentence in a step's detail that is worth showing unfolded, if there is one. */
export function stepNote({ detail }: Pick<StoryStep, 'detail'>): string | null {
  const { failure } = detail;
  const inFailure = typeof failure === 'object' && failure !== null && 'message' in failure ? failure.message : null;
  const notes = [detail.message, inFailure, detail.reason, detail.error];
  return notes.find((note): note is string => typeof note === 'string' && note !== '') ?? null;
}
