import { expect, test } from 'vitest';
import { manualClock, settle } from '../../test/support/manual-clock.ts';
import { DEFAULT_RULES } from '../domain/channel.ts';
import type { TurnResult } from '../domain/connector.ts';
import type { BotId, SenderId } from '../domain/ids.ts';
import type { IngestItem } from '../store/ingest-items.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Claimed, ClaimedTurn, Fenced, Offer, TurnClaimRequest, TurnItem, TurnStep } from '../store/work.ts';
import type { PipelineContext } from './parts.ts';
import { createTurnRunner, withoutStale } from './turn-runner.ts';

const HOUR_MS = 3_600_000;
const BOT = 'bot_1' as BotId;
const OTHER = 'bot_2' as BotId;
const SENDER = 'snd_1' as SenderId;
/** Turns that one bot may have at once. */
const SLOTS = 64;

/** Only what the rule looks at. */
function claimedAt(frozenAt: number, written: readonly number[]): ClaimedTurn {
  const items = written.map((providerAt) => ({ providerAt }) as TurnItem);
  return { frozenAt, items } as unknown as ClaimedTurn;
}

test('a gathered turn leaves out what is too old to be answered', () => {
  const claimed = claimedAt(20 * HOUR_MS, [HOUR_MS, 8 * HOUR_MS, 19 * HOUR_MS]);
  expect(withoutStale(claimed, 12 * HOUR_MS).items.map(({ providerAt }) => providerAt)).toEqual([
    8 * HOUR_MS,
    19 * HOUR_MS,
  ]);
});

test('later tries of a turn see the same items however late they come', () => {
  const claimed = claimedAt(20 * HOUR_MS, [19 * HOUR_MS]);
  expect(withoutStale({ ...claimed, tries: 3 }, 12 * HOUR_MS).items).toHaveLength(1);
});

function setUp({ claims = [] as Partial<Claimed<ClaimedTurn>>[], fenced = 'ok' as Fenced, outages = 0 } = {}) {
  const clock = manualClock();
  const requests: TurnClaimRequest[] = [];
  const committed: { step: TurnStep; offer: Offer<unknown, never> | undefined }[] = [];
  const asked: { step: TurnStep; senderId: SenderId; isEnded: boolean }[] = [];
  /** Ends the turns that bots work on. */
  const bots: ((result?: TurnResult) => void)[] = [];
  const busy: TurnResult = { outcome: 'failed', retryable: true, message: 'busy' };
  const deliver = () => new Promise((resolve) => bots.push((result = busy) => resolve(result)));
  const channelOf = (botId: BotId) => ({
    channel: { id: `chn_of_${botId}`, enabled: true, botId, rules: DEFAULT_RULES },
    ...{ senders: [], active: null, connections: [] },
  });
  const channels = [channelOf(BOT), channelOf(OTHER)];
  const context = {
    clock,
    directory: {
      channels: () => channels,
      channel: (id: string) => channels.find(({ channel }) => channel.id === id),
      bot: (id: BotId) => ({ bot: { id }, definition: { id: 'fake' }, connector: { deliver } }),
    },
    ...{ tokens: { issue: () => 'token' }, media: { links: {} }, isStopped: () => false },
    observer: { stage() {}, changed() {}, error: (where: string, error: unknown) => expect([where, error]).toBeNull() },
    store: {
      async claimTurns(request: TurnClaimRequest) {
        requests.push(request);
        return { work: [], nextDueAt: null, more: false, now: clock.now(), ...claims.shift() };
      },
      async commitTurn(step: TurnStep, offer?: Offer<unknown, never>) {
        committed.push({ step, offer });
        if (committed.length <= outages) throw new StoreUnavailable('away');
        return fenced;
      },
      renew: async () => [],
      onWork: () => () => {},
    },
  } as unknown as PipelineContext; // The runner uses no more of it.
  const sends = {
    offer(step: TurnStep, senderId: SenderId) {
      const one = { step, senderId, isEnded: false };
      asked.push(one);
      const end = () => {
        one.isEnded = true;
      };
      return { terms: {} as never, take() {}, end };
    },
  };
  return { clock, runner: createTurnRunner(context, sends), requests, committed, asked, bots };
}

async function started(script: Parameters<typeof setUp>[0] = {}) {
  const bench = setUp(script);
  bench.runner.start();
  await settle();
  return bench;
}

