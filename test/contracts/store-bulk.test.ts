import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Identifier } from '../../src/domain/identity.ts';
import type { BulkSendId, ChannelId, SenderId } from '../../src/domain/ids.ts';
import type { PreferenceItem } from '../../src/store/ingest-items.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestDatabase, type TestDatabase } from '../support/stores.ts';
import { BulkRig, newsTo, people } from './store-bulk-rig.ts';
import { CHANNEL, fresh, only, phone, Rig, SENDER, textOf, userId } from './store-work-rig.ts';

const START = 1_800_000_000_000;

describe.each(['sqlite in process', 'postgres'] as const)('bulk sends on %s', (engine) => {
  let database: TestDatabase;
  let store: Store;
  let now = START;
  let it: BulkRig;
  const advance = (ms: number) => {
    now += ms;
  };
  const rigOn = (opened: Store) =>
    new BulkRig(opened.bulk, new Rig({ work: opened.work, now: () => now, advance, close: () => opened.close() }));

  beforeAll(async () => {
    database = await createTestDatabase(engine);
  });
  afterAll(() => database.remove());
  beforeEach(async () => {
    await database.empty();
    now = START;
    store = await database.open(() => now);
    it = rigOn(store);
  });
  afterEach(() => store.close());

  test('everybody is addressed once, in the order of the list, and then it is done', async () => {
    const all = people(25);
    const id = await it.running(...all);
    expect(await it.run({ chunk: 10 })).toEqual(newsTo(...all));
    expect(await it.view(id)).toMatchObject({ state: 'done', total: 25, pending: 0, addressed: 25, finishedAt: now });
    expect(await it.claims()).toEqual([]);
  });

  test('a draft is not sent, nor is it claimed', async () => {
    const id = await it.create();
    await it.append(id, ...people(2));
    expect(await it.run()).toEqual([]);
    expect(await it.view(id)).toMatchObject({ state: 'draft', pending: 2, startedAt: null });
  });

  test('a started list without anybody is done', async () => {
    const id = await it.running();
    expect(await it.run()).toEqual([]);
    expect((await it.view(id)).state).toBe('done');
  });

  test('who claimed it last addresses: a step of an earlier lease writes nothing', async () => {
    const id = await it.running(...people(3));
    const dead = await it.claim();
    expect(await it.claims()).toEqual([]);
    advance(30_001);
    const alive = await it.claim();
    expect(alive.recipients).toEqual(dead.recipients);
    expect(await it.expand(dead)).toBe('lost');
    expect((await it.view(id)).addressed).toBe(0);
    expect(await it.expand(alive)).toBe('ok');
    expect(await it.expand(alive)).toBe('lost');
    expect(await it.sendAll()).toEqual(newsTo(...people(3)));
  });

  test('what dies after a chunk goes on behind it when the store is opened again', async () => {
    const all = people(12);
    await it.running(...all);
    await it.expand(await it.claim({ chunk: 5 }));
    const sent = await it.sendAll();
    expect((await it.claim({ chunk: 5 })).recipients).toHaveLength(5);
    await store.close();
    advance(30_001);
    store = await database.open(() => now);
    it = rigOn(store);
    expect([...sent, ...(await it.run())]).toEqual(newsTo(...all));
  });

  test('pausing takes it out of every hand, and resuming goes on with the next', async () => {
    const all = people(6);
    const id = await it.running(...all);
    await it.expand(await it.claim({ chunk: 2 }));
    expect(await it.sendAll()).toEqual(newsTo(...all.slice(0, 2)));
    const inHand = await it.claim({ chunk: 2 });
    expect(await it.bulk.change(id, 'pause')).toBe('ok');
    expect(await it.expand(inHand)).toBe('lost');
    expect(await it.run()).toEqual([]);
    expect(await it.view(id)).toMatchObject({ state: 'paused', pending: 4, addressed: 2 });
    expect(await it.bulk.change(id, 'resume')).toBe('ok');
    expect(await it.run()).toEqual(newsTo(...all.slice(2)));
  });

  test('once stopped nobody is addressed any more', async () => {
    const id = await it.running(...people(6));
    const inHand = await it.claim({ chunk: 2 });
    expect(await it.bulk.change(id, 'stop')).toBe('ok');
    expect(await it.expand(inHand)).toBe('lost');
    expect(await it.run()).toEqual([]);
    expect(await it.bulk.change(id, 'resume')).toBe('stopped');
    expect(await it.view(id)).toMatchObject({ state: 'stopped', pending: 6, addressed: 0, finishedAt: now });
    expect((await it.bulk.append({ id, at: null, recipients: [] })).outcome).toBe('closed');
  });

  test('what an action leads to is reached once, and what it cannot lead to is refused with the state', async () => {
    const id = await it.running(...people(1));
    expect(await it.bulk.change(id, 'start')).toBe('ok');
    expect(await it.bulk.change(id, 'pause')).toBe('ok');
    expect(await it.bulk.change(id, 'pause')).toBe('ok');
    await it.bulk.change(id, 'resume');
    await it.run();
    expect(await it.bulk.change(id, 'stop')).toBe('done');
    expect(await it.bulk.change('bulk_none' as BulkSendId, 'stop')).toBe('unknown');
  });

  test('people appended while it runs are addressed too', async () => {
    const all = people(6);
    const id = await it.running(...all.slice(0, 3));
    const inHand = await it.claim({ chunk: 3 });
    await it.append(id, ...all.slice(3));
    expect(await it.expand(inHand)).toBe('ok');
    await it.run();
    expect(await it.fates(id)).toEqual(all.map(() => 'queued'));
    expect((await it.view(id)).state).toBe('done');
  });

  test('a list that is written in parts is written once', async () => {
    const id = await it.create();
    const part = people(2).map((identifiers) => ({ identifiers, parameters: null }));
    expect(await it.bulk.append({ id, at: 0, recipients: part })).toEqual({ outcome: 'ok', stored: 2, total: 2 });
    expect(await it.bulk.append({ id, at: 0, recipients: part })).toEqual({ outcome: 'moved', stored: 2, total: 2 });
    expect(await it.bulk.append({ id, at: 2, recipients: part })).toEqual({ outcome: 'ok', stored: 4, total: 4 });
    const nowhere = await it.bulk.append({ id: 'bulk_none' as BulkSendId, at: null, recipients: part });
    expect(nowhere.outcome).toBe('unknown');
  });

  test('people appended by others do not move the list that a bulk send is made with', async () => {
    const own = people(4).map((identifiers) => ({ identifiers, parameters: null }));
    const id = await it.create();
    expect(await it.bulk.append({ id, at: 0, recipients: own.slice(0, 2) })).toMatchObject({ stored: 2, total: 2 });
    await it.append(id, [phone('15559999')]);
    const rest = { id, at: 2, recipients: own.slice(2) };
    expect(await it.bulk.append(rest)).toEqual({ outcome: 'ok', stored: 4, total: 5 });
    expect(await it.bulk.append(rest)).toEqual({ outcome: 'moved', stored: 4, total: 5 });
    expect((await it.recipients(id)).map(({ identifiers }) => identifiers[0]?.value)).toEqual(
      [own[0], own[1], { identifiers: [phone('15559999')] }, own[2], own[3]].map((one) => one?.identifiers[0]?.value),
    );
  });

  test('an idempotency key makes one bulk send', async () => {
    const bulk = { id: 'bulk_1' as BulkSendId, channelId: CHANNEL, senderId: SENDER, name: '', content: TEXT };
    const idempotency = { scope: 'key_1', key: 'a', requestHash: 'same' };
    const twice = await Promise.all([
      it.bulk.create({ ...bulk, idempotency }),
      it.bulk.create({ ...bulk, id: 'bulk_2' as BulkSendId, idempotency }),
    ]);
    expect(twice.map(({ outcome }) => outcome)).toEqual(['created', 'repeated']);
    const recipients = people(3).map((identifiers) => ({ identifiers, parameters: null }));
    await it.bulk.append({ id: bulk.id, at: 0, recipients });
    await it.append(bulk.id, ...people(1));
    const again = { outcome: 'repeated', id: 'bulk_1', state: 'draft', stored: 3 };
    expect(await it.bulk.create({ ...bulk, id: 'bulk_3' as BulkSendId, idempotency })).toEqual(again);
    const other = { ...bulk, id: 'bulk_4' as BulkSendId, idempotency: { ...idempotency, requestHash: 'other' } };
    expect(await it.bulk.create(other)).toEqual({ outcome: 'conflict' });
  });

  test('the same person is addressed once, whether by the same chunk or a later one', async () => {
    const [ana, ben] = [[phone('15550001')], [phone('15550002')]];
    const id = await it.running(ana, ana, ben, [phone('15550001')], [phone('15550002')]);
    expect(await it.run({ chunk: 2 })).toEqual(newsTo(ana, ben));
    expect(await it.fates(id)).toEqual(['queued', 'duplicate', 'queued', 'duplicate', 'duplicate']);
    expect((await it.view(id)).skipped).toEqual({ opted_out: 0, duplicate: 3, invalid: 0 });
  });

  test('two contacts that turn out to be one person in between are addressed once', async () => {
    const byPhone = [phone('15550001')];
    const byId = [userId('GB.1')];
    const id = await it.running(byPhone, people(1)[0] ?? [], byId);
    await it.rig.work.ingest([it.rig.message('hi', { person: { identifiers: byId }, answer: null })]);
    await it.expand(await it.claim({ chunk: 1 }));
    await it.sendAll();
    await it.rig.work.ingest([
      it.rig.message('me again', { person: { identifiers: [...byPhone, ...byId] }, answer: null }),
    ]);
    await it.run();
    expect(await it.fates(id)).toEqual(['queued', 'queued', 'duplicate']);
  });

  test('a person of whom the same list knows two identifiers is addressed once', async () => {
    const id = await it.running([phone('15550001')], [phone('15550001'), userId('GB.1')], [userId('GB.1')]);
    await it.run({ chunk: 1 });
    expect(await it.fates(id)).toEqual(['queued', 'duplicate', 'duplicate']);
  });

  test('nobody who wants no marketing is addressed, not even as a contact merged since; who changed their mind is', async () => {
    const [ana, ben, cleo, dan] = people(4);
    if (!ana || !ben || !cleo || !dan) throw new Error('too few people');
    await it.rig.work.ingest([say(ana, 'stop'), say(ben, 'stop'), say(cleo, 'stop')]);
    advance(1);
    await it.rig.work.ingest([say(cleo, 'resume')]);
    const id = await it.running(ana, [userId('GB.ben')], cleo, dan);
    const both = { identifiers: [...ben, userId('GB.ben')] };
    await it.rig.work.ingest([it.rig.message('me too', { person: both, answer: null })]);
    expect(await it.run()).toEqual(newsTo(cleo, dan));
    expect(await it.fates(id)).toEqual(['opted_out', 'opted_out', 'queued', 'queued']);
    expect((await it.view(id)).skipped.opted_out).toBe(2);
  });

  test('what cannot be said to somebody is skipped with the reason, and they may be on the list again', async () => {
    const id = await it.running(...people(2), ...people(1));
    const claimed = await it.claim();
    const step = it.step(claimed);
    const recipients = step.recipients.map((recipient, index) =>
      index === 0 ? { place: 0, identifiers: recipient.identifiers, invalid: 'the header is missing' } : recipient,
    );
    expect(await it.bulk.expand({ ...step, recipients })).toBe('ok');
    expect(await it.fates(id)).toEqual(['invalid', 'queued', 'queued']);
    expect((await it.recipients(id))[0]?.detail).toBe('the header is missing');
  });

  test('nothing is addressed while a live message of the sender is due', async () => {
    await it.running(...people(4));
    await it.rig.work.enqueue(it.rig.enqueueItem('live'));
    const request = { leaseMs: 30_000, senders: [{ senderId: SENDER, chunk: 2, perSecond: 1_000 }] };
    const claimed = await it.bulk.claim(request);
    expect(claimed.work).toEqual([]);
    expect((claimed.nextDueAt ?? 0) - claimed.now).toBeLessThanOrEqual(50);
    expect(claimed.nextDueAt).toBeGreaterThan(claimed.now);
    await it.rig.claimSend();
    expect((await it.claim({ chunk: 2 })).recipients).toHaveLength(2);
  });

  test('live messages of another sender do not hold it up', async () => {
    await it.running(...people(2));
    await it.rig.work.enqueue(it.rig.enqueueItem('live', { senderId: 'sender_2' as SenderId }));
    expect((await it.claim()).recipients).toHaveLength(2);
  });

  test('no more wait in line than a chunk', async () => {
    await it.running(...people(20));
    await it.expand(await it.claim({ chunk: 4 }));
    expect(await it.claims({ chunk: 4 })).toEqual([]);
    const sends = await it.rig.claimSends({ max: 3 });
    expect(sends).toHaveLength(3);
    expect((await it.claim({ chunk: 4 })).recipients).toHaveLength(3);
  });

  test('bulk sends of a sender share its rate, over all nodes', async () => {
    await it.running(...people(100));
    await it.running(...people(100));
    let addressed = 0;
    for (let elapsed = 0; elapsed < 5_000; elapsed += 100) {
      for (const claimed of await it.claims({ chunk: 10, perSecond: 16 })) {
        addressed += claimed.recipients.length;
        await it.expand(claimed);
      }
      await it.sendAll();
      advance(100);
    }
    // Five seconds at 16, and the second's worth that was saved up before.
    expect(addressed).toBeGreaterThanOrEqual(80);
    expect(addressed).toBeLessThanOrEqual(96);
  });

  test('a live message goes before messages of a bulk send that wait longer', async () => {
    await it.running(...people(4));
    await it.expand(await it.claim());
    advance(10);
    await it.rig.work.enqueue(it.rig.enqueueItem('live', { to: { identifiers: [phone('19990001')] } }));
    const first = await it.rig.claimSends({ slots: { [SENDER]: 2 } });
    expect(first.map(textOf)).toEqual(['live', ...newsTo(people(1)[0] ?? [])]);
    expect(await it.rig.claimSends({ max: 1 })).toHaveLength(1);
  });

  test('a live message to somebody whose bulk message waits takes it along to the front', async () => {
    const [ana, ben] = [people(2)[0] ?? [], people(2)[1] ?? []];
    await it.running(ana, ben);
    await it.expand(await it.claim());
    await it.rig.work.enqueue(it.rig.enqueueItem('live to ben', { to: { identifiers: ben } }));
    const first = only(await it.rig.claimSends({ max: 1 }));
    expect(textOf(first)).toBe(newsTo(ben)[0]);
    await it.rig.work.commitSend(it.rig.accepted(first));
    expect(textOf(only(await it.rig.claimSends({ max: 1 })))).toBe('live to ben');
  });

  test('progress counts what became of the messages', async () => {
    const id = await it.running(...people(3));
    await it.expand(await it.claim());
    const [one, two] = await it.rig.claimSends();
    if (one === undefined || two === undefined) throw new Error('nothing to send');
    const delivered = it.rig.accepted(one);
    await it.rig.work.commitSend(delivered);
    if (delivered.outcome !== 'accepted') throw new Error('not accepted');
    const { providerMessageId } = delivered;
    await it.rig.work.ingest([it.rig.status({ providerMessageId, status: 'delivered' })]);
    await it.rig.work.commitSend({
      ...it.rig.accepted(two),
      outcome: 'failed',
      failure: { kind: 'recipient_unreachable', message: 'gone' },
      failRest: true,
      delayMs: 0,
    });
    expect((await it.bulk.get(id))?.reach).toEqual({ queued: 1, sent: 0, delivered: 1, read: 0, failed: 1 });
    const states = (await it.recipients(id)).map(({ messageStatus }) => messageStatus);
    expect(states).toEqual(['delivered', 'failed', 'sending']);
  });

  test('lists are read in pages: bulk sends newest first, recipients in their order', async () => {
    const [one, two] = [await it.create(), await it.create({ channelId: 'channel_2' as ChannelId })];
    expect((await it.bulk.list({}, { limit: 10 })).items.map(({ id }) => id)).toEqual([two, one]);
    expect((await it.bulk.list({ channelIds: [CHANNEL] }, { limit: 10 })).items.map(({ id }) => id)).toEqual([one]);
    await it.append(one, ...people(5));
    await it.bulk.change(one, 'start');
    await it.expand(await it.claim({ chunk: 2 }));
    const first = await it.bulk.recipients(one, null, { limit: 3 });
    const rest = await it.bulk.recipients(one, null, { limit: 3, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...rest.items].map(({ place }) => place)).toEqual([0, 1, 2, 3, 4]);
    expect(rest.nextCursor).toBeNull();
    const pending = await it.bulk.recipients(one, 'pending', { limit: 10 });
    expect(pending.items.map(({ place }) => place)).toEqual([2, 3, 4]);
    expect(await it.bulk.backlog()).toEqual({ running: 1, pending: 3 });
  });
});

