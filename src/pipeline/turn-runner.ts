import type { BotId, ChannelId, SenderId } from '../domain/ids.ts';
import type { IngestItem } from '../store/ingest-items.ts';
import type { ClaimedTurn, Fenced, TurnStep, TurnTerms } from '../store/work.ts';
import { type BotCalls, createBotCalls } from './bot-call.ts';
import { createLaneRunner, type Holding, type LaneRunner, LEASE_MS } from './lane-runner.ts';
import { createBacklog, type OpenOffer } from './offers.ts';
import type { PipelineContext } from './parts.ts';
import { persist } from './persist.ts';
import type { SendRunner } from './send-runner.ts';
import { giveUpStep } from './turn-outcome.ts';
import { planSession } from './turn-request.ts';
import { ignoreStep } from './turn-steps.ts';

/** Turns that one bot may have at once, so that a slow one takes nobody else's. */
const SLOTS_PER_BOT = 64;
/** What a claim may take of a bot of which nothing is known to wait: the rest is for offers that are made while it is under way. */
const CLAIM_SHARE = 0.5;
const MAX_TURNS_IN_HAND = 512;
/** Messages that one gathered turn takes at most. */
const GATHER_MAX = 50;

export interface TurnRunner extends LaneRunner<ClaimedTurn> {
  /** Room for a turn that one of these items may begin; null: none can, or it must wait for a claim. */
  offer(items: readonly IngestItem[]): OpenOffer<TurnTerms, ClaimedTurn> | null;
}

/** Carries waiting messages to their bots. */
export function createTurnRunner(context: PipelineContext, sends: Pick<SendRunner, 'offer'>): TurnRunner {
  const { store, clock, observer } = context;
  const bots = createBotCalls(context);
  const backlog = createBacklog<BotId>();
  /** Offers without an end, by bot. */
  const offered = new Map<BotId, number>();
  const roomOf = (bot: BotId) => SLOTS_PER_BOT - (bots.running().get(bot) ?? 0) - (offered.get(bot) ?? 0);
  /** What the claim under way may take of each bot. */
  let claiming: (bot: BotId) => number = () => 0;

  async function handle(claimed: ClaimedTurn, holding: Holding): Promise<void> {
    const oldest = claimed.items[0];
    if (oldest && claimed.tries === 0) observer.stage('turn_wait', clock.now() - oldest.receivedAt);
    const step = await decide(claimed, { holding, bots, context });
    if (!step) return;
    const { id, channelId, senderId } = claimed.conversation;
    await persist(() => commit(step, senderId), {
      clock,
      giveUpAt: holding.leaseUntil(),
      isStopped: context.isStopped,
    });
    const botId = botOfChannel(channelId);
    // What comes back by itself later has freed no slot for long.
    if (step.outcome !== 'retry' && botId && backlog.has(botId)) runner.wake();
    observer.changed({ kind: 'conversation', conversationId: id, channelId });
  }

  /** With an offer of its own for each try: after an outage of the store the sender may be away. */
  async function commit(step: TurnStep, senderId: SenderId): Promise<Fenced> {
    const offer = sends.offer(step, senderId);
    return store.commitTurn(step, offer ?? undefined).finally(() => offer?.end());
  }

  async function claim(max: number) {
    const rules = claimRules();
    const claimable = (bot: BotId) => rules.slots[bot] ?? rules.perSlot;
    claiming = claimable;
    const claimed = await store.claimTurns({ max, leaseMs: LEASE_MS, gatherMax: GATHER_MAX, ...rules }).finally(() => {
      claiming = () => 0;
    });
    if (!claimed.more) {
      const took = claimed.work
        .map(({ conversation }) => botOfChannel(conversation.channelId))
        .filter((bot) => bot != null);
      backlog.claimed(took, claimable);
      // There may be more, and the share for offers to take it with.
      if (took.some((bot) => backlog.has(bot))) runner.wake();
    }
    return claimed;
  }

  const runner = createLaneRunner<ClaimedTurn>({
    kind: 'in',
    clock,
    store,
    capacity: MAX_TURNS_IN_HAND,
    claim,
    handle,
    onError: (error) => observer.error('turn runner', error),
  });

  function claimRules() {
    const gatheredChannels = context.directory
      .channels()
      .filter(({ channel }) => channel.rules.turnMode === 'gathered')
      .map(({ channel }) => channel.id);
    const slots: Record<string, number> = {};
    for (const bot of [...bots.running().keys(), ...offered.keys()]) {
      const room = Math.max(0, roomOf(bot));
      slots[bot] = backlog.has(bot) ? room : Math.ceil(room * CLAIM_SHARE);
    }
    return { gatheredChannels, slots, perSlot: SLOTS_PER_BOT * CLAIM_SHARE };
  }

  function botOfChannel(channelId: ChannelId): BotId | null | undefined {
    return context.directory.channel(channelId)?.channel.botId;
  }

  function offer(items: readonly IngestItem[]): OpenOffer<TurnTerms, ClaimedTurn> | null {
    const botId = botOf(items);
    if (botId === null) return null;
    const hasRoom = roomOf(botId) - claiming(botId) > 0 && !backlog.has(botId);
    const reservation = hasRoom ? runner.reserve() : null;
    if (!reservation) {
      backlog.add(botId);
      return null;
    }
    offered.set(botId, (offered.get(botId) ?? 0) + 1);
    return {
      terms: { botId, leaseMs: LEASE_MS },
      take: reservation.take,
      end() {
        reservation.end();
        const left = (offered.get(botId) ?? 1) - 1;
        if (left > 0) offered.set(botId, left);
        else offered.delete(botId);
      },
    };
  }

  return { ...runner, offer };
}

/** Whom the first message asks that is to be answered without a pause. */
function botOf(items: readonly IngestItem[]): BotId | null {
  for (const item of items) if (item.type === 'message' && item.answer?.gatherMs === 0) return item.answer.botId;
  return null;
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
