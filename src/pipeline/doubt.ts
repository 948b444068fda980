import type { SendFailure } from '../domain/failure.ts';
import type { SendStep } from '../store/work.ts';
import { deadlineSignal } from './deadline.ts';
import { hold } from './hold.ts';
import { toOutbound } from './outbound.ts';
import type { PipelineContext } from './parts.ts';
import { PROVIDER_TIMEOUT_MS, type SendCase } from './send-case.ts';
import { failedStep } from './send-steps.ts';

/** `resend`: begin one more attempt. */
export type DoubtDecision = { next: 'commit'; step: SendStep } | { next: 'resend' };

/** A message whose outcome is unknown: wait for its echo, ask, send it once more, or give it up. */
export async function decideDoubt(sendCase: SendCase, context: PipelineContext): Promise<DoubtDecision> {
  const { work, channel, connection } = sendCase;
  const { doubt } = connection.definition.capabilities;
  if (work.doubts >= 2) return { next: 'commit', step: giveUp(sendCase, 'its outcome was unknown twice', context) };
  if (doubt === 'idempotent') return { next: 'resend' };
  const until = waitsUntil(sendCase, context);
  if (context.clock.now() < until) return { next: 'commit', step: hold(sendCase, 'echo', until) };
  if (doubt === 'lookup') {
    const settled = await lookUp(sendCase, context);
    if (settled) return { next: 'commit', step: settled };
  }
  if (channel.channel.rules.doubtPolicy === 'park') {
    return {
      next: 'commit',
      step: giveUp(sendCase, 'its outcome is unknown and the channel parks such messages', context),
    };
  }
  return { next: 'resend' };
}

/** Our intake must have been able to hear the echo for the whole time. */
function waitsUntil({ work, channel }: SendCase, context: PipelineContext): number {
  const { doubtWaitMs } = channel.channel.rules;
  const startedAt = work.lastAttempt?.startedAt ?? 0;
  const heardSince = Math.max(startedAt, context.readySince());
  return Math.max(work.doubtUntil ?? 0, heardSince + doubtWaitMs);
}

async function lookUp(sendCase: SendCase, context: PipelineContext): Promise<SendStep | null> {
  const { work, channel, connection } = sendCase;
  if (!connection.provider.reconcile || !work.lastAttempt) return null;
  const deadline = deadlineSignal(context.clock, PROVIDER_TIMEOUT_MS);
  try {
    const found = await connection.provider.reconcile.lookup(
      toOutbound(sendCase, work.lastAttempt.id, deadline.signal),
    );
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
