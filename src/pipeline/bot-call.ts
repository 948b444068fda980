import type { BotId } from '../domain/ids.ts';
import type { BotEntry } from '../services/directory.ts';
import type { ClaimedTurn, TurnStep } from '../store/work.ts';
import { type Circuit, createCircuits, type Pass } from './circuit.ts';
import { deadlineSignal } from './deadline.ts';
import type { Holding } from './lane-runner.ts';
import type { PipelineContext } from './parts.ts';
import { announceReceipt } from './presence.ts';
import { buildTurn, type TurnSessionPlan } from './turn-request.ts';
import { type ClaimedCase, type Delivered, stepAfterCall, waitStep } from './turn-steps.ts';

export interface BotCalls {
  /** Null: the lease was lost meanwhile, so there is nothing to say. */
  run(turn: ClaimedCase & { plan: TurnSessionPlan }, bot: BotEntry, holding: Holding): Promise<TurnStep | null>;
  /** Turns in the hands of each bot, for the slots of the next claim. */
  running(): ReadonlyMap<BotId, number>;
}

/** Calls bots, each behind its own circuit. */
export function createBotCalls(context: PipelineContext): BotCalls {
  const { clock, observer } = context;
  const circuits = createCircuits<BotId>(() => clock.now());
  const counts = new Map<BotId, number>();
  observer.watchCircuits?.('bot', circuits.openCount);

  function count(bot: BotId, change: 1 | -1): void {
    const turns = (counts.get(bot) ?? 0) + change;
    if (turns > 0) counts.set(bot, turns);
    else counts.delete(bot);
  }

  return {
    running: () => counts,
    async run(turn, bot, holding) {
      const circuit = circuits.of(bot.bot.id);
      const entry = circuit.enter();
      if (entry.pass === 'wait') return waitStep(turn, entry.retryAt, context);
      if (turn.claimed.tries === 0) announceReceipt(turn.claimed, turn.channel, context);
      const startedAt = clock.now();
      count(bot.bot.id, 1);
      const result = await deliver(turn, { bot, holding, context }).finally(() => count(bot.bot.id, -1));
      const durationMs = clock.now() - startedAt;
      observer.stage('bot', durationMs);
      if (holding.signal.aborted) {
        circuit.abandoned(entry.pass);
        return null;
      }
      tell(circuit, result, entry.pass);
      return stepAfterCall(turn, result, {
        call: { startedAt, durationMs, wasProbe: entry.pass === 'probe' },
        context,
      });
    },
  };
}

async function deliver(
  { claimed, channel, plan }: { claimed: ClaimedTurn; channel: ClaimedCase['channel']; plan: TurnSessionPlan },
  { bot, holding, context }: { bot: BotEntry; holding: Holding; context: PipelineContext },
): Promise<Delivered> {
  const { botTimeoutMs, replyWithinMs } = channel.channel.rules;
  const deadline = deadlineSignal(context.clock, botTimeoutMs, holding.signal);
  try {
    const turn = buildTurn({ claimed, plan, channel, expiresAt: context.clock.now() + replyWithinMs }, context);
    return await bot.connector.deliver(turn, deadline.signal);
  } catch (error) {
    context.observer.error(`connector ${bot.definition.id}`, error);
    return { outcome: 'failed', message: 'the connector failed; the log has details', retryable: true };
  } finally {
    deadline.cancel();
  }
}

function tell(circuit: Circuit, result: Delivered, pass: Pass): void {
  // A refusal or nonsense proves that somebody is there; only silence and trouble open the circuit.
  if (result.outcome === 'failed' && result.retryable) circuit.failed(pass);
  else circuit.succeeded();
}