/** As far as an offer looks at it. */
function messageFor(botId: BotId | null, gatherMs = 0): IngestItem {
  return { type: 'message', answer: botId === null ? null : { botId, gatherMs } } as unknown as IngestItem;
}

let turns = 0;

function turnFor(botId: BotId, clock: { now(): number }): ClaimedTurn {
  turns += 1;
  const now = clock.now();
  const content = { type: 'text', text: 'hi' };
  const item = { messageId: `msg_${turns}`, receivedAt: now, providerAt: now, content, context: {}, replyTo: null };
  const id = `conv_${turns}`;
  return {
    lane: { conversationId: id, kind: 'in', token: String(turns), generation: 1 },
    conversation: { id, channelId: `chn_of_${botId}`, senderId: SENDER, identifiers: [], contactName: null },
    ...{ turnId: `turn_${turns}`, tries: 0, frozenAt: now, items: [item] },
    ...{ session: null, deferredUntil: null, lastFallbackAt: null },
  } as unknown as ClaimedTurn; // No more of it is looked at.
}

/** This many turns of a bot begin, and run until it answers. */
async function begin({ runner, clock }: ReturnType<typeof setUp>, count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    const offer = runner.offer([messageFor(BOT)]);
    if (offer === null) throw new Error(`no offer for turn ${one + 1}`);
    offer.take(turnFor(BOT, clock));
    offer.end();
  }
  await settle();
}

test('offers room for a turn of the bot whom the first message asks that waits for no other', async () => {
  const { runner } = await started();
  const items = [
    { type: 'status' } as IngestItem,
    messageFor(null),
    messageFor(OTHER, 1_500),
    messageFor(BOT),
    messageFor(OTHER),
  ];
  expect(runner.offer(items)?.terms).toEqual({ botId: BOT, leaseMs: 30_000 });
});

test('offers nothing for what begins no turn at once', async () => {
  const { runner } = await started();
  const items = [{ type: 'status' } as IngestItem, messageFor(null), messageFor(BOT, 1_500)];
  expect([runner.offer(items), runner.offer([])]).toEqual([null, null]);
});

test('offers nothing before it starts and after it was told to stop', async () => {
  expect(setUp().runner.offer([messageFor(BOT)])).toBeNull();
  const { runner } = await started();
  const stopping = runner.stop();
  expect(runner.offer([messageFor(BOT)])).toBeNull();
  await stopping;
});

test('a turn that is begun is brought to its bot, and its end committed', async () => {
  const bench = await started();
  await begin(bench, 1);
  bench.bots[0]?.();
  await settle();
  expect(bench.committed).toMatchObject([{ step: { outcome: 'retry', turnId: `turn_${turns}` } }]);
});

test('a bot that has all its turns is offered none more, and afterwards none until a claim found room to spare', async () => {
  const bench = await started({ claims: [{}, { more: true }] });
  const { runner, requests, bots, clock } = bench;
  const offer = () => runner.offer([messageFor(BOT)]);
  await begin(bench, SLOTS);
  expect(bots).toHaveLength(SLOTS);
  expect(offer()).toBeNull();
  expect(runner.offer([messageFor(OTHER)])).not.toBeNull();
  bots[0]?.();
  await settle();
  // There is room again, but the message that found none waits for its claim.
  expect(offer()).toBeNull();
  await clock.advance(1_000);
  expect(requests.at(-1)?.slots[BOT]).toBe(1);
  expect(offer()).toBeNull();
  await clock.advance(1_000);
  expect(offer()).not.toBeNull();
});

test('a claim that took as many turns of a bot as there was room for tells nothing of what still waits', async () => {
  const claims: Partial<Claimed<ClaimedTurn>>[] = [];
  const bench = await started({ claims });
  const { runner, bots, clock } = bench;
  await begin(bench, SLOTS);
  expect(runner.offer([messageFor(BOT)])).toBeNull();
  bots[0]?.();
  await settle();
  claims.push({ work: [turnFor(BOT, clock)] });
  await clock.advance(1_000);
  expect(bots).toHaveLength(SLOTS + 1);
  bots[1]?.();
  await settle();
  expect(runner.offer([messageFor(BOT)])).toBeNull();
});

