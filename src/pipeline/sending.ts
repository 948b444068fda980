import type { AttemptId, ConnectionId } from '../domain/ids.ts';
import type { ChannelEntry, ConnectionEntry } from '../services/directory.ts';
import type { ClaimedSend, SendStep } from '../store/work.ts';
import { createAttempt, notStarted, type Started } from './attempt.ts';
import type { Circuits } from './circuit.ts';
import { decideDoubt } from './doubt.ts';
import { decideHold } from './hold.ts';
import type { Holding } from './lane-runner.ts';
import type { PipelineContext } from './parts.ts';
import { persist } from './persist.ts';
import type { SendCase } from './send-case.ts';
import { routeOf } from './send-route.ts';

export interface Sending {
  /** Works on one claimed message until its step is committed. */
  run(work: ClaimedSend, holding: Holding): Promise<void>;
}

export function createSending(context: PipelineContext, circuits: Pick<Circuits<ConnectionId>, 'of'>): Sending {
  const { clock, store, observer } = context;
  const attempt = createAttempt(context, circuits);

  async function commit(step: SendStep, holding: Holding): Promise<void> {
    await persist(() => store.commitSend(step), {
      clock,
      giveUpAt: holding.leaseUntil(),
      isStopped: context.isStopped,
    });
    observer.changed({ kind: 'message', messageId: step.messageId });
  }

  return {
    async run(work, holding) {
      const channel = context.directory.channel(work.conversation.channelId);
      if (!channel) return;
      if (work.attempt) {
        const chosen = sendingConnection(channel, work.attempt.connectionId);
        if (!chosen) return commit(notStarted(work, work.attempt, clock.now()), holding);
        return commit(await attempt({ work, channel, connection: chosen }, work.attempt, holding), holding);
      }
      const route = routeOf({ channel, senderId: work.conversation.senderId }, circuits, clock.now());
      if (!route) return;
      const sendCase: SendCase = { work, channel, connection: route.entry };
      if (work.hold !== 'in_doubt') return commit(decideHold(sendCase, context), holding);
      const decision = await decideDoubt(sendCase, context);
      if (decision.next === 'commit') return commit(decision.step, holding);
      const again = await resend(sendCase, holding, context);
      if (again) return commit(await attempt(sendCase, again, holding), holding);
    },
  };
}

/** Undefined: between claim and send it was taken away, or replaced. */
function sendingConnection({ connections }: ChannelEntry, id: ConnectionId): ConnectionEntry | undefined {
  return connections.find(({ connection }) => connection.id === id && connection.state !== 'draining');
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