/** A person's word about marketing. */
function say(identifiers: readonly Identifier[], marketing: 'stop' | 'resume'): PreferenceItem {
  const key = fresh('preference');
  return {
    ...{ type: 'preference', channelId: CHANNEL, senderId: SENDER, person: { identifiers }, marketing },
    ...{ seen: { kind: 'account', key }, raw: '{}', receivedAt: START, at: START + counter++ },
  };
}

let counter = 0;

const TEXT = { type: 'text', text: 'news' } as const;

describe('bulk sends on several nodes', () => {
  let database: TestDatabase;
  let stores: Store[] = [];

  beforeAll(async () => {
    database = await createTestDatabase('postgres');
    stores = await Promise.all([database.open(), database.open()]);
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.remove();
  });

  test('two claimants address everybody once, while a third hand pauses, resumes and appends', async () => {
    const nodes = stores.map(
      (store) =>
        new BulkRig(store.bulk, new Rig({ work: store.work, now: Date.now, advance: () => {}, close: async () => {} })),
    );
    const [first] = nodes;
    if (first === undefined) throw new Error('no node');
    const all = people(300);
    const id = await first.running(...all.slice(0, 200));
    const sent: (string | undefined)[] = [];
    const work = async (node: BulkRig) => {
      while ((await node.view(id)).state !== 'done') {
        for (const claimed of await node.claims({ chunk: 7, perSecond: 100_000 })) await node.expand(claimed);
        sent.push(...(await node.sendAll()));
      }
    };
    const disturb = async () => {
      for (let part = 200; part < 300; part += 20) {
        await first.bulk.change(id, 'pause');
        await first.append(id, ...all.slice(part, part + 20));
        await first.bulk.change(id, 'resume');
      }
    };
    await Promise.all([disturb(), ...nodes.map(work)]);
    expect(sent.toSorted()).toEqual(newsTo(...all).toSorted());
    expect(await first.view(id)).toMatchObject({ total: 300, addressed: 300, pending: 0 });
  });
});
