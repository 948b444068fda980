import type { SendFailure } from '../domain/failure.ts';
import type { AttemptId, ConnectionId, SenderId } from '../domain/ids.ts';
import type { SendResult } from '../domain/provider.ts';
import type { ChannelEntry, ConnectionEntry } from '../services/directory.ts';
import type { ClaimedSend, SendStep } from '../store/work.ts';
import type { Circuits } from './circuit.ts';
import { deadlineSignal } from './deadline.ts';
import { decideDoubt } from './doubt.ts';
import { fitToConnection } from './fit.ts';
import { decideHold } from './hold.ts';
import type { Holding } from './lane-runner.ts';
import { toOutbound } from './outbound.ts';
import type { PipelineContext } from './parts.ts';
import { persist } from './persist.ts';
import { mayBeRefused, refuseSend } from './refuse-send.ts';
import { PROVIDER_TIMEOUT_MS, type SendCase } from './send-case.ts';
import { createResolveMedia } from './send-media.ts';
import { candidatesOf, chooseSafeRoute, type Route } from './send-route.ts';
import { stepAfterAttempt } from './send-steps.ts';
import { stopIfTold } from './stopping.ts';

export interface Sending {
  /** Works on one claimed message until its step is committed. */
  run(work: ClaimedSend, holding: Holding): Promise<void>;
}

/** What only the active connection can send waits for its return, as all would without one that stands by. */
const WAIT_FOR_ACTIVE_MS = 60_000;

type Started = Pick<NonNullable<ClaimedSend['attempt']>, 'id' | 'startedAt'>;

export function createSending(context: PipelineContext, circuits: Pick<Circuits<ConnectionId>, 'of'>): Sending {
  const { clock, store, observer } = context;
  const resolveMedia = createResolveMedia(context);

  async function commit(step: SendStep, holding: Holding): Promise<void> {
    await persist(() => store.commitSend(step), {
      clock,
      giveUpAt: holding.leaseUntil(),
      isStopped: context.isStopped,
    });
    observer.changed({ kind: 'message', messageId: step.messageId });
  }

  /** Undefined: the channel has no active connection. */
  function routeOf(channel: ChannelEntry, senderId: SenderId): Route | undefined {
    const sender = channel.senders.find(({ id }) => id === senderId);
    const candidates = sender ? candidatesOf(channel, sender) : [];
    return candidates.length === 0 ? undefined : chooseSafeRoute(candidates, circuits, clock.now());
  }

  /** Somebody else probes the connection: at once by another one that is well, otherwise when the next probe may go. */
  function waitsUntil({ work, channel, connection }: SendCase, retryAt: number): number {
    const route = routeOf(channel, work.conversation.senderId);
    const hasOther = route?.pass === 'all' && !route.isStopped && route.entry !== connection;
    return hasOther ? clock.now() : retryAt;
  }

  async function refusalOf(sendCase: SendCase): Promise<SendFailure | null> {
    return mayBeRefused(sendCase) ? await refuseSend(sendCase, context) : null;
  }

  async function attempt(given: SendCase, started: Started, holding: Holding): Promise<void> {
    const fit = fitToConnection(given, started.id, context);
    if (fit.outcome === 'replaced') return commit(fit.step, holding);
    if (fit.outcome === 'failed' && given.connection !== given.channel.active) {
      return commit(notStarted(given.work, started, clock.now() + WAIT_FOR_ACTIVE_MS), holding);
    }
    const sendCase = fit.outcome === 'fits' ? fit.sendCase : given;
    const circuit = circuits.of(sendCase.connection.connection.id);
    const entry = circuit.enter();
    if (entry.pass === 'wait') {
      return commit(notStarted(sendCase.work, started, waitsUntil(sendCase, entry.retryAt)), holding);
    }
    const refused = fit.outcome === 'failed' ? fit.failure : await refusalOf(sendCase);
    const resolved = refused ? failedBefore(refused) : await resolveMedia(sendCase, holding.signal);
    if (!resolved.ok) {
      // It tells nothing about sending: a large file may be slow where messages are quick.
      circuit.abandoned(entry.pass);
      const report = { attempt: started, durationMs: clock.now() - started.startedAt, context };
      return commit(stepAfterAttempt(sendCase, resolved, report).step, holding);
    }
    if (holding.leaseUntil() - clock.now() <= PROVIDER_TIMEOUT_MS) {
      circuit.abandoned(entry.pass);
      return commit(notStarted(sendCase.work, started, clock.now()), holding);
    }
    const startedAt = clock.now();
    if (sendCase.work.attempt?.number === 1) observer.stage('send_wait', startedAt - sendCase.work.createdAt);
    const work = { ...sendCase.work, content: resolved.content };
    const result = await request({ ...sendCase, work }, started.id, context);
    observer.stage('send', clock.now() - startedAt);
    if (!result.ok)
      await stopIfTold(sendCase.connection, { failure: result.failure, attemptAt: started.startedAt }, context);
    const decided = stepAfterAttempt(sendCase, result, {
      attempt: started,
      durationMs: clock.now() - startedAt,
      context,
    });
    if (decided.connection === 'down') circuit.failed(entry.pass);
    else circuit.succeeded();
    await commit(decided.step, holding);
  }

  return {
    async run(work, holding) {
      const channel = context.directory.channel(work.conversation.channelId);
      if (!channel) return;
      if (work.attempt) {
        const chosen = sendingConnection(channel, work.attempt.connectionId);
        if (chosen) return attempt({ work, channel, connection: chosen }, work.attempt, holding);
        return commit(notStarted(work, work.attempt, clock.now()), holding);
      }
      const connection = routeOf(channel, work.conversation.senderId)?.entry;
      if (!connection) return;
      const sendCase: SendCase = { work, channel, connection };
      if (work.hold !== 'in_doubt') return commit(decideHold(sendCase, context), holding);
      const decision = await decideDoubt(sendCase, context);
      if (decision.next === 'commit') return commit(decision.step, holding);
      const again = await resend(sendCase, holding, context);
      if (again) await attempt(sendCase, again, holding);
    },
  };
}

/** Undefined: between claim and send it was taken away, or replaced. */
function sendingConnection({ connections }: ChannelEntry, id: ConnectionId): ConnectionEntry | undefined {
  return connections.find(({ connection }) => connection.id === id && connection.state !== 'draining');
}

function failedBefore(failure: SendFailure): { ok: false; failure: SendFailure } {
  return { ok: false, failure };
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
function notStarted(work: ClaimedSend, { id: attemptId }: Started, dueAt: number): SendStep {
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

/** Null: somebody else settled the doubt first. */
async function resend(
  { work, connection }: SendCase,
  holding: Holding,
  context: PipelineContext,
): Promise<Started | null> {
  const attemptId = context.ids.next('att') as AttemptId;
  const startedAt = context.clock.now();
  const fenced = await persist(
    () =>
      context.store.resend({
        lane: work.lane,
        messageId: work.messageId,
        attemptId,
        connectionId: connection.connection.id,
        trace: [
          { messageId: work.messageId, step: 'attempt_started', at: startedAt, attemptId, detail: { again: true } },
        ],
      }),
    { clock: context.clock, giveUpAt: holding.leaseUntil(), isStopped: context.isStopped },
  );
  if (fenced === 'lost') return null;
  context.budgets.spend(work.conversation.senderId, 1);
  return { id: attemptId, startedAt };
}
