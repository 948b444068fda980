import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConnectionStop, DEFAULT_RULES } from '../../src/domain/channel.ts';
import type { AccountEffect } from '../../src/domain/events.ts';
import type { ProviderMessageId } from '../../src/domain/ids.ts';
import type { ChannelEventItem } from '../../src/store/ingest-items.ts';
import type { Store } from '../../src/store/store.ts';
import type { ClaimedSend, SendStep } from '../../src/store/work.ts';
import { createTestDatabase, type StoreEngine, type TestDatabase } from '../support/stores.ts';
import { CHANNEL, CONNECTION, fresh, Rig, SENDER, textOf } from './store-work-rig.ts';

const START = 1_800_000_000_000;
const ENGINES: readonly StoreEngine[] = ['sqlite in process', 'postgres'];
const HOUR_MS = 3_600_000;

for (const engine of ENGINES) {
  describe(`stopped connections on ${engine}`, () => {
    let database: TestDatabase;
    let store: Store;
    let rig: Rig;
    let now = START;

    beforeAll(async () => {
      database = await createTestDatabase(engine);
    });
    afterAll(() => database.remove());
    beforeEach(async () => {
      now = START;
      await database.empty();
      store = await database.open(() => now);
      rig = new Rig({ work: store.work, now: () => now, advance: () => {}, close: async () => {} });
      await store.registry.insertChannel(
        {
          ...{ id: CHANNEL, name: 'Shop', botId: null, enabled: true, rules: DEFAULT_RULES },
          ...{ createdAt: now, updatedAt: now },
        },
        {
          ...{ id: CONNECTION, channelId: CHANNEL, provider: 'acme', state: 'active', token: 'a'.repeat(64) },
          ...{ settings: {}, secrets: {}, createdAt: now },
        },
        [{ id: SENDER, channelId: CHANNEL, phoneNumber: '15550009', fields: {} }],
      );
    });
    afterEach(() => store.close());

    const stop = (values: Partial<ConnectionStop> = {}): ConnectionStop => ({
      ...{ reason: 'credentials', message: 'the token has expired', code: '190', at: now, until: null },
      ...values,
    });
    const stopped = async () => (await store.registry.snapshot()).connections[0]?.stopped ?? null;
    const wait = (send: ClaimedSend): SendStep => ({
      ...{ outcome: 'hold', lane: send.lane, messageId: send.messageId, attemptId: null, trace: [] },
      ...{ waitsFor: 'stopped', dueAt: now + 60_000 },
    });
    const told = (...list: AccountEffect[]): ChannelEventItem => ({
      ...{ type: 'channel_event', channelId: CHANNEL, senderId: null, kind: 'account_update', detail: {} },
      ...{ seen: { kind: 'account', key: fresh('event') }, raw: '{}', receivedAt: now },
      effects: { connectionId: CONNECTION, account: 'acc_1', list },
    });

    test('a stop is seen by every node once, and a release ends it', async () => {
      const { version } = await store.registry.snapshot();
      expect(await store.registry.stopConnection(CONNECTION, stop(), now)).toBe(true);
      expect(await store.registry.stopConnection(CONNECTION, stop({ message: 'again' }), now)).toBe(false);
      expect(await stopped()).toEqual(stop());
      expect(await store.registry.version()).toBe(version + 1);
      expect(await store.registry.releaseConnection(CONNECTION)).toBe(true);
      expect(await store.registry.releaseConnection(CONNECTION)).toBe(false);
      expect(await stopped()).toBeNull();
    });

    test('new settings release, and what began before them stops nothing', async () => {
      await store.registry.stopConnection(CONNECTION, stop(), now);
      now += 1_000;
      await store.registry.updateConnection(CONNECTION, { settings: { account: 'new' } });
      expect(await stopped()).toBeNull();
      expect(await store.registry.stopConnection(CONNECTION, stop(), START + 500)).toBe(false);
      now += 1_000;
      expect(await store.registry.stopConnection(CONNECTION, stop(), now)).toBe(true);
    });

    test('a message waits without an attempt while its sender is stopped, and goes when woken', async () => {
      await store.registry.stopConnection(CONNECTION, stop(), now);
      await rig.work.enqueue(rig.enqueueItem('hello'));
      const held = await rig.claimSend({ stoppedSenders: [SENDER] });
      expect(held).toMatchObject({ hold: 'connection_stopped', attempt: null });
      await rig.work.commitSend(wait(held));
      expect(await rig.claimSends()).toEqual([]);
      await store.registry.releaseConnection(CONNECTION);
      await store.registry.wakeStopped(CHANNEL);
      expect(textOf(await rig.claimSend())).toBe('hello');
    });

    test('a message that is about to wait for a release that just came does not wait', async () => {
      await store.registry.stopConnection(CONNECTION, stop(), now);
      await rig.work.enqueue(rig.enqueueItem('hello'));
      const held = await rig.claimSend({ stoppedSenders: [SENDER] });
      await store.registry.releaseConnection(CONNECTION);
      await store.registry.wakeStopped(CHANNEL);
      await rig.work.commitSend(wait(held));
      now += 1_000;
      expect(textOf(await rig.claimSend())).toBe('hello');
    });

    test('a restriction told by webhook stops, and its end releases what it stopped alone', async () => {
      const restricted = { reason: 'restriction' as const, message: 'the account is restricted', until: now + HOUR_MS };
      await rig.work.ingest([told({ type: 'sending_stopped', ...restricted })]);
      expect(await stopped()).toEqual({ ...restricted, at: START });
      now += 1_000;
      await rig.work.ingest([told({ type: 'sending_released' })]);
      expect(await stopped()).toBeNull();
      now += 1_000;
      await store.registry.stopConnection(CONNECTION, stop(), now);
      await rig.work.ingest([told({ type: 'sending_released' })]);
      expect(await stopped()).toEqual(stop());
    });

    test('when an attempt began is known by its receipt, by the echo of its id, and else not', async () => {
      await rig.work.enqueue(rig.enqueueItem('hello'));
      const send = await rig.claimSend();
      const [providerMessageId, other] = [fresh('out'), fresh('out')] as ProviderMessageId[];
      if (!providerMessageId || !other || !send.attempt) throw new Error('nothing was attempted');
      const { queries } = store;
      const of = { channelId: CHANNEL, providerMessageId };
      expect(await queries.attemptStart(of)).toBeNull();
      expect(await queries.attemptStart({ ...of, attemptId: send.attempt.id })).toBe(START);
      now += 1_000;
      await rig.work.commitSend(rig.accepted(send, { providerMessageId }));
      expect(await queries.attemptStart(of)).toBe(START);
      expect(await queries.attemptStart({ ...of, providerMessageId: other })).toBeNull();
    });

    test('the active connection cannot be deleted; others can', async () => {
      const spare = { id: 'connection_2' as typeof CONNECTION, token: 'b'.repeat(64), state: 'standby' as const };
      await store.registry.insertConnection({
        ...{ channelId: CHANNEL, provider: 'acme', settings: {}, secrets: {}, createdAt: now },
        ...spare,
      });
      expect(await store.registry.deleteConnection(CONNECTION)).toEqual({ conflict: 'in_use' });
      expect(await store.registry.deleteConnection(spare.id)).toBe(true);
      expect(await store.registry.deleteConnection(spare.id)).toBe(false);
    });
  });
}
