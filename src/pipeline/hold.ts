import type { SendFailure } from '../domain/failure.ts';
import type { LaneWait, SendStep } from '../store/work.ts';
import { doubtUntil } from './doubt-wait.ts';
import { ANSWER_LIFETIME_MS } from './drafts.ts';
import type { PipelineContext } from './parts.ts';
import type { SendCase } from './send-case.ts';
import { failedStep } from './send-steps.ts';

/** Queued messages of a disabled channel wait this long. */
const DISABLED_WAIT_MS = 24 * 3_600_000;
/** As long for a stopped connection, but no longer than the message is good for. */
const STOPPED_WAIT_MS = 24 * 3_600_000;
/** Enabling a channel wakes nobody, so its lanes look again; after a release that is only a safeguard. */
export const DISABLED_LOOK_MS = 60_000;

/** What becomes of a message that the store did not start. Doubt is decided in `doubt.ts`. */
export function decideHold(sendCase: SendCase, context: PipelineContext): SendStep {
  switch (sendCase.work.hold) {
    case 'window_closed':
      return windowClosed(sendCase, context);
    case 'channel_disabled':
      return channelDisabled(sendCase, context);
    case 'connection_stopped':
      return connectionStopped(sendCase, context);
    case 'opted_out':
      return fail(
        sendCase,
        { kind: 'recipient_opted_out', message: 'the person wants no marketing messages' },
        context,
      );
    case 'left_sending':
      return leftSending(sendCase, context);
    case 'expired':
      return fail(sendCase, { kind: 'provider_unavailable', message: 'not sent before it expired' }, context);
    case 'in_doubt':
    case null:
      return hold(sendCase, 'retry', context.clock.now());
  }
}

function windowClosed(sendCase: SendCase, context: PipelineContext): SendStep {
  const { rules } = sendCase.channel.channel;
  if (rules.windowPolicy === 'template' && rules.windowTemplate !== null) {
    const { work } = sendCase;
    return {
      outcome: 'replace',
      lane: work.lane,
      messageId: work.messageId,
      attemptId: null,
      content: rules.windowTemplate,
      freeForm: false,
      trace: [{ messageId: work.messageId, step: 'held', at: context.clock.now(), detail: { replacedBy: 'template' } }],
    };
  }
  if (rules.windowPolicy === 'hold') return hold(sendCase, 'window', sendCase.work.expiresAt);
  const message = 'the customer service window is closed: only templates can be sent until the person writes';
  const code = sendCase.connection.definition.capabilities.refusalCodes?.windowClosed;
  return fail(sendCase, { kind: 'window_closed', message, ...(code !== undefined && { code }) }, context);
}

function channelDisabled(sendCase: SendCase, context: PipelineContext): SendStep {
  const giveUpAt = sendCase.work.createdAt + DISABLED_WAIT_MS;
  const now = context.clock.now();
  if (now < giveUpAt) {
    const dueAt = Math.min(giveUpAt, now + DISABLED_LOOK_MS);
    // Once the channel is enabled there must be time to send.
    return { ...hold(sendCase, 'disabled', dueAt), expiresAt: dueAt + ANSWER_LIFETIME_MS };
  }
  return fail(
    sendCase,
    { kind: 'channel_misconfigured', code: 'channel_disabled', message: 'the channel stayed disabled' },
    context,
  );
}

function connectionStopped(sendCase: SendCase, context: PipelineContext): SendStep {
  const { createdAt, expiresAt } = sendCase.work;
  const giveUpAt = Math.min(expiresAt, createdAt + STOPPED_WAIT_MS);
  const now = context.clock.now();
  const stop = sendCase.connection.connection.stopped;
  if (now < giveUpAt)
    return hold(sendCase, 'stopped', Math.min(giveUpAt, now + DISABLED_LOOK_MS, stop?.until ?? giveUpAt));
  const { message = 'the connection stayed stopped', code } = stop ?? {};
  return fail(sendCase, { kind: 'channel_misconfigured', message, ...(code !== undefined && { code }) }, context);
}

/**
 * The process died or froze between attempt and receipt. Its echo may have gone to that process, and is told again some time later: the
 * doubt is counted from now on, when another one took over.
 */
function leftSending(sendCase: SendCase, context: PipelineContext): SendStep {
  const { work } = sendCase;
  const now = context.clock.now();
  const attempted = work.lastAttempt ? context.directory.connection(work.lastAttempt.connectionId) : undefined;
  const attemptId = work.lastAttempt?.id ?? null;
  const failure: SendFailure = { kind: 'outcome_unknown', message: 'the gateway stopped before the provider answered' };
  return {
    outcome: 'in_doubt',
    lane: work.lane,
    messageId: work.messageId,
    attemptId,
    failure,
    until: doubtUntil(sendCase, attempted, now),
    trace: [
      {
        messageId: work.messageId,
        step: 'attempt_in_doubt',
        at: now,
        detail: { failure },
        ...(attemptId !== null && { attemptId }),
      },
    ],
  };
}

export function hold({ work }: SendCase, waitsFor: LaneWait, dueAt: number): Extract<SendStep, { outcome: 'hold' }> {
  return { outcome: 'hold', lane: work.lane, messageId: work.messageId, attemptId: null, waitsFor, dueAt, trace: [] };
}

function fail(sendCase: SendCase, failure: SendFailure, context: PipelineContext): SendStep {
  context.observer.sendFailed(failure.kind);
  return failedStep(sendCase, failure, { failRest: false, attemptId: null, context });
}
