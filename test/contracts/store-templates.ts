import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountEffect } from '../../src/domain/events.ts';
import type { ChannelId, ConnectionId } from '../../src/domain/ids.ts';
import type { Template, TemplateChange } from '../../src/domain/template.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestDatabase, type StoreEngine, type TestDatabase } from '../support/stores.ts';
import { settledEvents } from './settled-events.ts';

const channelId = 'chn_1' as ChannelId;
const shop = { channelId, account: '330071449265018' };
const SIX_HOURS = 6 * 3_600_000;

function template(name: string, change: Partial<Template> = {}): Template {
  return {
    ...{ providerId: `id of ${name}`, name, language: 'en_GB', category: 'utility', status: 'approved', quality: null },
    ...{ rejection: null, parameterFormat: 'positional', header: null, footer: null, buttons: [], cards: [] },
    body: { text: 'Hello {{1}}!', variables: ['1'] },
    provider: { id: name },
    ...change,
  };
}

/** The template contract, for an engine. */
export function describeTemplates(engine: StoreEngine): void {
  describe(`templates on ${engine}`, () => {
    let database: TestDatabase;
    let store: Store;
    let now: number;
    let told = 0;

    beforeEach(async () => {
      now = 1_000_000;
      database = await createTestDatabase(engine);
      store = await database.open(() => now);
    });
    afterEach(async () => {
      await store.close();
      await database.remove();
    });

    const replace = (templates: readonly Template[], begunAt = now) =>
      store.templates.replaceTemplates({ ...shop, templates, begunAt, nextAt: now + SIX_HOURS });
    const known = async () => {
      const found = await store.templates.listTemplates(channelId);
      return found.map(({ name, language, status }) => `${name} ${language} ${status}`);
    };
    const find = async (name: string) =>
      (await store.templates.listTemplates(channelId)).find((found) => found.name === name);
    const tell = (list: readonly AccountEffect[], account = shop.account) => {
      told += 1;
      return store.work.ingest([
        {
          ...{ type: 'channel_event', channelId, senderId: null, kind: 'template_status', detail: {}, raw: '{}' },
          ...{ seen: { kind: 'account', key: `told ${told}` }, receivedAt: now },
          effects: { connectionId: 'cn_1' as ConnectionId, account, list },
        },
      ]);
    };
    const change = (...changes: TemplateChange[]) =>
      tell(changes.map((one) => ({ type: 'template_changed', change: one })));

    it('holds what the provider listed last, whole', async () => {
      await replace([template('parcel'), template('book'), template('book', { language: 'de' })]);
      expect(await known()).toEqual(['book de approved', 'book en_GB approved', 'parcel en_GB approved']);
      expect(await find('parcel')).toEqual({
        ...template('parcel'),
        ...{ ...shop, comingCategory: null, updatedAt: now },
      });
      await replace([template('book', { status: 'paused' })]);
      expect(await known()).toEqual(['book en_GB paused']);
    });

    it('holds the one that can be sent where several have the same name and language', async () => {
      const [sendable, draft] = [template('book', { providerId: 'T1' }), template('book', { status: 'unsubmitted' })];
      for (const listed of [
        [sendable, draft],
        [draft, sendable],
      ]) {
        await replace(listed);
        expect(await known()).toEqual(['book en_GB approved']);
        expect(await find('book')).toMatchObject({ providerId: 'T1' });
      }
    });

    it('leaves other channels and accounts alone', async () => {
      await replace([template('book')]);
      await store.templates.replaceTemplates({
        ...{ channelId, account: 'another', templates: [template('note')], begunAt: now, nextAt: now },
      });
      await replace([]);
      expect(await known()).toEqual(['note en_GB approved']);
    });

    it('follows what webhooks tell, by id and by name, and keeps what they do not mention', async () => {
      await replace([template('book', { quality: 'green' }), template('parcel')]);
      await change(
        { providerId: 'id of book', status: 'rejected', rejection: 'INVALID_FORMAT' },
        { name: 'parcel', language: 'en_GB', quality: 'red' },
        { providerId: 'id of parcel', announcedCategory: { category: 'marketing', at: 2_000_000 } },
      );
      expect(await find('book')).toMatchObject({ status: 'rejected', rejection: 'INVALID_FORMAT', quality: 'green' });
      expect(await find('parcel')).toMatchObject({
        ...{ status: 'approved', quality: 'red', category: 'utility' },
        comingCategory: { category: 'marketing', at: 2_000_000 },
      });
      await change(
        { providerId: 'id of book', status: 'approved' },
        { name: 'parcel', language: 'en_GB', category: 'marketing' },
      );
      expect(await find('book')).toMatchObject({ status: 'approved', rejection: null });
      expect(await find('parcel')).toMatchObject({ category: 'marketing', comingCategory: null });
    });

    it('is told to listeners when it changes, with what is true then', async () => {
      await store.events.listen('stream:a', Number.MAX_SAFE_INTEGER);
      await replace([template('book')]);
      await change({ providerId: 'id of book', status: 'paused' });
      await settledEvents(store);
      const filter = { types: ['template.changed' as const], channelIds: null };
      const { events } = await store.events.read({ after: { tx: 0, seq: 0 }, limit: 9, filter });
      expect(events.map(({ channelId: of, subject, detail }) => ({ of, subject, detail }))).toMatchObject([
        { of: channelId, subject: 'book en_GB', detail: { name: 'book', language: 'en_GB', status: 'paused' } },
      ]);
    });

    it('keeps an announcement over a list that does not know it, until the category is that', async () => {
      await replace([template('book')]);
      await change({ name: 'book', language: 'en_GB', announcedCategory: { category: 'marketing' } });
      now += 1_000;
      await replace([template('book')]);
      expect(await find('book')).toMatchObject({ comingCategory: { category: 'marketing', at: null } });
      await replace([template('book', { category: 'marketing' })]);
      expect(await find('book')).toMatchObject({ category: 'marketing', comingCategory: null });
    });

    it('believes a webhook, or who created it, more than a list that was begun before', async () => {
      await replace([template('book'), template('old')]);
      const begunAt = now;
      now += 500;
      await change({ name: 'book', language: 'en_GB', status: 'paused' });
      await store.templates.putTemplate({ ...shop, template: template('fresh', { status: 'pending' }) });
      await replace([template('book')], begunAt);
      expect(await known()).toEqual(['book en_GB paused', 'fresh en_GB pending']);
      now += 500;
      await replace([template('book')]);
      expect(await known()).toEqual(['book en_GB approved']);
    });

    it('forgets what is deleted, in one language or all', async () => {
      await replace([template('book'), template('book', { language: 'de', providerId: '2' }), template('parcel')]);
      await change({ providerId: '2', deleted: true });
      expect(await known()).toEqual(['book en_GB approved', 'parcel en_GB approved']);
      await store.templates.dropTemplate({ ...shop, name: 'parcel', language: 'de' });
      await store.templates.dropTemplate({ ...shop, name: 'book' });
      expect(await known()).toEqual(['parcel en_GB approved']);
    });

    it('gives an account to be read to one node, and again when its time has come', async () => {
      const claim = () => store.templates.claimSyncs({ accounts: [shop, shop], leaseMs: 60_000 });
      const both = await Promise.all([claim(), claim()]);
      expect(both.flat()).toEqual([shop]);
      now += 59_000;
      expect(await claim()).toEqual([]);
      await replace([template('book')]);
      now += SIX_HOURS - 1;
      expect(await claim()).toEqual([]);
      now += 1;
      expect(await claim()).toEqual([shop]);
    });

    it('reads an account again at once when a text changed or an unknown template is told of', async () => {
      const claim = () => store.templates.claimSyncs({ accounts: [shop], leaseMs: 60_000 });
      let woken = 0;
      store.templates.onSyncDue(() => {
        woken += 1;
      });
      await replace([template('book')]);
      await change({ name: 'book', language: 'en_GB', status: 'paused' });
      expect(await claim()).toEqual([]);
      await change({ name: 'book', language: 'en_GB', contentChanged: true });
      expect(await claim()).toEqual([shop]);
      await change({ name: 'never heard of', language: 'en_GB', status: 'approved' });
      expect(await claim()).toEqual([shop]);
      await expect.poll(() => woken).toBeGreaterThanOrEqual(2);
    });

    it('tells why an account could not be read, and that it could in the end', async () => {
      await replace([template('book')]);
      now += 1_000;
      await store.templates.recordSyncFailure({ ...shop, message: 'The token is not valid.', nextAt: now + 1 });
      expect(await store.templates.listSyncs(channelId)).toEqual([
        { ...shop, syncedAt: 1_000_000, error: 'The token is not valid.', failedAt: 1_001_000 },
      ]);
      expect(await known()).toEqual(['book en_GB approved']);
      await replace([]);
      expect(await store.templates.listSyncs(channelId)).toEqual([
        { ...shop, syncedAt: 1_001_000, error: null, failedAt: null },
      ]);
    });

    it('keeps the latest word about senders and accounts', async () => {
      const fact = { channelId, about: 'sender' as const, subject: '15550001111', name: 'quality' };
      await store.templates.saveFacts([{ ...fact, value: 'yellow', at: now }]);
      await store.templates.saveFacts([{ ...fact, value: 'green', at: now - 1 }]);
      await tell([
        { type: 'sender_facts', phoneNumber: '15550001111', facts: { limit: 'TIER_2K' } },
        { type: 'account_facts', facts: { review: 'approved' } },
      ]);
      const facts = await store.templates.listFacts(channelId);
      expect(facts.map(({ about, subject, name, value }) => [about, subject, name, value])).toEqual([
        ['account', shop.account, 'review', 'approved'],
        ['sender', '15550001111', 'limit', 'TIER_2K'],
        ['sender', '15550001111', 'quality', 'yellow'],
      ]);
    });

    it('tells when something last came', async () => {
      const quiet = { lastWebhookAt: null, lastSentAt: null, openDeadLetters: 0 };
      expect(await store.templates.channelActivity(channelId)).toEqual(quiet);
      await tell([]);
      expect(await store.templates.channelActivity(channelId)).toEqual({ ...quiet, lastWebhookAt: now });
    });
  });
}
