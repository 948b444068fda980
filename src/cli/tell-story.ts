import type { Schemas } from './client.ts';
import { shorten } from './output.ts';

type Trace = Schemas['MessageTrace'];
type Message = Schemas['Message'];

interface Step {
  message: Message;
  step: string;
  /** Where it stands in the story, epoch ms. */
  at: number;
  line: string;
  turnId?: string;
}

/** Order of steps of the same moment: as they follow one another in a message's life. */
const ORDER = [
  ...['webhook_received', 'replayed', 'turn_started', 'ignored', 'bot_called', 'bot_answered', 'bot_failed'],
  ...['fallback_sent', 'queued', 'held', 'attempt_started'],
];

/** These stand in the story of every message of their turn. */
const TURN_STEPS: readonly string[] = [
  'turn_started',
  'ignored',
  'bot_called',
  'bot_answered',
  'bot_failed',
  'fallback_sent',
];

/** What a message says, in one line. */
export function preview({ content }: Message): string {
  const { type, text, title, name, caption, emoji, body } = content as Record<string, unknown>;
  if (type === 'text') return String(text);
  const inBody = typeof body === 'object' && body !== null && 'text' in body ? body.text : undefined;
  const said = [text, title, name, caption, emoji, inBody].find((value) => typeof value === 'string') ?? '';
  return `[${type}] ${said}`.trimEnd();
}

/** The story of a message and of those of its turn, a line a step; why something failed stands beside it. */
export function tellStory(trace: Trace, related: readonly Trace[] = []): string {
  const { message, attempts } = trace;
  const steps = [trace, ...related].flatMap(stepsOf).sort(inOrder).filter(isToldFirst);
  return [
    `${message.id}  ${message.direction}  ${message.status}${because(message.failure)}`,
    shorten(preview(message)),
    '',
    ...steps.map(
      (step) =>
        `  ${step.line}${step.message.id === message.id ? '' : `   ${arrow(step.message)} ${shorten(preview(step.message), 30)}`}`,
    ),
    ...attempts.map(describeAttempt(attempts)),
  ].join('\n');
}

/** By which connection stands there only where it was not always the same one. */
function describeAttempt(all: Trace['attempts']): (attempt: Trace['attempts'][number]) => string {
  const isOne = new Set(all.map(({ connectionId }) => connectionId)).size <= 1;
  return ({ number, outcome, failure, connectionId }) =>
    `  attempt ${number}${isOne ? '' : ` by ${connectionId}`}: ${outcome}${because(failure)}`;
}

/** Providers tell the time of a status in whole seconds: it stands behind the sends that it is about. */
function stepsOf({ message, entries, statuses }: Trace): Step[] {
  const sent = Math.max(0, ...entries.map(({ at, durationMs = 0 }) => Date.parse(at) + durationMs));
  return [
    ...entries.map((entry) => ({
      message,
      step: entry.step,
      at: Date.parse(entry.at),
      line: `${entry.at.slice(11, 23)}  ${describe(entry)}`,
      ...(entry.turnId !== undefined && { turnId: entry.turnId }),
    })),
    ...statuses.map(({ at, status }) => ({
      message,
      step: 'status',
      at: Math.max(Date.parse(at), sent),
      line: `${at.slice(11, 19).padEnd(12)}  status ${status}`,
    })),
  ];
}

function inOrder(left: Step, right: Step): number {
  return left.at - right.at || rank(left) - rank(right);
}

function rank({ step }: Step): number {
  const place = ORDER.indexOf(step);
  return place < 0 ? ORDER.length : place;
}

function isToldFirst({ step, turnId, at }: Step, index: number, all: readonly Step[]): boolean {
  if (turnId === undefined || !TURN_STEPS.includes(step)) return true;
  return all.findIndex((other) => other.step === step && other.turnId === turnId && other.at === at) === index;
}

function arrow({ direction }: Message): string {
  return direction === 'inbound' ? '→' : '←';
}

function describe({ step, durationMs, detail }: Trace['entries'][number]): string {
  const duration = typeof durationMs === 'number' ? ` (${durationMs} ms)` : '';
  return `${step}${duration}${typeof detail?.message === 'string' ? `: ${detail.message}` : ''}`;
}

/** ` (kind: message)`, or nothing. */
export function because(failure: { kind: string; message: string } | null | undefined): string {
  return failure ? ` (${failure.kind}: ${failure.message})` : '';
}
