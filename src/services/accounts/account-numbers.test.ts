import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServiceRig, type ServiceRig } from '../../../test/support/service-rig.ts';
import type { ChannelId } from '../../domain/ids.ts';
import type { AccountNumber, ProviderResult } from '../../domain/provider.ts';
import { fullAccess } from '../access.ts';

const admin = fullAccess('test');
const SETTINGS = { account: 'a1', token: 'a-token-of-the-provider' };
const NUMBERS: AccountNumber[] = [
  { phoneNumber: '15550001111', displayName: 'Shop', isReady: true, fields: { numberId: 'n1' } },
  { phoneNumber: '15550002222', isReady: false, note: 'not registered', fields: { numberId: 'n2' } },
];

let rig: ServiceRig;
/** What the account answers. */
let told: ProviderResult<readonly AccountNumber[]>;
/** What the adapters were connected with. */
let connected: unknown[];

beforeEach(async () => {
  told = { ok: true, value: NUMBERS };
  connected = [];
  rig = await createServiceRig({
    connect: (settings, { memo }) => {
      connected.push(settings);
      return {
        verify: () => ({ ok: true }),
        parse: () => [],
        send: async () => ({ ok: false, failure: { kind: 'rejected', message: 'no' } }),
        account: {
          check: async () => [],
          numbers: async () => {
            await memo.keep('session', 'token of a session');
            return (await memo.read('session')) === 'token of a session' ? told : { ok: true, value: [] };
          },
        },
      };
    },
  });
});
afterEach(() => rig.close());

const create = (provider = 'acme') =>
  rig.channels.create(admin, {
    ...{ name: 'Shop', provider, settings: SETTINGS, botId: null, enabled: true, rules: {} },
    senders: [{ phoneNumber: '+15550001111', ...(provider === 'acme' && { fields: { numberId: 'n1' } }) }],
  });

describe('the numbers of an account', () => {
  it('are listed for settings that are stored nowhere, nor is what the adapter remembers', async () => {
    const numbers = await rig.accountNumbers.ofSettings(admin, 'acme', SETTINGS);
    expect(numbers).toEqual(NUMBERS.map((number) => ({ ...number, usedBy: null })));
    expect(connected).toEqual([SETTINGS]);
    expect(await rig.store.registry.snapshot()).toMatchObject({ channels: [], connections: [] });
    expect(await rig.store.memos.listMemos({ after: null, limit: 10 })).toEqual([]);
  });

  it('are listed for a channel, with the channels that have them', async () => {
    const { id } = await create();
    const numbers = await rig.accountNumbers.ofChannel(admin, id);
    expect(numbers.map(({ usedBy }) => usedBy)).toEqual([id, null]);
    await expect(rig.accountNumbers.ofChannel(admin, id, 'cn_other')).rejects.toMatchObject({
      problems: [{ path: '/connectionId' }],
    });
  });

  it('are not asked for with settings that cannot work: each is named', async () => {
    const asked = (settings: Record<string, string>) => rig.accountNumbers.ofSettings(admin, 'acme', settings);
    await expect(asked({ account: 'a1', region: 'moon' })).rejects.toMatchObject({
      problems: [{ path: '/settings/token' }, { path: '/settings/region' }],
    });
    await expect(asked({ ...SETTINGS, token: 'short' })).rejects.toMatchObject({
      problems: [{ path: '/settings/token', message: 'Too short.' }],
    });
    await expect(asked({ ...SETTINGS, applicationId: 'app_9' })).rejects.toMatchObject({
      problems: [{ path: '/settings/applicationId' }],
    });
    expect(connected).toEqual([]);
  });

  it('are refused in the words of the provider', async () => {
    told = { ok: false, trouble: { kind: 'misconfigured', message: 'Acme does not know this token.' } };
    await expect(rig.accountNumbers.ofSettings(admin, 'acme', SETTINGS)).rejects.toMatchObject({
      ...{ code: 'conflict', conflict: 'channel_misconfigured', message: 'Acme does not know this token.' },
    });
    told = { ok: false, trouble: { kind: 'unavailable', message: 'Acme does not answer.' } };
    await expect(rig.accountNumbers.ofSettings(admin, 'acme', SETTINGS)).rejects.toMatchObject({
      code: 'provider_unavailable',
    });
  });

  it('are not told by every provider', async () => {
    const unsupported = { code: 'conflict', conflict: 'not_supported' };
    await expect(rig.accountNumbers.ofSettings(admin, 'plain', SETTINGS)).rejects.toMatchObject(unsupported);
    const { id } = await create('plain');
    await expect(rig.accountNumbers.ofChannel(admin, id)).rejects.toMatchObject(unsupported);
    await expect(rig.accountNumbers.ofSettings(admin, 'other', SETTINGS)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are for those who set up channels', async () => {
    const { id } = await create();
    const reader = { ...admin, scopes: ['read', 'send'] as const };
    const limited = { ...admin, channelIds: ['ch_other' as ChannelId] };
    await expect(rig.accountNumbers.ofSettings(reader, 'acme', SETTINGS)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(rig.accountNumbers.ofSettings(limited, 'acme', SETTINGS)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(rig.accountNumbers.ofChannel(reader, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(rig.accountNumbers.ofChannel(limited, id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
