import type { SendFailure } from '../domain/failure.ts';
import type { AttemptId, ConnectionId } from '../domain/ids.ts';
import type { SendResult } from '../domain/provider.ts';
import type { ClaimedSend, SendStep } from '../store/work.ts';
import type { Circuits } from './circuit.ts';
import { deadlineSignal } from './deadline.ts';
import { type Fit, fitToConnection } from './fit.ts';
import type { Holding } from './lane-runner.ts';
import { toOutbound } from './outbound.ts';
import type { PipelineContext } from './parts.ts';
import { createPrepareSend, type PreparedSend } from './prepare-send.ts';
import { mayBeRefused, refuseSend } from './refuse-send.ts';
import { PROVIDER_TIMEOUT_MS, type SendCase } from './send-case.ts';
import { routeOf } from './send-route.ts';
import { type Decided, stepAfterAttempt } from './send-steps.ts';
import { stopIfTold } from './stopping.ts';

/** What only the active connection can send waits for its return, as all would without one that stands by. */
const WAIT_FOR_ACTIVE_MS = 60_000;

/** An attempt that the store knows of. */
export type Started = Pick<NonNullable<ClaimedSend['attempt']>, 'id' | 'startedAt'>;

/** Tries to send one message over the connection of its case; what is to be committed. */
export type Attempt = (sendCase: SendCase, started: Started, holding: Holding) => Promise<SendStep>;

/** What is tried as it is. */
type Sendable = Exclude<Fit, { outcome: 'replaced' }>;

interface Trying {
  started: Started;
  holding: Holding;
}

/** `unknown`: the provider was not asked. */
interface Tried {
  step: SendStep;
  connection: Decided['connection'] | 'unknown';
}

export function createAttempt(context: PipelineContext, circuits: Pick<Circuits<ConnectionId>, 'of'>): Attempt {
  const { clock, observer } = context;
  const prepareSend = createPrepareSend(context);

  async function prepare(fit: Sendable, given: SendCase, holding: Holding): Promise<PreparedSend> {
    const failure = fit.outcome === 'failed' ? fit.failure : await refusalOf(fit.sendCase, context);
    if (failure) return { ok: false, failure };
    return prepareSend(fit.outcome === 'fits' ? fit.sendCase : given, holding.signal);
  }

  /** Somebody else probes the connection: at once by another one that is well, otherwise when the next probe may go. */
  function waitsUntil({ work, channel, connection }: SendCase, retryAt: number): number {
    const route = routeOf({ channel, senderId: work.conversation.senderId }, circuits, clock.now());
    const hasOther = route?.pass === 'all' && !route.isStopped && route.entry !== connection;
    return hasOther ? clock.now() : retryAt;
  }

  async function tryOnce(fit: Sendable, given: SendCase, { started, holding }: Trying): Promise<Tried> {
    const prepared = await prepare(fit, given, holding);
    if (!prepared.ok) {
      const report = { attempt: started, durationMs: clock.now() - started.startedAt, context };
      // It tells nothing about sending: a large file may be slow where messages are quick.
      return { step: stepAfterAttempt(given, prepared, report).step, connection: 'unknown' };
    }
    if (holding.leaseUntil() - clock.now() <= PROVIDER_TIMEOUT_MS) {
      return { step: notStarted(given.work, started, clock.now()), connection: 'unknown' };
    }
    const startedAt = clock.now();
    if (given.work.attempt?.number === 1) observer.stage('send_wait', startedAt - given.work.createdAt);
    const result = await request(prepared.sendCase, started.id, context);
    observer.stage('send', clock.now() - startedAt);
    if (!result.ok) {
      await stopIfTold(given.connection, { failure: result.failure, attemptAt: started.startedAt }, context);
    }
    const report = { attempt: started, durationMs: clock.now() - startedAt, context };
    return stepAfterAttempt(prepared.sendCase, result, report);
  }

  return async (given, started, holding) => {
    const fit = fitToConnection(given, started.id, context);
    if (fit.outcome === 'replaced') return fit.step;
    if (fit.outcome === 'failed' && given.connection !== given.channel.active) {
      return notStarted(given.work, started, clock.now() + WAIT_FOR_ACTIVE_MS);
    }
    const circuit = circuits.of(given.connection.connection.id);
    const entry = circuit.enter();
    if (entry.pass === 'wait') return notStarted(given.work, started, waitsUntil(given, entry.retryAt));
    let connection: Tried['connection'] = 'unknown';
    try {
      const tried = await tryOnce(fit, given, { started, holding });
      connection = tried.connection;
      return tried.step;
    } finally {
      // Also when it throws: a probe that never ends would be the last one.
      if (connection === 'unknown') circuit.abandoned(entry.pass);
      else if (connection === 'down') circuit.failed(entry.pass);
      else circuit.succeeded();
    }
  };
}

async function refusalOf(sendCase: SendCase, context: PipelineContext): Promise<SendFailure | null> {
  if (!mayBeRefused(sendCase)) return null;
  try {
    return await refuseSend(sendCase, context);
  } catch (error) {
    // Nothing was sent, and the message must not count as if it may have been.
    context.observer.error('templates', error);
    return { kind: 'provider_unavailable', message: 'its template could not be read; the log has details' };
  }
}

async function request(sendCase: SendCase, attemptId: AttemptId, context: PipelineContext): Promise<SendResult> {
  const deadline = deadlineSignal(context.clock, PROVIDER_TIMEOUT_MS);
  try {
    return await sendCase.connection.provider.send(toOutbound(sendCase, attemptId, deadline.signal));
  } catch (error) {
    context.observer.error(`provider ${sendCase.connection.definition.id}`, error);
    // An adapter must not throw. If it does we cannot know how far the request got.
    return { ok: false, failure: { kind: 'outcome_unknown', message: 'the adapter failed; the log has details' } };
  } finally {
    deadline.cancel();
  }
}

/** Back into the queue without having asked the provider; no try is burned. */
export function notStarted(work: ClaimedSend, { id: attemptId }: Started, dueAt: number): SendStep {
  return {
    outcome: 'retry',
    lane: work.lane,
    messageId: work.messageId,
    attemptId,
    failure: { kind: 'provider_unavailable', message: 'not tried: the connection is waiting' },
    dueAt,
    burn: false,
    trace: [],
  };
}
