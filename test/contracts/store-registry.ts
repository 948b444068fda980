import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Channel, DEFAULT_RULES, type Sender } from '../../src/domain/channel.ts';
import type { BotId, ChannelId, ConnectionId, SenderId } from '../../src/domain/ids.ts';
import type { StoredApiKey, StoredApplication, StoredBot, StoredConnection } from '../../src/store/registry.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestDatabase, type StoreEngine, type TestDatabase } from '../support/stores.ts';

const bot: StoredBot = {
  id: 'bot_1' as BotId,
  name: 'Echo',
  connector: 'webhook',
  settings: { url: 'https://bot.example/turns' },
  secrets: { secret: 'ciphertext' },
  createdAt: 1_000,
  updatedAt: 1_000,
};

function channel(id: string, change: Partial<Channel> = {}): Channel {
  return {
    id: id as ChannelId,
    name: id,
    botId: null,
    enabled: true,
    rules: DEFAULT_RULES,
    createdAt: 1,
    updatedAt: 1,
    ...change,
  };
}

function connection(id: string, channelId: string, change: Partial<StoredConnection> = {}): StoredConnection {
  const token = `token of ${id}`;
  const fixed = { id: id as ConnectionId, channelId: channelId as ChannelId, token };
  return {
    ...fixed,
    provider: 'acme',
    state: 'active',
    settings: { appId: '7' },
    secrets: {},
    createdAt: 1,
    senderKey: 'acmeId',
    ...change,
  };
}

function sender(id: string, channelId: string, phoneNumber: string, fields: Sender['fields'] = {}): Sender {
  return { id: id as SenderId, channelId: channelId as ChannelId, phoneNumber, fields };
}

/** What a channel may not have, because `by` has it. */
function taken(phoneNumber: string, field = 'phoneNumber', by = 'ch_1') {
  return { conflict: 'sender_taken', taken: { phoneNumber, field, by: { id: by, name: by } } };
}

