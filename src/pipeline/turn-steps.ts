/** Every way in which a try of a turn can end, as the step that the store commits. */
import type { TurnDetail, TurnResult } from '../domain/connector.ts';
import type { ClaimedTurn, TurnStep } from '../store/work.ts';
import type { PipelineContext } from './parts.ts';
import { draftAnswer, giveUpStep, sessionAfter, type TurnCase, traceItems } from './turn-outcome.ts';

const RETRY_DELAYS_MS = [1_000, 4_000, 16_000] as const;
/** While the bot's circuit is open nothing is tried in vain; but a person is told after this long. */
const GIVE_UP_AFTER_MS = 5 * 60_000;

export type Delivered = TurnResult & { detail?: TurnDetail };

/** A claimed turn, its channel, and the session it runs in. */
export type ClaimedCase = TurnCase & { claimed: ClaimedTurn };

/** One call of the bot. A probe tests whether a broken bot is back, and burns no try. */
export interface BotCall {
  startedAt: number;
  durationMs: number;
  wasProbe: boolean;
}

export function stepAfterCall(
  turn: ClaimedCase,
  result: Delivered,
  called: { call: BotCall; context: PipelineContext },
): TurnStep {
  switch (result.outcome) {
    case 'answered':
      return answeredStep(turn, result, called);
    case 'deferred':
      return deferredStep(turn, result, called);
    case 'failed':
      return failedStep(turn, result, called);
  }
}

type Called = { call: BotCall; context: PipelineContext };

function answeredStep(
  turn: ClaimedCase,
  answer: Extract<Delivered, { outcome: 'answered' }>,
  { call, context }: Called,
): TurnStep {
  const drafted = draftAnswer(answer.parts, turn, context);
  return {
    ...ofTurn(turn),
    outcome: 'done',
    itemStatus: 'answered',
    drafts: drafted.drafts,
    session: sessionAfter(turn.session, answer, drafted),
    ...(answer.handover !== undefined && { answeredBy: 'human' as const }),
    ...(drafted.deadLetters.length > 0 && { deadLetters: drafted.deadLetters }),
    trace: traceItems(
      turn.claimed,
      'bot_answered',
      callTrace(call, answer.detail, { messages: drafted.drafts.length }),
    ),
  };
}

function deferredStep(
  turn: ClaimedCase,
  result: Extract<Delivered, { outcome: 'deferred' }>,
  { call, context }: Called,
): TurnStep {
  const until = context.clock.now() + turn.channel.channel.rules.replyWithinMs;
  return {
    ...ofTurn(turn),
    outcome: 'deferred',
    until,
    session: result.state === undefined ? turn.session : { ...turn.session, state: result.state },
    trace: traceItems(turn.claimed, 'bot_called', callTrace(call, result.detail, { deferredUntil: until })),
  };
}

function failedStep(
  turn: ClaimedCase,
  failure: Extract<Delivered, { outcome: 'failed' }>,
  { call, context }: Called,
): TurnStep {
  const trace = traceItems(turn.claimed, 'bot_failed', callTrace(call, failure.detail, { message: failure.message }));
  const delayMs = RETRY_DELAYS_MS[turn.claimed.tries];
  const isSpent = delayMs === undefined && !call.wasProbe;
  if (!failure.retryable || isSpent || isOverdue(turn, context)) {
    const step = giveUpStep(turn, failure.message, context);
    return { ...step, trace: [...trace, ...step.trace] };
  }
  const dueAt = context.clock.now() + Math.max(delayMs ?? 0, failure.retryAfterMs ?? 0);
  return { ...ofTurn(turn), outcome: 'retry', dueAt, burn: !call.wasProbe, trace };
}

/** The bot's circuit is open: no try is burned, but a person does not wait for ever. */
export function waitStep(turn: ClaimedCase, retryAt: number, context: PipelineContext): TurnStep {
  if (isOverdue(turn, context)) return giveUpStep(turn, 'the bot has been unavailable for too long', context);
  return { ...ofTurn(turn), outcome: 'retry', dueAt: retryAt, burn: false, trace: [] };
}

/** The items are stored and shown, and nobody answers them. */
export function ignoreStep(claimed: ClaimedTurn, reason: string, context: PipelineContext): TurnStep {
  return {
    lane: claimed.lane,
    turnId: claimed.turnId,
    outcome: 'done',
    itemStatus: 'ignored',
    drafts: [],
    session: null,
    trace: traceItems(claimed, 'ignored', { at: context.clock.now(), detail: { reason } }),
  };
}

function ofTurn({ claimed }: ClaimedCase) {
  return { lane: claimed.lane, turnId: claimed.turnId };
}

function isOverdue({ claimed }: ClaimedCase, context: PipelineContext): boolean {
  return context.clock.now() - claimed.frozenAt > GIVE_UP_AFTER_MS;
}

function callTrace(call: BotCall, detail: TurnDetail | undefined, more: Record<string, unknown>) {
  return { at: call.startedAt, durationMs: call.durationMs, detail: { ...more, ...detail } };
}
