import { afterEach, expect, test } from 'vitest';
import { manualClock } from '../../../test/support/manual-clock.ts';
import { noFiles } from '../../../test/support/no-files.ts';
import { DEFAULT_RULES } from '../../domain/channel.ts';
import type { ChannelId, ConnectionId, ProviderMessageId, SenderId } from '../../domain/ids.ts';
import type { OutboundMessage, Provider } from '../../domain/provider.ts';
import { createTokens } from '../../host/tokens.ts';
import type { ChannelEntry, Directory } from '../../services/directory.ts';
import { openSqliteStore } from '../../store/sqlite/open.ts';
import { createPipeline } from '../pipeline.ts';
import { createBulkOutbox } from './bulk-outbox.ts';

const CHANNEL = 'chn_1' as ChannelId;
const SECOND_MS = 1_000;
/** As far as texts are concerned. */
const CAPABILITIES = {
  content: { text: 'native' },
  limits: { text: 4_096 },
  windowMs: null,
  pacing: { perSecond: 80, pairBurst: null, pairSeconds: null },
};

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Sent {
  at: number;
  text: string;
}

/** A gateway on a real store whose provider takes everything at once; only the clock moves it. */
async function startGateway({ perSecond = 80 } = {}) {
  const clock = manualClock();
  const store = await openSqliteStore({ directory: ':memory:', inProcess: true, now: () => clock.now() });
  const sent: Sent[] = [];
  let serial = 0;
  const ids = { next: (prefix: string) => `${prefix}_${String(++serial).padStart(6, '0')}` };
  const directory = directoryOf(perSecond, async ({ content }) => {
    sent.push({ at: clock.now(), text: content.type === 'text' ? content.text : content.type });
    return { ok: true, receipt: { providerMessageId: ids.next('out') as ProviderMessageId } };
  });
  const errors: unknown[] = [];
  const parts = {
    ...{ directory, clock, ids },
    media: noFiles(() => clock.now()),
    templates: { of: async () => null, peek: () => null },
  };
  const pipeline = createPipeline({
    store: store.work,
    bulk: store.bulk,
    ...parts,
    queries: store.queries,
    tokenGate: { check: async () => 'refused' },
    standIns: { of: () => null, tell() {} },
    stops: { stop: async () => null, released: async () => {} },
    observer: {
      ...{ stage() {}, sendFailed() {}, webhook() {}, webhookRefused() {}, changed() {}, stopped() {} },
      error: (_where, error) => errors.push(error),
    },
    templates: { of: async () => null, peek: () => null },
    ...{ tokens: createTokens(new Uint8Array(32)), publicUrl: '', sharesBudgets: false },
  });
  const outbox = createBulkOutbox({ ...parts, store: store.bulk });
  closing.push(
    () => store.close(),
    async () => {
      const stopped = pipeline.stop();
      await clock.advance(30_000);
      await stopped;
      expect(errors).toEqual([]);
    },
  );
  pipeline.start();
  return { clock, store, sent, pipeline, outbox };
}

function directoryOf(perSecond: number, send: (message: OutboundMessage) => ReturnType<Provider['send']>): Directory {
  const active = {
    connection: { id: 'con_1' as ConnectionId },
    definition: { id: 'fake', capabilities: CAPABILITIES },
    provider: { send },
    callbackUrl: '',
  };
  const entry = {
    channel: { id: CHANNEL, enabled: true, rules: { ...DEFAULT_RULES, pacing: { perSecond, pairBurst: 1_000 } } },
    senders: [{ id: 'snd_1' as SenderId, phoneNumber: '15550000001', fields: {} }],
    active,
    connections: [active],
  } as unknown as ChannelEntry; // Sending looks at no more of it.
  // Nobody writes, so nothing else is asked.
  return {
    channel: () => entry,
    channels: () => [entry],
    connection: () => active,
  } as unknown as Directory;
}

type Gateway = Awaited<ReturnType<typeof startGateway>>;

