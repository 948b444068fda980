import { expect, test } from 'vitest';
import { ok, type Schemas } from './api.ts';
import { onBothEngines } from './both-engines.ts';
import type { TestChannel } from './channel.ts';
import { ADMIN_KEY } from './gateway.ts';

const MINUTE_MS = 60_000;

onBothEngines((harness) => {
  const connectionOf = async (shop: TestChannel): Promise<Schemas['Connection']> => {
    const channel = await ok(harness().api.GET('/api/v1/channels/{id}', { params: { path: { id: shop.id } } }));
    const [connection] = channel.connections;
    if (!connection) throw new Error('the channel has no connection');
    return connection;
  };
  const stoppedFor = (shop: TestChannel) =>
    harness().eventually('the connection to stop', async () => (await connectionOf(shop)).stopped ?? undefined);
  const waiting = (shop: TestChannel) =>
    harness().eventually('the answer to wait', async () => {
      const { items } = await ok(
        harness().api.GET('/api/v1/conversations', { params: { query: { channelId: shop.id } } }),
      );
      return items.find(({ waiting }) => waiting.some(({ waitsFor }) => waitsFor === 'stopped'));
    });
  const release = async (shop: TestChannel) => {
    const { id: connectionId } = await connectionOf(shop);
    const path = { id: shop.id, connectionId };
    return ok(harness().api.POST('/api/v1/channels/{id}/connections/{connectionId}/release', { params: { path } }));
  };

  test('item 51: with an expired token nothing is lost: answers wait unsent, and go when it is replaced', async () => {
    const { openChannel, simulator } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    simulator.setConditions(shop.number.phoneNumberId, { token: 'expired' });
    await shop.say(ana, 'one', 'two');
    const stop = await stoppedFor(shop);
    expect(stop).toMatchObject({ reason: 'credentials', code: '190', until: null });
    expect(JSON.stringify(stop)).not.toContain(shop.number.accessToken);
    await waiting(shop);
    expect(shop.answersTo(ana)).toEqual([]);
    const refusedSoFar = simulator.counters().refused;

    const accessToken = `${shop.number.accessToken}New`;
    simulator.changeNumber(shop.number.phoneNumberId, { accessToken, token: 'valid' });
    await shop.change({ settings: { accessToken } });
    expect(await shop.answered(ana, 2)).toEqual(['echo: one', 'echo: two']);
    await shop.settled();
    expect((await connectionOf(shop)).stopped).toBeNull();
    expect(simulator.counters().refused).toBe(refusedSoFar);
    expect(await shop.deadLetters()).toEqual([]);
  });

  test('with an expired token a file cannot be given to the provider either: its message waits too', async () => {
    const { openChannel, simulator, api, url } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    simulator.setConditions(shop.number.phoneNumberId, { token: 'expired' });
    const form = new FormData();
    form.append('channelId', shop.id);
    form.append('file', new File(['hello'], 'hello.txt', { type: 'text/plain' }));
    const headers = { authorization: `Bearer ${ADMIN_KEY}` };
    const uploaded = await fetch(`${url}/api/v1/media`, { method: 'POST', headers, body: form });
    const file = (await uploaded.json()) as Schemas['Media'];
    const content = { type: 'document' as const, media: { id: file.id } };
    const body = { channelId: shop.id, to: ana.phone ?? '', content, author: 'api' as const };
    const { id } = await ok(api.POST('/api/v1/messages', { body }));
    expect(await stoppedFor(shop)).toMatchObject({ reason: 'credentials', code: '190' });
    await waiting(shop);
    simulator.setConditions(shop.number.phoneNumberId, { token: 'valid' });
    await release(shop);
    const sent = await shop.message('the file', (one) => one.id === id && one.status === 'delivered');
    expect(sent.failure).toBeNull();
  });

  test('item 52: a release lets what waits go on, and stops again where nothing was mended', async () => {
    const { openChannel, simulator } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    simulator.setConditions(shop.number.phoneNumberId, { restricted: true });
    await shop.say(ana, 'Hi');
    const { at } = await stoppedFor(shop);
    await waiting(shop);
    await harness().passTime(MINUTE_MS);
    await release(shop);
    const again = await harness().eventually('the connection to stop again', async () => {
      const { stopped } = await connectionOf(shop);
      return stopped && stopped.at !== at ? stopped : undefined;
    });
    expect(again).toMatchObject({ reason: 'restriction', code: '368' });
    await waiting(shop);

    simulator.setConditions(shop.number.phoneNumberId, { restricted: false });
    expect(await release(shop)).toMatchObject({ stopped: null });
    expect(await shop.answered(ana, 1)).toEqual(['echo: Hi']);
    await shop.settled();
  });

  test('an answer that expires while nothing may be sent fails with the reason of the stop', async () => {
    const { openChannel, simulator, passTime } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    simulator.setConditions(shop.number.phoneNumberId, { token: 'revoked' });
    await shop.say(ana, 'Hi');
    const { message, code } = await stoppedFor(shop);
    await waiting(shop);
    await passTime(16 * MINUTE_MS);
    const failed = await shop.message('the failed answer', ({ status }) => status === 'failed');
    expect(failed.failure).toEqual({ kind: 'channel_misconfigured', message, code });
    expect(shop.answersTo(ana)).toEqual([]);
    simulator.setConditions(shop.number.phoneNumberId, { token: 'valid' });
    await release(shop);
    await shop.settled();
  });

  test('item 52: a restriction that Meta announces stops until its end', async () => {
    const { openChannel, simulator, clock, passTime } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'before');
    await shop.answered(ana, 1);
    const until = Math.ceil((clock.now() + 5 * MINUTE_MS) / 1_000);
    const restriction = { restriction_type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING', expiration: until };
    simulator.sendWebhook({
      numberId: shop.number.phoneNumberId,
      field: 'account_update',
      value: { event: 'ACCOUNT_RESTRICTION', restriction_info: [restriction] },
    });
    expect(await stoppedFor(shop)).toMatchObject({
      reason: 'restriction',
      until: new Date(until * 1_000).toISOString(),
    });
    await shop.say(ana, 'during');
    await waiting(shop);
    await passTime(6 * MINUTE_MS);
    expect(await shop.answered(ana, 2)).toEqual(['echo: before', 'echo: during']);
    expect((await connectionOf(shop)).stopped).toBeNull();
  });

  test('item 52: a ban that is lifted lets answers go at once', async () => {
    const { openChannel, simulator } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    const ban = (waba_ban_state: string) =>
      simulator.sendWebhook({
        numberId: shop.number.phoneNumberId,
        field: 'account_update',
        value: { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state, waba_ban_date: 'November 3, 2026' } },
      });
    ban('DISABLE');
    await stoppedFor(shop);
    await shop.say(ana, 'Hi');
    await waiting(shop);
    ban('REINSTATE');
    expect(await shop.answered(ana, 1)).toEqual(['echo: Hi']);
    await shop.settled();
  });

  test('item 53: who stopped marketing gets none of it, and still gets answers', async () => {
    const { openChannel, simulator, api } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    simulator.prefer(shop.number.phoneNumberId, ana.id, 'stop');
    const contact = await harness().eventually('the opt-out', async () => {
      const query = { channelId: shop.id, query: 'ana' };
      const { items } = await ok(api.GET('/api/v1/contacts', { params: { query } }));
      return items.find(({ marketingOptedOutAt }) => marketingOptedOutAt !== null);
    });
    const offer = async () => {
      const body = {
        channelId: shop.id,
        to: ana.phone ?? '',
        content: 'Sale!',
        marketing: true,
        author: 'api' as const,
      };
      return ok(api.POST('/api/v1/messages', { body }));
    };
    const { id } = await offer();
    const refused = await shop.message(
      'the refused offer',
      (message) => message.id === id && message.status === 'failed',
    );
    expect(refused.failure).toMatchObject({ kind: 'recipient_opted_out' });
    expect((await shop.trace(id)).attempts).toEqual([]);
    await shop.say(ana, 'Still there?');
    expect(await shop.answered(ana, 2)).toEqual(['echo: Hi', 'echo: Still there?']);

    const path = { id: contact.id };
    const body = { marketing: 'resume' as const };
    const changed = await ok(api.PATCH('/api/v1/contacts/{id}', { params: { path }, body }));
    expect(changed.marketingOptedOutAt).toBeNull();
    await offer();
    expect(await shop.answered(ana, 3)).toContain('Sale!');
  });
});
