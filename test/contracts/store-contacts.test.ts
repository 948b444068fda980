import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelId, ContactId } from '../../src/domain/ids.ts';
import type { PreferenceItem } from '../../src/store/ingest-items.ts';
import type { Store } from '../../src/store/store.ts';
import type { ClaimedSend, SendStep } from '../../src/store/work.ts';
import { createTestDatabase, type StoreEngine, type TestDatabase } from '../support/stores.ts';
import { CHANNEL, fresh, only, phone, Rig, SENDER, userId } from './store-work-rig.ts';

const START = 1_800_000_000_000;
const ENGINES: readonly StoreEngine[] = ['sqlite in process', 'postgres'];

for (const engine of ENGINES) {
  describe(`contacts on ${engine}`, () => {
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
    });
    afterEach(() => store.close());

    const said = (marketing: 'stop' | 'resume', values: Partial<PreferenceItem> = {}): PreferenceItem => ({
      ...{ type: 'preference', channelId: CHANNEL, senderId: SENDER, raw: '{}', receivedAt: now },
      ...{ seen: { kind: 'account', key: fresh('preference') }, person: { identifiers: [phone('15550001')] } },
      ...{ marketing, at: now, ...values },
    });
    const contacts = async (query?: string) =>
      (await store.contacts.listContacts({ channelIds: [CHANNEL], ...(query && { query }) }, { limit: 10 })).items;
    const optedOutAt = async () => only(await contacts()).marketingOptedOutAt;
    const refused = (send: ClaimedSend): SendStep => ({
      ...{ outcome: 'failed', lane: send.lane, messageId: send.messageId, attemptId: send.attempt?.id ?? null },
      ...{ failRest: false, delayMs: 0, trace: [] },
      failure: { kind: 'recipient_opted_out', message: 'the person stopped marketing' },
    });
    const offer = (text: string) =>
      rig.enqueueItem(text, { draft: rig.draft(text, { author: 'api', freeForm: false, marketing: true }) });

    test('item 53: a person who stops marketing gets none, but everything else', async () => {
      await rig.work.ingest([said('stop')]);
      expect(await optedOutAt()).toBe(START);
      await rig.work.enqueue(offer('sale!'));
      const held = await rig.claimSend();
      expect(held).toMatchObject({ hold: 'opted_out', attempt: null, marketing: true });
      await rig.work.commitSend({ ...refused(held), attemptId: null });
      await rig.work.enqueue(rig.enqueueItem('your order is ready'));
      expect(await rig.claimSend()).toMatchObject({ hold: null, content: { text: 'your order is ready' } });
    });

    test('nobody is found by what no database can hold', async () => {
      await rig.work.ingest([said('stop')]);
      expect(await contacts('\u0000')).toEqual([]);
      expect(await contacts('\ud800')).toEqual([]);
    });

    test('item 53: the last word by the person’s time counts, whatever comes first', async () => {
      await rig.work.ingest([said('resume', { at: START + 2_000 })]);
      await rig.work.ingest([said('stop', { at: START + 1_000 })]);
      expect(await optedOutAt()).toBeNull();
      await rig.work.ingest([said('stop', { at: START + 3_000 }), said('stop', { at: START + 4_000 })]);
      await rig.work.ingest([said('stop', { at: START + 5_000 })]);
      expect(await optedOutAt()).toBe(START + 4_000);
      await rig.work.ingest([said('resume', { at: START + 6_000 })]);
      expect(await optedOutAt()).toBeNull();
    });

    test('what a provider refuses for an opt-out is remembered, told at once or later', async () => {
      await rig.work.enqueue(offer('sale!'));
      await rig.work.commitSend(refused(await rig.claimSend()));
      expect(await optedOutAt()).toBe(START);
      const other = { identifiers: [phone('15550002')] };
      await rig.work.enqueue({ ...offer('sale!'), to: other });
      const send = await rig.claimSend();
      const accepted = rig.accepted(send);
      await rig.work.commitSend(accepted);
      if (accepted.outcome !== 'accepted') return;
      const failure = { kind: 'recipient_opted_out' as const, message: 'the person stopped marketing' };
      await rig.work.ingest([rig.status({ providerMessageId: accepted.providerMessageId, status: 'failed', failure })]);
      expect((await contacts()).map(({ marketingOptedOutAt }) => marketingOptedOutAt)).toEqual([START, START]);
    });

    test.each(['phone first', 'user id first'])('an opt-out of either side survives a merge, %s', async (order) => {
      const [byPhone, byUser] = [{ identifiers: [phone('15550001')] }, { identifiers: [userId('U1')] }];
      const [first, second] = order === 'phone first' ? [byPhone, byUser] : [byUser, byPhone];
      await rig.work.ingest([said('stop', { person: first }), rig.message('hi', { person: second })]);
      await rig.work.ingest([rig.message('it is me', { person: { identifiers: [phone('15550001'), userId('U1')] } })]);
      expect(await optedOutAt()).toBe(START);
    });

    test.each(['phone first', 'user id first'])(
      'a word older than the opt-out of either side changes nothing after a merge, %s',
      async (order) => {
        const [byPhone, byUser] = [{ identifiers: [phone('15550001')] }, { identifiers: [userId('U1')] }];
        const [first, second] = order === 'phone first' ? [byPhone, byUser] : [byUser, byPhone];
        const words = [
          said('resume', { person: first, at: START + 1_000 }),
          said('stop', { person: second, at: START + 3_000 }),
        ];
        await rig.work.ingest(words);
        await rig.work.ingest([
          rig.message('it is me', { person: { identifiers: [phone('15550001'), userId('U1')] } }),
        ]);
        await rig.work.ingest([said('resume', { at: START + 2_000 })]);
        expect(await optedOutAt()).toBe(START + 3_000);
      },
    );

    test('an operator may tell what the person wants', async () => {
      await rig.hear('hello');
      const { id } = only(await contacts());
      now += 1_000;
      expect(await store.contacts.setMarketing(id, 'stop')).toBe(true);
      expect(await optedOutAt()).toBe(now);
      expect(await store.contacts.setMarketing(id, 'resume')).toBe(true);
      expect(await optedOutAt()).toBeNull();
      expect(await store.contacts.setMarketing('contact_0' as ContactId, 'stop')).toBe(false);
    });

    test('people are found by any part of name, username, user id or number', async () => {
      await rig.work.ingest([
        rig.message('a', { person: { identifiers: [phone('447700900461')], name: 'Mara Ellis', username: 'mara.e' } }),
        rig.message('b', { person: { identifiers: [userId('GB.7Qx2')], name: '100%_sure' } }),
      ]);
      for (const query of ['mara', 'ELLIS', 'mara.e', '+44 7700 900461', '7700-900']) {
        expect((await contacts(query)).map(({ contactName }) => contactName)).toEqual(['Mara Ellis']);
      }
      for (const query of ['gb.7qx', '0%_s']) {
        expect((await contacts(query)).map(({ contactName }) => contactName)).toEqual(['100%_sure']);
      }
      expect(await contacts('%')).toHaveLength(1);
      expect(await contacts('nobody')).toEqual([]);
      const elsewhere = { channelIds: ['channel_2' as ChannelId] };
      expect((await store.contacts.listContacts(elsewhere, { limit: 10 })).items).toEqual([]);
    });

    test('a person is shown with conversations, their newest message, and who was merged', async () => {
      await rig.work.ingest([
        rig.message('one', { person: { identifiers: [phone('15550001')] } }),
        rig.message('two', { person: { identifiers: [userId('U1')] } }),
      ]);
      const [newer, older] = await contacts();
      await rig.work.ingest([rig.message('three', { person: { identifiers: [phone('15550001'), userId('U1')] } })]);
      const survivor = only(await contacts());
      const detail = await store.contacts.getContact(survivor.id);
      const loser = [newer, older].find((one) => one && one.id !== survivor.id);
      expect(detail).toMatchObject({ merged: [loser?.id], mergedInto: null });
      expect(detail?.conversations).toHaveLength(2);
      const [current, former] = detail?.conversations ?? [];
      expect(current).toMatchObject({ mergedInto: null, lastMessage: { content: { type: 'text', text: 'three' } } });
      expect(former?.mergedInto).toBe(current?.id);
      expect(await store.contacts.getContact(loser?.id ?? survivor.id)).toMatchObject({ mergedInto: survivor.id });
      expect(await store.contacts.getContact('contact_0' as ContactId)).toBeNull();
    });
  });
}
