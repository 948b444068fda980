/** What follows from an attempt, as the step that the store commits. */
import type { SendFailure } from '../domain/failure.ts';
import type { Receipt, SendResult } from '../domain/provider.ts';
import type { TraceEntry, TraceStep } from '../domain/trace.ts';
import type { NewDeadLetter, Sighting } from '../store/ingest-items.ts';
import type { ClaimedSend, SendStep } from '../store/work.ts';
import { doubtUntil } from './doubt-wait.ts';
import { FAILURE_TABLE, retryDelayMs } from './failure-table.ts';
import type { PipelineContext } from './parts.ts';
import type { SendCase } from './send-case.ts';
import { TAKEOVER_AFTER_MS } from './send-route.ts';

export interface AttemptReport {
  attempt: Pick<NonNullable<ClaimedSend['attempt']>, 'id' | 'startedAt'>;
  durationMs: number;
  context: PipelineContext;
}

export interface Decided {
  step: SendStep;
  /** What the attempt told about the connection. */
  connection: 'up' | 'down';
}

export function stepAfterAttempt(sendCase: SendCase, result: SendResult, report: AttemptReport): Decided {
  if (result.ok) return { step: acceptedStep(sendCase, result.receipt, report), connection: 'up' };
  const { failure } = result;
  report.context.observer.sendFailed(failure.kind);
  const rule = FAILURE_TABLE[failure.kind];
  if (failure.stops !== undefined)
    return {
      step: backInLine(sendCase, failure, { ...report, detail: { ...result.detail, failure } }),
      connection: 'up',
    };
  const base = { ...ofAttempt(sendCase, report), failure };
  const detail = { ...result.detail, failure };
  switch (rule.next) {
    case 'fail':
      return {
        connection: rule.connection,
        step: failedStep(sendCase, failure, {
          ...report,
          failRest: rule.failRest && !concernsMarketingOnly(sendCase, failure),
          attemptId: report.attempt.id,
          detail,
        }),
      };
    case 'retry':
      return { connection: rule.connection, step: { ...base, ...retry(sendCase, failure, { ...report, detail }) } };
    case 'doubt':
      return {
        connection: rule.connection,
        step: {
          ...base,
          outcome: 'in_doubt',
          // Counted from the end of the attempt: a request that timed out may have been taken at its last moment.
          until: doubtUntil(sendCase, sendCase.connection, report.context.clock.now()),
          trace: [entry('attempt_in_doubt', sendCase, { ...report, detail })],
        },
      };
  }
}

function acceptedStep(sendCase: SendCase, receipt: Receipt, report: AttemptReport): SendStep {
  return {
    ...ofAttempt(sendCase, report),
    outcome: 'accepted',
    providerMessageId: receipt.providerMessageId,
    ...personOf(sendCase.work, receipt),
    delayMs: sendCase.channel.channel.rules.messageDelayMs,
    trace: [entry('attempt_accepted', sendCase, { ...report, detail: receipt.detail ?? {} })],
  };
}

/** What the provider tells of the recipient, if it is anything new. */
function personOf({ conversation }: ClaimedSend, { identifiers = [] }: Receipt): { person?: Sighting } {
  const isNew = identifiers.some(
    ({ kind, value, matchKey }) =>
      !conversation.identifiers.some(
        (held) => held.kind === kind && held.matchKey === matchKey && held.value === value,
      ),
  );
  return isNew ? { person: { identifiers } } : {};
}

type Detailed = AttemptReport & { detail: Record<string, unknown> };

function retry(sendCase: SendCase, failure: SendFailure, report: Detailed) {
  const { context } = report;
  const dueAt =
    context.clock.now() + Math.min(retryDelayMs(failure, sendCase.work.tries), longestWait(sendCase, failure));
  if (failure.kind === 'throttled' && failure.scope !== 'recipient') {
    context.budgets.suspend(sendCase.work.conversation.senderId, dueAt);
  }
  return { outcome: 'retry' as const, dueAt, burn: true, trace: [entry('attempt_failed', sendCase, report)] };
}

/** Where another connection stands by, a message must be there when that one takes over. */
function longestWait({ channel }: SendCase, { kind }: SendFailure): number {
  const isReplaceable =
    kind === 'provider_unavailable' && channel.connections.some(({ connection }) => connection.state === 'standby');
  return isReplaceable ? TAKEOVER_AFTER_MS : Number.POSITIVE_INFINITY;
}

/** Long enough for this node to hear that the connection is stopped; then the message waits for its release. */
const HEAR_OF_STOP_MS = 1_000;

/** The connection is the trouble, not the message: certainly not sent, no try burned. */
function backInLine(sendCase: SendCase, failure: SendFailure, report: Detailed): SendStep {
  const dueAt = report.context.clock.now() + HEAR_OF_STOP_MS;
  const trace = [entry('attempt_failed', sendCase, report)];
  return { ...ofAttempt(sendCase, report), outcome: 'retry', failure, dueAt, burn: false, trace };
}

/** Who wants no marketing still gets answers. */
function concernsMarketingOnly({ work }: SendCase, { kind }: SendFailure): boolean {
  return kind === 'recipient_opted_out' && work.marketing === true;
}

export interface FailOptions {
  failRest: boolean;
  attemptId: SendStep['attemptId'];
  detail?: Record<string, unknown>;
  reason?: NewDeadLetter['reason'];
  context: PipelineContext;
}

/** Final. An answer of the bot that cannot be sent is a dead letter too: somebody waits for it. */
export function failedStep(sendCase: SendCase, failure: SendFailure, options: FailOptions): SendStep {
  const { work, channel } = sendCase;
  const { context } = options;
  const now = context.clock.now();
  const reason = options.reason ?? 'send_failed';
  const isDeadLetter = work.author === 'bot' || reason === 'in_doubt';
  return {
    outcome: 'failed',
    lane: work.lane,
    messageId: work.messageId,
    attemptId: options.attemptId,
    failure,
    failRest: options.failRest,
    delayMs: channel.channel.rules.messageDelayMs,
    ...(isDeadLetter && {
      deadLetter: {
        id: context.ids.next('dl'),
        channelId: channel.channel.id,
        connectionId: sendCase.connection.connection.id,
        reason,
        message: failure.message,
        messageId: work.messageId,
        raw: null,
        at: now,
      },
    }),
    trace: [
      {
        messageId: work.messageId,
        step: 'attempt_failed',
        at: now,
        ...(options.attemptId !== null && { attemptId: options.attemptId }),
        detail: options.detail ?? { failure },
      },
    ],
  };
}

function ofAttempt({ work }: SendCase, { attempt }: AttemptReport) {
  return { lane: work.lane, messageId: work.messageId, attemptId: attempt.id };
}

function entry(step: TraceStep, { work }: SendCase, { attempt, durationMs, detail }: Detailed): TraceEntry {
  return { messageId: work.messageId, step, at: attempt.startedAt, durationMs, attemptId: attempt.id, detail };
}
