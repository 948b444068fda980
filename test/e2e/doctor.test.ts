import { expect, test } from 'vitest';
import { ok, type Schemas } from './api.ts';
import { onBothEngines } from './both-engines.ts';
import type { TestChannel } from './channel.ts';
import type { Harness } from './harness.ts';

type Conditions = Parameters<Harness['simulator']['setConditions']>[1];

onBothEngines((harness) => {
  const examine = (shop: TestChannel, body: Schemas['TestChannel'] = { repair: false }) =>
    ok(harness().api.POST('/api/v1/channels/{id}/test', { params: { path: { id: shop.id } }, body }));
  /** Names of the checks that failed, warnings aside. */
  const wrong = async (shop: TestChannel) => {
    const { ok: isWell, checks } = await examine(shop);
    const failed = checks.filter((check) => !check.ok && !check.isWarning);
    expect(isWell).toBe(failed.length === 0);
    expect(failed.every(({ hint }) => hint !== undefined && hint !== '')).toBe(true);
    return failed.map(({ name }) => name);
  };

  const known = async (): Promise<TestChannel> => {
    const shop = await harness().openChannel();
    const { displayPhoneNumber: phoneNumber, phoneNumberId, businessAccountId } = shop.number;
    await shop.change({ senders: [{ phoneNumber, phoneNumberId, businessAccountId }] });
    return shop;
  };

  test('a set-up that is right passes, and what the provider told is shown in the health', async () => {
    const { api, simulator } = harness();
    const shop = await known();
    expect(await wrong(shop)).toEqual([]);
    const { checks } = await examine(shop);
    const names = checks.map(({ name }) => name);
    for (const name of ['token', 'app_secret', 'sender_id', 'permissions', 'subscription', 'registration']) {
      expect(names).toContain(name);
    }
    expect(checks.find(({ name }) => name === 'callback_reachable')).toMatchObject({ ok: true });
    expect(checks.find(({ name }) => name === 'verify_token')).toMatchObject({ ok: true });
    expect(checks.find(({ name }) => name === 'public_url')).toMatchObject({ ok: false, isWarning: true });
    expect(checks.find(({ name }) => name === 'bot')).toMatchObject({ ok: true });

    simulator.setConditions(shop.number.phoneNumberId, { quality: 'YELLOW' });
    await examine(shop);
    const health = await ok(api.GET('/api/v1/channels/{id}/health', { params: { path: { id: shop.id } } }));
    expect(health).toMatchObject({
      state: 'attention',
      reasons: [expect.stringContaining('its quality is yellow')],
      senders: [{ account: shop.number.businessAccountId, facts: { quality: 'yellow' } }],
    });
  });

  test.each<[string, Conditions, string]>([
    ['an expired token', { token: 'expired' }, 'token'],
    ['a token without the permissions', { token: 'no_permission' }, 'permissions'],
    ['an app that is not subscribed', { isSubscribed: false }, 'subscription'],
    ['a number that is not registered', { isRegistered: false }, 'registration'],
  ])('finds %s', async (_what, conditions, name) => {
    const shop = await known();
    harness().simulator.setConditions(shop.number.phoneNumberId, conditions);
    expect((await wrong(shop))[0]).toBe(name);
  });

  test('finds settings that are not those of the app, the number or the token', async () => {
    const shop = await known();
    const { displayPhoneNumber: phoneNumber, phoneNumberId, businessAccountId, appSecret } = shop.number;
    await shop.change({ settings: { appSecret: 'secret-of-another-app' } });
    expect((await wrong(shop))[0]).toBe('app_secret');
    await shop.change({ settings: { appSecret, accessToken: 'EAAsomebodyElses' } });
    expect((await wrong(shop))[0]).toBe('token');
    await shop.change({ settings: { accessToken: shop.number.accessToken } });
    await shop.change({ senders: [{ phoneNumber, phoneNumberId: '499999999999999', businessAccountId }] });
    expect((await wrong(shop))[0]).toBe('sender_id');
    await shop.change({ senders: [{ phoneNumber, phoneNumberId, businessAccountId }] });
    expect(await wrong(shop)).toEqual([]);
  });

  test('finds that webhooks go elsewhere, and repairs what nobody else uses', async () => {
    const { simulator } = harness();
    const shop = await known();
    const { phoneNumberId } = shop.number;
    simulator.changeNumber(phoneNumberId, { callbackUrl: 'https://elsewhere.example/webhook' });
    expect(await wrong(shop)).toEqual(['callback']);
    simulator.changeNumber(phoneNumberId, { callbackUrl: shop.webhookUrl });
    simulator.setConditions(phoneNumberId, { isSubscribed: false });
    expect(await wrong(shop)).toEqual(['subscription']);
    await examine(shop, { repair: true });
    expect(await wrong(shop)).toEqual([]);
  });
});