async function startBulk({ outbox }: Gateway, count: number) {
  const recipients = Array.from({ length: count }, (_, index) => ({
    to: { phone: `+1555${String(1_000_000 + index)}` },
  }));
  const content = { type: 'text' as const, text: 'news' };
  const outcome = await outbox.create({ channelId: CHANNEL, name: '', content, recipients, start: true });
  if (outcome.outcome !== 'created') throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

/** A live message; when it went. */
async function sendLive({ pipeline, clock }: Gateway, text: string) {
  const content = { type: 'text' as const, text };
  await pipeline.outbox.send({ channelId: CHANNEL, to: { phone: '+15559000000' }, content, author: 'api' });
  return clock.now();
}

function newsIn(sent: readonly Sent[], from: number, until: number): number {
  return sent.filter(({ at, text }) => text === 'news' && at >= from && at < until).length;
}

test('a bulk send takes four fifths of the sender’s rate', async () => {
  const gateway = await startGateway();
  const start = gateway.clock.now();
  await startBulk(gateway, 700);
  await gateway.clock.advance(10 * SECOND_MS);
  for (let second = 1; second < 10; second += 1) {
    const from = start + second * SECOND_MS;
    expect(newsIn(gateway.sent, from, from + SECOND_MS)).toBeLessThanOrEqual(70);
  }
  const all = newsIn(gateway.sent, start, start + 10 * SECOND_MS);
  expect(all).toBeGreaterThanOrEqual(570);
  expect(all).toBeLessThanOrEqual(650);
});

test('two bulk sends of one sender share these four fifths', async () => {
  const gateway = await startGateway();
  const start = gateway.clock.now();
  await startBulk(gateway, 500);
  await startBulk(gateway, 500);
  await gateway.clock.advance(10 * SECOND_MS);
  // Sixty-four a second, and the second's worth that was saved up.
  expect(newsIn(gateway.sent, start, start + 10 * SECOND_MS)).toBeLessThanOrEqual(710);
});

test('live messages go at once while it runs', async () => {
  const gateway = await startGateway();
  await startBulk(gateway, 1_000);
  const asked: number[] = [];
  for (let index = 0; index < 100; index += 1) {
    asked.push(await sendLive(gateway, `live ${index}`));
    await gateway.clock.advance(50);
  }
  const live = gateway.sent.filter(({ text }) => text.startsWith('live'));
  expect(live).toHaveLength(100);
  const waits = live.map(({ at }, index) => at - (asked[index] ?? 0));
  expect(Math.max(...waits)).toBeLessThanOrEqual(5);
  expect(newsIn(gateway.sent, 0, Number.MAX_SAFE_INTEGER)).toBeGreaterThan(250);
});

test('live messages that use up the rate leave a bulk send nothing', async () => {
  const gateway = await startGateway({ perSecond: 10 });
  for (let index = 0; index < 60; index += 1) await sendLive(gateway, `live ${index}`);
  await gateway.clock.advance(10);
  await startBulk(gateway, 20);
  await gateway.clock.advance(3 * SECOND_MS);
  expect(newsIn(gateway.sent, 0, Number.MAX_SAFE_INTEGER)).toBe(0);
  await gateway.clock.advance(10 * SECOND_MS);
  expect(newsIn(gateway.sent, 0, Number.MAX_SAFE_INTEGER)).toBe(20);
});

test('a pause takes effect within a second, and what goes on is exact', async () => {
  const gateway = await startGateway();
  const id = await startBulk(gateway, 200);
  await gateway.clock.advance(1_500);
  await gateway.store.bulk.change(id, 'pause');
  await gateway.clock.advance(SECOND_MS);
  const sentThen = gateway.sent.length;
  expect((await gateway.store.bulk.get(id))?.addressed).toBe(sentThen);
  await gateway.clock.advance(60 * SECOND_MS);
  expect(gateway.sent).toHaveLength(sentThen);
  await gateway.store.bulk.change(id, 'resume');
  await gateway.clock.advance(10 * SECOND_MS);
  expect(gateway.sent).toHaveLength(200);
  expect((await gateway.store.bulk.get(id))?.state).toBe('done');
});