test('what waits since before the start is not overtaken: offers begin when a claim found room to spare', async () => {
  const claims: Partial<Claimed<ClaimedTurn>>[] = [];
  const bench = setUp({ claims });
  const { runner, clock, bots } = bench;
  claims.push({ work: Array.from({ length: SLOTS }, () => turnFor(BOT, clock)) });
  runner.start();
  await settle();
  expect(bots).toHaveLength(SLOTS);
  bots[0]?.();
  await settle();
  expect(runner.offer([messageFor(BOT)])).toBeNull();
  await clock.advance(1_000);
  expect(runner.offer([messageFor(BOT)])).not.toBeNull();
});

test('offers that are open count as turns, for other offers and for claims, until they end', async () => {
  const bench = await started();
  const { runner, requests } = bench;
  const claimed = async () => {
    runner.wake();
    await settle();
    return requests.at(-1)?.slots;
  };
  const open = Array.from({ length: SLOTS - 1 }, () => runner.offer([messageFor(BOT)]));
  expect(open).not.toContain(null);
  expect(await claimed()).toEqual({ [BOT]: 1 });
  open.push(runner.offer([messageFor(BOT)]));
  expect(await claimed()).toEqual({ [BOT]: 0 });
  expect(runner.offer([messageFor(BOT)])).toBeNull();
  for (const one of open) one?.end();
  expect(await claimed()).toEqual({});
  expect(runner.offer([messageFor(BOT)])).not.toBeNull();
});

test('a turn that was begun counts once', async () => {
  const bench = await started();
  await begin(bench, 3);
  bench.runner.offer([messageFor(BOT)]);
  bench.runner.wake();
  await settle();
  expect(bench.requests.at(-1)?.slots).toEqual({ [BOT]: (SLOTS - 4) / 2 });
});

test('where work waits, the end of a turn looks for it at once', async () => {
  const bench = await started();
  await begin(bench, SLOTS);
  expect(bench.runner.offer([messageFor(BOT)])).toBeNull();
  const before = bench.requests.length;
  bench.bots[0]?.({ outcome: 'answered', parts: [] });
  await settle();
  expect(bench.requests.slice(before)).toMatchObject([{ slots: { [BOT]: 1 } }]);
});

test('where nothing waits, the end of a turn looks for nothing', async () => {
  const bench = await started();
  await begin(bench, 2);
  const before = bench.requests.length;
  bench.bots[0]?.({ outcome: 'answered', parts: [] });
  await settle();
  expect(bench.requests).toHaveLength(before);
});

test('a claim and the offers that are made while it is under way do not fill a bot beyond its turns', async () => {
  const claims: Partial<Claimed<ClaimedTurn>>[] = [];
  const bench = await started({ claims });
  const half = SLOTS / 2;
  claims.push({ work: Array.from({ length: half }, () => turnFor(BOT, bench.clock)) });
  bench.runner.wake();
  const open = Array.from({ length: SLOTS }, () => bench.runner.offer([messageFor(BOT)]));
  expect(open.filter((one) => one !== null)).toHaveLength(half);
  await settle();
  expect(bench.bots).toHaveLength(half);
  expect(bench.runner.offer([messageFor(BOT)])).toBeNull();
});

test('a claim that took its share of a bot is followed by one that may take the rest', async () => {
  const claims: Partial<Claimed<ClaimedTurn>>[] = [];
  const bench = setUp({ claims });
  const share = Array.from({ length: SLOTS / 2 }, () => turnFor(BOT, bench.clock));
  claims.push({ work: share });
  bench.runner.start();
  await settle();
  expect(bench.requests).toMatchObject([{ perSlot: SLOTS / 2 }, { slots: { [BOT]: SLOTS / 2 } }]);
});

test.each<Fenced>(['ok', 'lost'])(
  'what a turn came to is committed with the sender’s offer, which ends then: %s',
  async (fenced) => {
    const bench = await started({ fenced });
    await begin(bench, 1);
    bench.bots[0]?.();
    await settle();
    const [{ step, offer } = { step: null }] = bench.committed;
    expect(offer).toBeDefined();
    expect(bench.asked).toEqual([{ step, senderId: SENDER, isEnded: true }]);
  },
);

test('each try to commit has an offer of its own: after an outage of the store the sender may be away', async () => {
  const bench = await started({ outages: 1 });
  await begin(bench, 1);
  bench.bots[0]?.();
  await settle();
  expect(bench.asked).toMatchObject([{ isEnded: true }]);
  await bench.clock.advance(200);
  expect(bench.committed).toHaveLength(2);
  expect(bench.asked).toMatchObject([{ isEnded: true }, { isEnded: true }]);
});
