import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADMIN_KEY, createServiceRig, type ServiceRig } from '../../test/support/service-rig.ts';
import { fullAccess } from './access.ts';
import type { NewApiKey } from './api-keys.ts';

const me = fullAccess('test');
let input: NewApiKey;
let rig: ServiceRig;
beforeEach(async () => {
  rig = await createServiceRig();
  const account = { provider: 'plain', settings: { account: 'a', token: 'long enough' } };
  const senders = [{ phoneNumber: '15550001111' }];
  const channel = { name: 'C', ...account, senders, botId: null, enabled: true, rules: {} };
  const { id } = await rig.channels.create(me, channel);
  input = { name: 'Reports', scopes: ['read'], channelIds: [id] };
});
afterEach(() => rig.close());

describe('API keys', () => {
  it('open what they were made for', async () => {
    const { key, apiKey } = await rig.apiKeys.create(me, input);
    expect(key).toMatch(/^chq_[\w-]{43}$/);
    expect(await rig.apiKeys.authenticate(key)).toEqual({ ...input, name: undefined, keyId: apiKey.id });
  });

  it('are stored and shown without what they open with', async () => {
    const { key, apiKey } = await rig.apiKeys.create(me, input);
    expect(JSON.stringify(apiKey)).not.toContain(key);
    expect(apiKey).not.toHaveProperty('hash');
    expect(JSON.stringify(await rig.store.registry.listApiKeys())).not.toContain(key);
    expect((await rig.apiKeys.list(me, { limit: 10 })).items).toEqual([{ ...apiKey, lastUsedAt: null }]);
  });

  it.each(['', 'chq_', `${ADMIN_KEY}!`, ADMIN_KEY.slice(0, -1)])('are not %j', async (key) => {
    expect(await rig.apiKeys.authenticate(key)).toBeNull();
  });

  it('remember when they were last used', async () => {
    const { key } = await rig.apiKeys.create(me, input);
    await rig.apiKeys.authenticate(key);
    expect((await rig.apiKeys.list(me, { limit: 1 })).items[0]?.lastUsedAt).toBe(rig.clock.now());
  });

  it('that were deleted end within seconds', async () => {
    const { key, apiKey } = await rig.apiKeys.create(me, input);
    await rig.apiKeys.authenticate(key);
    await rig.apiKeys.delete(me, apiKey.id);
    await rig.clock.advance(5_000);
    expect(await rig.apiKeys.authenticate(key)).toBeNull();
    await expect(rig.apiKeys.delete(me, apiKey.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('need a name and a scope', async () => {
    const wrong = rig.apiKeys.create(me, { name: '', scopes: [], channelIds: null });
    await expect(wrong).rejects.toMatchObject({ problems: [{ path: '/name' }, { path: '/scopes' }] });
  });

  it('name channels that are there', async () => {
    const wrong = rig.apiKeys.create(me, { ...input, channelIds: ['ch_none'] });
    await expect(wrong).rejects.toMatchObject({ problems: [{ path: '/channelIds/0' }] });
  });

  it('of the environment open everything and are not listed', async () => {
    expect(await rig.apiKeys.authenticate(ADMIN_KEY)).toEqual(fullAccess('admin'));
    expect((await rig.apiKeys.list(me, { limit: 10 })).items).toEqual([]);
  });
});
