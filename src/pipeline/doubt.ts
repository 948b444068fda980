import { isStopped } from '../domain/channel.ts';
import type { SendFailure } from '../domain/failure.ts';
import type { ConnectionEntry } from '../services/directory.ts';
import type { SendStep } from '../store/work.ts';
import { deadlineSignal } from './deadline.ts';
import { DISABLED_LOOK_MS, hold } from './hold.ts';
import { toOutbound } from './outbound.ts';
import type { PipelineContext } from './parts.ts';
import { PROVIDER_TIMEOUT_MS, type SendCase } from './send-case.ts';
import { failedStep } from './send-steps.ts';

/** `resend`: begin one more attempt. */
export type DoubtDecision = { next: 'commit'; step: SendStep } | { next: 'resend' };

/** A message whose outcome is unknown: wait for its echo, ask, send it once more, or give it up. */
export async function decideDoubt(sendCase: SendCase, context: PipelineContext): Promise<DoubtDecision> {
  const { work, connection } = sendCase;
  const now = context.clock.now();
  const asked = askedConnection(sendCase, context);
  const { doubt } = asked.definition.capabilities;
  if (work.doubts >= 2) return commit(giveUp(sendCase, 'its outcome was unknown twice', context));
  const until = waitsUntil(sendCase, context);
  const isSafe = doubt === 'idempotent' && asked.connection.id === connection.connection.id;
  if (!isSafe && now < until) return commit(hold(sendCase, 'echo', until));
  const settled = doubt === 'lookup' ? await lookUp(sendCase, asked, context) : null;
  return settled ? commit(settled) : sendAgain(sendCase, context);
}

/** Nothing told what became of it. */
function sendAgain(sendCase: SendCase, context: PipelineContext): DoubtDecision {
  const { enabled, rules } = sendCase.channel.channel;
  const now = context.clock.now();
  if (rules.doubtPolicy === 'park') {
    return commit(giveUp(sendCase, 'its outcome is unknown and the channel parks such messages', context));
  }
  if (now >= sendCase.work.expiresAt) {
    return commit(giveUp(sendCase, 'its outcome is unknown and it expired before it could be sent again', context));
  }
  if (!enabled) return commit(hold(sendCase, 'disabled', now + DISABLED_LOOK_MS));
  if (isStopped(sendCase.connection.connection, now)) return commit(hold(sendCase, 'stopped', now + DISABLED_LOOK_MS));
  return { next: 'resend' };
}

function commit(step: SendStep): DoubtDecision {
  return { next: 'commit', step };
}

/** Where the attempt was made; the channel may have moved to another provider since. */
function askedConnection({ work, connection }: SendCase, { directory }: PipelineContext): ConnectionEntry {
  return (work.lastAttempt && directory.connection(work.lastAttempt.connectionId)) ?? connection;
}

/** Our intake must have been able to hear the echo for the whole time. */
function waitsUntil({ work, channel }: SendCase, context: PipelineContext): number {
  const { doubtWaitMs } = channel.channel.rules;
  const startedAt = work.lastAttempt?.startedAt ?? 0;
  const heardSince = Math.max(startedAt, context.readySince());
  return Math.max(work.doubtUntil ?? 0, heardSince + doubtWaitMs);
}

/** Null: the provider cannot tell. */
async function lookUp(
  sendCase: SendCase,
  connection: ConnectionEntry,
  context: PipelineContext,
): Promise<SendStep | null> {
  const { work, channel } = sendCase;
  if (!connection.provider.reconcile || !work.lastAttempt) return null;
  const deadline = deadlineSignal(context.clock, PROVIDER_TIMEOUT_MS);
  try {
    const { id, startedAt } = work.lastAttempt;
    const asked = toOutbound({ ...sendCase, connection }, id, deadline.signal);
    const found = await connection.provider.reconcile.lookup({ ...asked, startedAt });
    if (found.outcome !== 'sent') return null;
    return {
      outcome: 'accepted',
      lane: work.lane,
      messageId: work.messageId,
      attemptId: work.lastAttempt.id,
      providerMessageId: found.receipt.providerMessageId,
      delayMs: channel.channel.rules.messageDelayMs,
      trace: [{ messageId: work.messageId, step: 'doubt_settled', at: context.clock.now(), detail: { by: 'lookup' } }],
    };
  } catch (error) {
    // An adapter must not throw. If it does, the conversation must not wait for ever.
    context.observer.error(`provider ${connection.definition.id}`, error);
    return null;
  } finally {
    deadline.cancel();
  }
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
