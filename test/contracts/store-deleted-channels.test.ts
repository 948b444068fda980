import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_RULES } from '../../src/domain/channel.ts';
import type { ChannelId, ConnectionId } from '../../src/domain/ids.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestDatabase, type StoreEngine, type TestDatabase } from '../support/stores.ts';
import { BulkRig, people } from './store-bulk-rig.ts';
import { fresh, phone, Rig, type SENDER } from './store-work-rig.ts';

const ENGINES: readonly StoreEngine[] = ['sqlite in process', 'postgres'];

describe.each(ENGINES)('deleted channels on %s', (engine) => {
  let database: TestDatabase;
  let stores: Store[] = [];
  let now = 1_800_000_000_000;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
  });
  afterAll(() => database.remove());
  beforeEach(async () => {
    await database.empty();
    const nodes = engine === 'postgres' ? 2 : 1;
    stores = await Promise.all(Array.from({ length: nodes }, () => database.open(() => now)));
  });
  afterEach(() => Promise.all(stores.map((store) => store.close())));

  function node(index: number): { store: Store; rig: Rig; bulk: BulkRig } {
    const store = stores[index % stores.length];
    if (store === undefined) throw new Error('no such node');
    const advance = (ms: number) => {
      now += ms;
    };
    const rig = new Rig({ work: store.work, now: () => now, advance, close: async () => {} });
    return { store, rig, bulk: new BulkRig(store.bulk, rig) };
  }

  async function newChannel(): Promise<ChannelId> {
    const [id, connection] = [fresh('channel') as ChannelId, fresh('connection') as ConnectionId]; // Invented ids.
    const created = await node(0).store.registry.insertChannel(
      {
        ...{ id, name: 'Shop', botId: null, enabled: true, rules: DEFAULT_RULES },
        ...{ createdAt: now, updatedAt: now },
      },
      {
        ...{ id: connection, channelId: id, provider: 'acme', state: 'active', token: fresh('token') },
        ...{ settings: {}, secrets: {}, createdAt: now },
      },
      [{ id: fresh('sender') as typeof SENDER, channelId: id, phoneNumber: fresh('1555'), fields: {} }],
    );
    expect(created).toBe(true);
    return id;
  }

  test('nothing is queued on a deleted channel, and a request of before is still known', async () => {
    const channelId = await newChannel();
    const { rig, store } = node(0);
    const idempotency = { scope: 'test', key: 'a', requestHash: 'same' };
    await rig.work.enqueue(rig.enqueueItem('before', { channelId, idempotency }));
    expect(await store.registry.deleteChannel(channelId)).toBe(true);
    expect(await rig.statusOf(idempotency)).toBe('failed');
    expect(await rig.work.enqueue(rig.enqueueItem('after', { channelId }))).toEqual({ outcome: 'unknown_channel' });
    expect(await rig.claimSends()).toEqual([]);
  });

  test('a bulk send that is made on a deleted channel is stopped', async () => {
    const channelId = await newChannel();
    const { bulk, store } = node(0);
    await store.registry.deleteChannel(channelId);
    const id = await bulk.create({ channelId });
    expect(await bulk.view(id)).toMatchObject({ state: 'stopped', finishedAt: now });
    expect(await bulk.bulk.change(id, 'start')).toBe('stopped');
  });

  test('its files are unknown at once, and a sweep finds them and the people of its bulk sends', async () => {
    const [channelId, other] = [await newChannel(), await newChannel()];
    const { bulk, rig, store } = node(0);
    const upload = { mimeType: 'image/png', fileName: null, sizeBytes: 3, sha256: 'ab' };
    for (const [id, owner] of [
      ['med_1', channelId],
      ['med_2', other],
    ] as const) {
      await store.media.insertUpload({ ...upload, id, channelId: owner, fileKey: id });
    }
    const [mine, theirs] = [await bulk.create({ channelId }), await bulk.create({ channelId: other })];
    for (const id of [mine, theirs]) await bulk.append(id, ...people(3));
    await store.registry.deleteChannel(channelId);
    expect(await store.media.getMedia('med_1')).toBeNull();
    expect(await store.media.getMedia('med_2')).not.toBeNull();
    expect(await store.media.abandonedMedia(10)).toEqual([{ id: 'med_1', fileKey: 'med_1' }]);
    expect(await store.media.unknownFiles(['med_1', 'med_3'])).toEqual(['med_3']);
    await rig.work.sweep();
    expect(await bulk.recipients(mine)).toEqual([]);
    expect(await bulk.recipients(theirs)).toHaveLength(3);
    now += 2 * 3_600_000;
    await rig.work.sweep();
    expect(await store.media.abandonedMedia(10)).toHaveLength(1);
    await store.media.dropMedia(['med_1']);
    await rig.work.sweep();
    expect(await store.media.abandonedMedia(10)).toEqual([]);
    expect(await store.media.unknownFiles(['med_1', 'med_2'])).toEqual(['med_1']);
  });

  test('what is queued while the channel is deleted fails or is refused, whoever comes first', async () => {
    for (let round = 0; round < 40; round += 1) {
      const channelId = await newChannel();
      const requests = Array.from({ length: 6 }, (_, index) => ({
        idempotency: { scope: 'test', key: fresh('key'), requestHash: 'same' },
        to: { identifiers: [phone(`1555${index % 4}`)] },
        channelId,
      }));
      await Promise.all([
        ...requests.map((request, index) => node(index).rig.work.enqueue(node(index).rig.enqueueItem('hi', request))),
        node(round).store.registry.deleteChannel(channelId),
      ]);
      const fates = await Promise.all(requests.map(({ idempotency }) => node(0).rig.statusOf({ ...idempotency })));
      expect(fates.filter((fate) => fate === 'queued')).toEqual([]);
    }
  });

  test('what a bulk send queues while the channel is deleted fails', async () => {
    for (let round = 0; round < 20; round += 1) {
      const channelId = await newChannel();
      const { bulk } = node(0);
      const id = await bulk.create({ channelId });
      await bulk.append(id, ...people(5));
      await bulk.bulk.change(id, 'start');
      const claimed = await bulk.claim();
      await Promise.all([node(1).store.registry.deleteChannel(channelId), bulk.expand(claimed)]);
      const fates = (await bulk.recipients(id)).map(({ messageStatus }) => messageStatus);
      expect(fates.filter((fate) => fate === 'queued')).toEqual([]);
      now += 60_000;
    }
  });

  test('what a turn says while the channel is deleted fails', async () => {
    for (let round = 0; round < 20; round += 1) {
      const channelId = await newChannel();
      const { rig, store } = node(0);
      await rig.work.ingest([rig.message('hi', { channelId })]);
      const turn = await rig.claimTurn();
      const draft = rig.draft('answer');
      await Promise.all([
        node(1).store.registry.deleteChannel(channelId),
        rig.work.commitTurn(rig.done(turn, { drafts: [draft] })),
      ]);
      expect((await store.queries.getMessage(draft.messageId))?.status ?? 'none').not.toBe('queued');
    }
  });
});
