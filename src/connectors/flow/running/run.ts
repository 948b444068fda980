import type { ConnectorHost, Turn, TurnMessage, TurnPart } from '../../../domain/connector.ts';
import type { Flow } from '../flow.ts';
import type { Secrets } from '../secrets.ts';
import { ExpressionFailed } from '../templates/expression.ts';
import type { Scope } from '../templates/scope.ts';
import { TextFailed } from '../templates/text.ts';
import type { Question } from './question.ts';

/** A flow with what it needs to run. */
export interface FlowBot {
  flow: Flow;
  secrets: Secrets;
  host: ConnectorHost;
}

/** A call as the trace tells of it. */
export interface CallNote {
  at: string;
  method: string;
  /** Without query and secrets. */
  url: string;
  status?: number;
  error?: string;
  durationMs: number;
}

/** One turn on its way through the flow. */
export interface Run {
  readonly bot: FlowBot;
  readonly turn: Turn;
  readonly signal: AbortSignal;
  readonly parts: TurnPart[];
  /** Paths of the triggers and steps taken, for the trace. */
  readonly path: string[];
  readonly calls: CallNote[];
  variables: Record<string, unknown>;
  /** The message being answered. */
  message: TurnMessage;
  /** The next message is the first of a session. */
  isFirst: boolean;
  question: Question | null;
  hasEnded: boolean;
  handover: Record<string, unknown> | null;
}

/** The turn cannot be answered; the message is for the operator, without secrets. */
export class FlowTrouble extends Error {
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    { retryable = false, retryAfterMs }: { retryable?: boolean; retryAfterMs?: number } = {},
  ) {
    super(message);
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What texts and expressions can name at this moment. */
export function scopeOf({ turn, variables, message, bot }: Run): Scope {
  const { contact, channel, sender } = turn;
  return { ...variables, contact, channel, sender, message, now: new Date(bot.host.now()).toISOString() };
}

/** Runs what may fail with the values of this turn; the trouble names the place. */
export async function atPlace<Value>(at: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TextFailed || error instanceof ExpressionFailed)) throw error;
    throw new FlowTrouble(`At ${at}: ${error.message}`);
  }
}
