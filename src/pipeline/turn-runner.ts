import type { ClaimedTurn, TurnStep } from '../store/work.ts';
import { type BotCalls, createBotCalls } from './bot-call.ts';
import { createLaneRunner, type Holding, type LaneRunner, LEASE_MS } from './lane-runner.ts';
import type { PipelineContext } from './parts.ts';
import { persist } from './persist.ts';
import { giveUpStep } from './turn-outcome.ts';
import { planSession } from './turn-request.ts';
import { ignoreStep } from './turn-steps.ts';

/** Turns that one bot may have at once, so that a slow one takes nobody else's. */
const SLOTS_PER_BOT = 64;
const MAX_TURNS_IN_HAND = 512;
/** Messages that one gathered turn takes at most. */
const GATHER_MAX = 50;

/** Carries waiting messages to their bots. */
export function createTurnRunner(context: PipelineContext): LaneRunner {
  const { store, clock, observer } = context;
  const bots = createBotCalls(context);

  async function handle(claimed: ClaimedTurn, holding: Holding): Promise<void> {
    const oldest = claimed.items[0];
    if (oldest && claimed.tries === 0) observer.stage('turn_wait', clock.now() - oldest.receivedAt);
    const step = await decide(claimed, { holding, bots, context });
    if (!step) return;
    await persist(() => store.commitTurn(step), {
      clock,
      giveUpAt: holding.leaseUntil(),
      isStopped: context.isStopped,
    });
    const { id, channelId } = claimed.conversation;
    observer.changed({ kind: 'conversation', conversationId: id, channelId });
  }

  return createLaneRunner<ClaimedTurn>({
    kind: 'in',
    clock,
    store,
    capacity: MAX_TURNS_IN_HAND,
    claim: (max) =>
      store.claimTurns({
        max,
        leaseMs: LEASE_MS,
        perSlot: SLOTS_PER_BOT,
        gatherMax: GATHER_MAX,
        ...claimRules(context, bots),
      }),
    handle,
    onError: (error) => observer.error('turn runner', error),
  });
}

function claimRules({ directory }: PipelineContext, bots: BotCalls) {
  const gatheredChannels = directory
    .channels()
    .filter(({ channel }) => channel.rules.turnMode === 'gathered')
    .map(({ channel }) => channel.id);
  const slots: Record<string, number> = {};
  for (const [bot, count] of bots.running()) slots[bot] = Math.max(0, SLOTS_PER_BOT - count);
  return { gatheredChannels, slots };
}

/** Null: the lease was lost. */
async function decide(
  claimed: ClaimedTurn,
  { holding, bots, context }: { holding: Holding; bots: BotCalls; context: PipelineContext },
): Promise<TurnStep | null> {
  const channel = context.directory.channel(claimed.conversation.channelId);
  if (!channel?.channel.enabled || channel.channel.botId === null) {
    return ignoreStep(claimed, 'the channel does not answer', context);
  }
  const { rules, botId } = channel.channel;
  const fresh = withoutStale(claimed, rules.maxAgeMs);
  if (fresh.items.length === 0) return ignoreStep(claimed, 'older than the channel answers', context);
  const plan = planSession(fresh, rules.sessionTimeoutMs);
  const turn = { claimed: fresh, channel, plan, session: plan.session };
  if (claimed.deferredUntil !== null) {
    return giveUpStep(turn, 'the bot promised an answer for later and sent none in time', context);
  }
  const bot = context.directory.bot(botId);
  if (!bot) return giveUpStep(turn, 'the channel names a bot that does not exist', context);
  return bots.run(turn, bot, holding);
}

/** The turn without what is too old to be answered; judged when it was frozen, so that every try is the same. */
export function withoutStale(claimed: ClaimedTurn, maxAgeMs: number): ClaimedTurn {
  return { ...claimed, items: claimed.items.filter((item) => claimed.frozenAt - item.providerAt <= maxAgeMs) };
}