/** The registry contract, for an engine. */
export function describeRegistry(engine: StoreEngine): void {
  describe(`registry on ${engine}`, () => {
    let database: TestDatabase;
    let store: Store;

    beforeEach(async () => {
      database = await createTestDatabase(engine);
      store = await database.open();
    });
    afterEach(async () => {
      await store.close();
      await database.remove();
    });

    const insert = (
      id: string,
      phoneNumber: string,
      fields: Sender['fields'] = {},
      change: Partial<StoredConnection> = {},
    ) =>
      store.registry.insertChannel(channel(id), connection(`cn_${id}`, id, change), [
        sender(`sn_${id}`, id, phoneNumber, fields),
      ]);

    describe('bots', () => {
      it('come back as they were stored', async () => {
        await store.registry.insertBot(bot);
        expect((await store.registry.snapshot()).bots).toEqual([bot]);
      });

      it('change, and are unknown if they do not exist', async () => {
        await store.registry.insertBot(bot);
        const changed = { ...bot, name: 'Parrot', settings: { url: 'https://parrot.example' }, updatedAt: 2_000 };
        expect(await store.registry.updateBot(changed)).toBe(true);
        expect(await store.registry.updateBot({ ...changed, id: 'bot_2' as BotId })).toBe(false);
        expect((await store.registry.snapshot()).bots).toEqual([changed]);
      });

      it('stay while a channel names them', async () => {
        await store.registry.insertBot(bot);
        await store.registry.insertChannel(channel('ch_1', { botId: bot.id }), connection('cn_1', 'ch_1'), []);
        expect(await store.registry.deleteBot(bot.id)).toEqual({ conflict: 'in_use' });
        await store.registry.updateChannel('ch_1' as ChannelId, { botId: null, updatedAt: 2 });
        expect(await store.registry.deleteBot(bot.id)).toBe(true);
        expect(await store.registry.deleteBot(bot.id)).toBe(false);
      });
    });

    describe('applications', () => {
      const application = (change: Partial<StoredApplication> = {}): StoredApplication => ({
        ...{ id: 'app_1', name: 'Partner', audience: null, singleUse: false, createdAt: 1_000 },
        secrets: { secret: 'ciphertext' },
        ...change,
      });

      it('come back as they were stored, the newest first', async () => {
        const strict = application({ id: 'app_2', audience: 'us', singleUse: true, createdAt: 2_000 });
        await store.registry.insertApplication(application());
        await store.registry.insertApplication(strict);
        expect(await store.registry.listApplications()).toEqual([strict, application()]);
        expect(await store.registry.findApplication('app_2')).toEqual(strict);
        expect(await store.registry.findApplication('app_3')).toBeNull();
      });

      it('change only from what is stored', async () => {
        await store.registry.insertApplication(application());
        const changed = application({ name: 'Other', audience: 'us', secrets: { secret: 'new' } });
        expect(await store.registry.updateApplication(changed, application({ audience: 'them' }))).toBe(false);
        expect(await store.registry.updateApplication(changed, application())).toBe(true);
        expect(await store.registry.findApplication('app_1')).toEqual(changed);
      });

      it('stay while a connection names them', async () => {
        await store.registry.insertApplication(application());
        await insert('ch_1', '15550000001', {}, { settings: { applicationId: 'app_1' } });
        expect(await store.registry.deleteApplication('app_1')).toEqual({ conflict: 'in_use' });
        await store.registry.deleteChannel('ch_1' as ChannelId);
        expect(await store.registry.deleteApplication('app_1')).toBe(true);
        expect(await store.registry.deleteApplication('app_1')).toBe(false);
      });

      it('let a token count once, until it ends', async () => {
        const use = { applicationId: 'app_1', tokenId: 't1', until: 2_000, now: 1_000 };
        expect(await store.registry.useToken(use)).toBe(true);
        expect(await store.registry.useToken(use)).toBe(false);
        expect(await store.registry.useToken({ ...use, applicationId: 'app_2' })).toBe(true);
        expect(await store.registry.useToken({ ...use, tokenId: 't2', now: 3_000 })).toBe(true);
        expect(await store.registry.useToken(use)).toBe(true);
      });
    });

    describe('channels', () => {
      it('come back with connection and senders in the order given', async () => {
        const senders = [sender('sn_b', 'ch_1', '15550000002', { acmeId: '2' }), sender('sn_a', 'ch_1', '15550000001')];
        const stored = connection('cn_1', 'ch_1', { secrets: { accessToken: 'ciphertext' } });
        await store.registry.insertChannel(channel('ch_1', { enabled: false }), stored, senders);
        expect(await store.registry.snapshot()).toMatchObject({
          channels: [channel('ch_1', { enabled: false })],
          connections: [stored],
          senders,
        });
      });

      it('change only in what is named', async () => {
        await insert('ch_1', '15550000001');
        const rules = { ...DEFAULT_RULES, gatherMs: 3_000 };
        expect(await store.registry.updateChannel('ch_1' as ChannelId, { rules, updatedAt: 9 })).toBe(true);
        expect(await store.registry.updateChannel('ch_2' as ChannelId, { name: 'x', updatedAt: 9 })).toBe(false);
        expect((await store.registry.snapshot()).channels).toEqual([channel('ch_1', { rules, updatedAt: 9 })]);
      });

      it('take connections and senders with them when they are deleted', async () => {
        await insert('ch_1', '15550000001');
        expect(await store.registry.deleteChannel('ch_1' as ChannelId)).toBe(true);
        expect(await store.registry.deleteChannel('ch_1' as ChannelId)).toBe(false);
        expect(await store.registry.snapshot()).toMatchObject({ channels: [], connections: [], senders: [] });
        expect(await insert('ch_2', '15550000001')).toBe(true);
      });
    });

    describe('senders', () => {
      it('cannot be on two channels, whatever their providers', async () => {
        expect(await insert('ch_1', '15550000001')).toBe(true);
        expect(await insert('ch_2', '15550000001')).toEqual(taken('15550000001'));
        expect(await insert('ch_3', '15550000001', {}, { provider: 'other' })).toEqual(taken('15550000001'));
        expect((await store.registry.snapshot()).channels).toHaveLength(1);
      });

      it('are the same in every spelling of their number', async () => {
        expect(await insert('ch_1', '5511987654321')).toBe(true);
        expect(await insert('ch_2', '551187654321')).toEqual(taken('551187654321'));
      });

      it('cannot share the field by which the provider names them', async () => {
        expect(await insert('ch_1', '15550000001', { acmeId: 'A', account: 'same' })).toBe(true);
        expect(await insert('ch_2', '15550000002', { acmeId: 'A' })).toEqual(taken('15550000002', 'acmeId'));
        expect(await insert('ch_3', '15550000002', { acmeId: 'B', account: 'same' })).toBe(true);
      });

      it('are replaced unless another channel has them', async () => {
        await insert('ch_1', '15550000001');
        await insert('ch_2', '15550000002');
        const wanted = [sender('sn_x', 'ch_2', '15550000003'), sender('sn_y', 'ch_2', '15550000001')];
        expect(await store.registry.updateChannel('ch_2' as ChannelId, { senders: wanted, updatedAt: 9 })).toEqual(
          taken('15550000001'),
        );
        const free = [sender('sn_ch_2', 'ch_2', '15550000002', { acmeId: '5' }), sender('sn_x', 'ch_2', '15550000003')];
        expect(await store.registry.updateChannel('ch_2' as ChannelId, { senders: free, updatedAt: 9 })).toBe(true);
        const { senders } = await store.registry.snapshot();
        expect(senders.filter((one) => one.channelId === 'ch_2')).toEqual(free);
      });

      it('are won by one of two channels that want them at once', async () => {
        const outcomes = await Promise.all(['ch_1', 'ch_2', 'ch_3'].map((id) => insert(id, '15550000001')));
        expect(outcomes.filter((outcome) => outcome === true)).toHaveLength(1);
        expect((await store.registry.snapshot()).senders).toHaveLength(1);
      });

      it('learn fields', async () => {
        await insert('ch_1', '15550000001');
        expect(await store.registry.updateSenderFields('sn_ch_1' as SenderId, { account: '9' })).toBe(true);
        expect(await store.registry.updateSenderFields('sn_none' as SenderId, { account: '9' })).toBe(false);
        expect((await store.registry.snapshot()).senders).toMatchObject([{ fields: { account: '9' } }]);
      });
    });

    describe('connections', () => {
      const states = async () =>
        Object.fromEntries((await store.registry.snapshot()).connections.map(({ id, state }) => [id, state]));

      it('drain when a new active one comes, whose senders come in the same step', async () => {
        await insert('ch_1', '15550000001');
        const moved = [sender('sn_ch_1', 'ch_1', '15550000001', { otherId: '3' })];
        const next = connection('cn_2', 'ch_1', { provider: 'other', senderKey: 'otherId' });
        expect(await store.registry.insertConnection(next, moved)).toBe(true);
        expect(await states()).toEqual({ cn_ch_1: 'draining', cn_2: 'active' });
        expect((await store.registry.snapshot()).senders).toEqual(moved);
      });

      it('may stand by beside the active one', async () => {
        await insert('ch_1', '15550000001');
        expect(await store.registry.insertConnection(connection('cn_2', 'ch_1', { state: 'standby' }))).toBe(true);
        expect(await states()).toEqual({ cn_ch_1: 'active', cn_2: 'standby' });
        expect(await store.registry.updateConnection('cn_2' as ConnectionId, { state: 'active' })).toBe(true);
        expect(await states()).toEqual({ cn_ch_1: 'standby', cn_2: 'active' });
      });

      it('hold their numbers wherever they move, until the channel has them no more', async () => {
        await insert('ch_1', '15550000001');
        await store.registry.insertConnection(connection('cn_2', 'ch_1', { provider: 'other' }));
        expect(await insert('ch_2', '15550000001')).toEqual(taken('15550000001'));
        await store.registry.updateChannel('ch_1' as ChannelId, {
          senders: [sender('sn_x', 'ch_1', '15550000002')],
          updatedAt: 9,
        });
        expect(await insert('ch_2', '15550000001')).toBe(true);
        const back = [sender('sn_y', 'ch_1', '15550000001')];
        expect(await store.registry.insertConnection(connection('cn_3', 'ch_1'), back)).toEqual(
          taken('15550000001', 'phoneNumber', 'ch_2'),
        );
        expect(await states()).toMatchObject({ cn_ch_1: 'draining', cn_2: 'active' });
      });

      it('that stand by hold what their provider calls the senders, and draining ones do not', async () => {
        await insert('ch_1', '15550000001', { acmeId: 'A', otherId: '3' });
        const other = { provider: 'other', senderKey: 'otherId' } as const;
        expect(await store.registry.insertConnection(connection('cn_2', 'ch_1', { ...other, state: 'standby' }))).toBe(
          true,
        );
        expect(await insert('ch_2', '15550000002', { otherId: '3' }, other)).toEqual(taken('15550000002', 'otherId'));
        expect(await insert('ch_2', '15550000002', { acmeId: 'B', otherId: '3' })).toBe(true);
        const late = connection('cn_3', 'ch_2', { ...other, state: 'standby' });
        expect(await store.registry.insertConnection(late)).toEqual(taken('15550000002', 'otherId'));
        await store.registry.deleteConnection('cn_2' as ConnectionId);
        expect(await store.registry.insertConnection(late)).toBe(true);
        const drained = [sender('sn_ch_2', 'ch_2', '15550000002', { acmeId: 'A', otherId: '3' })];
        expect(await store.registry.updateChannel('ch_2' as ChannelId, { senders: drained, updatedAt: 9 })).toEqual(
          taken('15550000002', 'acmeId'),
        );
        const next = connection('cn_4', 'ch_1', { provider: 'third', senderKey: 'thirdId' });
        expect(await store.registry.insertConnection(next)).toBe(true);
        expect(await store.registry.updateChannel('ch_2' as ChannelId, { senders: drained, updatedAt: 9 })).toBe(true);
        expect(await store.registry.updateConnection('cn_ch_1' as ConnectionId, { state: 'standby' })).toEqual(
          taken('15550000001', 'acmeId', 'ch_2'),
        );
      });

      it('change their settings and secrets', async () => {
        await insert('ch_1', '15550000001');
        const change = { settings: { appId: '8' }, secrets: { accessToken: 'new ciphertext' } };
        expect(await store.registry.updateConnection('cn_ch_1' as ConnectionId, change)).toBe(true);
        expect(await store.registry.updateConnection('cn_none' as ConnectionId, change)).toBe(false);
        expect((await store.registry.snapshot()).connections).toMatchObject([change]);
      });
    });

    describe('version', () => {
      it('grows with every change and not with what changed nothing', async () => {
        const first = await store.registry.version();
        await store.registry.insertBot(bot);
        const second = await store.registry.version();
        await store.registry.deleteBot('bot_none' as BotId);
        await insert('ch_1', '15550000001');
        await insert('ch_2', '15550000001');
        expect(second).toBeGreaterThan(first);
        expect(await store.registry.version()).toBe(second + 1);
        expect((await store.registry.snapshot()).version).toBe(second + 1);
      });

      it('is announced to who listens, until it stops listening', async () => {
        let heard = () => {};
        const announced = new Promise<void>((resolve) => {
          heard = resolve;
        });
        const stop = store.registry.onRegistryChange(() => heard());
        await store.registry.insertBot(bot);
        await announced;
        stop();
      });
    });

    describe('API keys', () => {
      const key: StoredApiKey = {
        id: 'key_1',
        name: 'bot',
        hash: 'ab12',
        scopes: ['read'],
        channelIds: ['ch_1' as ChannelId],
        createdAt: 5,
        lastUsedAt: null,
      };

      it('are found by hash and listed newest first', async () => {
        const other = { ...key, id: 'key_2', hash: 'cd34', channelIds: null, createdAt: 6 };
        await store.registry.insertApiKey(key);
        await store.registry.insertApiKey(other);
        expect(await store.registry.findApiKey('ab12')).toEqual(key);
        expect(await store.registry.findApiKey('ef56')).toBeNull();
        expect(await store.registry.listApiKeys()).toEqual([other, key]);
      });

      it('remember their last use and are gone when deleted', async () => {
        await store.registry.insertApiKey(key);
        await store.registry.touchApiKey('key_1', 77);
        expect(await store.registry.findApiKey('ab12')).toMatchObject({ lastUsedAt: 77 });
        expect(await store.registry.deleteApiKey('key_1')).toBe(true);
        expect(await store.registry.deleteApiKey('key_1')).toBe(false);
        expect(await store.registry.findApiKey('ab12')).toBeNull();
      });
    });

    it('facts of the installation are written once, or replaced on purpose', async () => {
      expect(await store.registry.getMeta('check')).toBeNull();
      expect(await store.registry.putMetaOnce('check', 'first')).toBe('first');
      expect(await store.registry.putMetaOnce('check', 'second')).toBe('first');
      await store.registry.putMeta('check', 'third');
      expect(await store.registry.getMeta('check')).toBe('third');
    });

    it('everything is there after the store was closed and opened again', async () => {
      await store.registry.insertBot(bot);
      await insert('ch_1', '15550000001');
      const before = await store.registry.snapshot();
      await store.close();
      store = await database.open();
      expect(await store.registry.snapshot()).toEqual(before);
    });
  });
}
