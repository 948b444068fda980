import { isStopped } from '../domain/channel.ts';
import type { SendFailure } from '../domain/failure.ts';
import type { Receipt, ReconcileFacet } from '../domain/provider.ts';
import type { ConnectionEntry } from '../services/directory.ts';
import type { SendStep } from '../store/work.ts';
import { deadlineSignal } from './deadline.ts';
import { doubtUntilElsewhere, repeatsSafely } from './doubt-wait.ts';
import { DISABLED_LOOK_MS, hold } from './hold.ts';
import { toOutbound } from './outbound.ts';
import type { PipelineContext } from './parts.ts';
import { PROVIDER_TIMEOUT_MS, type SendCase } from './send-case.ts';
import { failedStep } from './send-steps.ts';
import { templateToSend } from './template-to-send.ts';

/** `resend`: begin one more attempt. */
export type DoubtDecision = { next: 'commit'; step: SendStep } | { next: 'resend' };

type Found = Awaited<ReturnType<ReconcileFacet['lookup']>>;

const UNKNOWN: Found = { outcome: 'unknown' };

/**
 * A message whose outcome is unknown: wait for its echo, ask, send it once more, or give it up. It is asked where the attempt was made;
 * `sendCase.connection` is where the next one would be.
 */
export async function decideDoubt(sendCase: SendCase, context: PipelineContext): Promise<DoubtDecision> {
  const asked = askedConnection(sendCase, context);
  const isSafe = repeatsSafely(asked) && asked?.connection.id === sendCase.connection.connection.id;
  // The provider takes it once, however often it comes: an outage of minutes loses nothing.
  if (isSafe) return sendAgain(sendCase, 'safe', context);
  // All doubts are one where repetitions are one message. Before one that stands in, another connection may have had a doubt of its own.
  const isSecond = sendCase.work.doubts >= 2 && (!repeatsSafely(asked) || asked?.connection.state === 'standby');
  const unknownTwice = () => commit(giveUp(sendCase, 'its outcome was unknown twice', context));
  if (isSecond && !asked?.provider.reconcile) return unknownTwice();
  const until = waitsUntil(sendCase, asked, context);
  if (context.clock.now() < until) return commit(hold(sendCase, 'echo', until));
  const found = asked ? await lookUp(sendCase, asked, context) : UNKNOWN;
  if (isSecond && found.outcome === 'unknown') return unknownTwice();
  if (found.outcome === 'sent') return commit(settledStep(sendCase, found.receipt, context));
  return sendAgain(sendCase, found.outcome, context);
}

/** `unknown`: nothing told what became of it. `safe`: the same, but a repetition cannot double it. */
function sendAgain(
  sendCase: SendCase,
  outcome: 'not_sent' | 'unknown' | 'safe',
  context: PipelineContext,
): DoubtDecision {
  const { enabled, rules } = sendCase.channel.channel;
  const now = context.clock.now();
  if (outcome === 'unknown' && rules.doubtPolicy === 'park') {
    return commit(giveUp(sendCase, 'its outcome is unknown and the channel parks such messages', context));
  }
  if (now >= sendCase.work.expiresAt) {
    const what = outcome === 'not_sent' ? 'it was not sent' : 'its outcome is unknown';
    return commit(giveUp(sendCase, `${what}, and it expired before it could be sent again`, context));
  }
  if (!enabled) return commit(hold(sendCase, 'disabled', now + DISABLED_LOOK_MS));
  if (isStopped(sendCase.connection.connection, now)) return commit(hold(sendCase, 'stopped', now + DISABLED_LOOK_MS));
  return { next: 'resend' };
}

function commit(step: SendStep): DoubtDecision {
  return { next: 'commit', step };
}

/** The channel may have moved, or another connection taken over. Undefined: it is gone, and no other can tell. */
function askedConnection({ work }: SendCase, { directory }: PipelineContext): ConnectionEntry | undefined {
  return work.lastAttempt ? directory.connection(work.lastAttempt.connectionId) : undefined;
}

/**
 * Our intake must have been able to hear the echo for the whole time. Where it never is, under an overload that lasts, the message is given
 * up when it expires, so that it holds its conversation no longer.
 */
function waitsUntil(sendCase: SendCase, asked: ConnectionEntry | undefined, context: PipelineContext): number {
  const { work, channel } = sendCase;
  const { doubtWaitMs } = channel.channel.rules;
  const startedAt = work.lastAttempt?.startedAt ?? 0;
  const heardSince = Math.max(startedAt, context.readySince());
  const inVainFrom = Math.max(startedAt + doubtWaitMs, work.expiresAt);
  return Math.max(doubtUntilElsewhere(sendCase, asked), Math.min(heardSince + doubtWaitMs, inVainFrom));
}

/** Also where an echo was awaited, as far as the provider can be asked: it may have been lost. */
async function lookUp(sendCase: SendCase, connection: ConnectionEntry, context: PipelineContext): Promise<Found> {
  const { lastAttempt } = sendCase.work;
  if (!connection.provider.reconcile || !lastAttempt) return UNKNOWN;
  const deadline = deadlineSignal(context.clock, PROVIDER_TIMEOUT_MS);
  try {
    const sent = { ...sendCase, connection };
    const template = await templateToSend(sent, context);
    const message = toOutbound({ ...sent, ...(template && { template }) }, lastAttempt.id, deadline.signal);
    return await connection.provider.reconcile.lookup({ ...message, startedAt: lastAttempt.startedAt });
  } catch (error) {
    // An adapter must not throw. If it does, the conversation must not wait for ever.
    context.observer.error(`provider ${connection.definition.id}`, error);
    return UNKNOWN;
  } finally {
    deadline.cancel();
  }
}

function settledStep({ work, channel }: SendCase, receipt: Receipt, { clock }: PipelineContext): SendStep {
  return {
    outcome: 'accepted',
    lane: work.lane,
    messageId: work.messageId,
    attemptId: work.lastAttempt?.id ?? null,
    providerMessageId: receipt.providerMessageId,
    ...(receipt.identifiers && receipt.identifiers.length > 0 && { person: { identifiers: receipt.identifiers } }),
    delayMs: channel.channel.rules.messageDelayMs,
    trace: [{ messageId: work.messageId, step: 'doubt_settled', at: clock.now(), detail: { by: 'lookup' } }],
  };
}

function giveUp(sendCase: SendCase, message: string, context: PipelineContext): SendStep {
  const failure: SendFailure = { kind: 'outcome_unknown', message };
  return failedStep(sendCase, failure, {
    failRest: false,
    attemptId: sendCase.work.lastAttempt?.id ?? null,
    reason: 'in_doubt',
    context,
  });
}
