import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test } from 'vitest';
import { ok, refusal } from './api.ts';
import { onBothEngines } from './both-engines.ts';
import { startEventReceiver } from './event-receiver.ts';
import { followEvents } from './event-stream.ts';
import { ADMIN_KEY } from './gateway.ts';

onBothEngines((harness) => {
  test('a client’s URL is told of messages and statuses, signed, in order, and again until it takes them', async () => {
    const { openChannel, api, eventually, passTime } = harness();
    const shop = await openChannel();
    const client = await startEventReceiver();
    onTestFinished(client.stop);
    // The client's clock is the machine's: signatures must be by it, not by one that was turned.
    await passTime(3_600_000);
    client.answerWith((count) => (count === 1 ? 500 : 200));
    const { secret, id } = await ok(
      api.POST('/api/v1/event-webhooks', {
        body: { name: 'CRM', url: client.url, types: null, channelIds: [shop.id], enabled: true },
      }),
    );
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    await shop.settled();
    await client.until(() => client.requests.length > 0);
    await passTime(2_000);
    await client.until(() => client.events().some(isDelivered));

    const [refused, again] = client.requests;
    expect(again?.headers['webhook-id']).toBe(refused?.headers['webhook-id']);
    for (const { raw, headers } of client.requests) {
      expect(new Webhook(secret).verify(raw, headers)).toMatchObject({ id: headers['webhook-id'] });
    }
    const types = client.events().map(({ type }) => type);
    expect(types.slice(0, 3)).toEqual(['message.received', 'message.queued', 'message.status']);
    const [received] = client.events();
    expect(received?.data).toMatchObject({ message: { content: { type: 'text', text: 'Hi' }, channelId: shop.id } });
    expect(new Set(client.events().map((event) => event.id)).size).toBe(client.events().length);
    const firstOfLog = async () => {
      const path = { params: { path: { id }, query: { limit: 100 } } };
      const { items } = await ok(api.GET('/api/v1/event-webhooks/{id}/deliveries', path));
      return items.at(-1)?.state === 'delivered' ? items.at(-1) : undefined;
    };
    expect(await eventually('the log', firstOfLog)).toMatchObject({ type: 'message.received', tries: 2 });
  });

  test('a client that is gone is told no more; bad input and limited keys are refused', async () => {
    const { openChannel, api, eventually } = harness();
    const shop = await openChannel();
    const client = await startEventReceiver();
    onTestFinished(client.stop);
    client.answerWith(() => 410);
    const body = { name: 'CRM', url: client.url, types: null, channelIds: null, enabled: true };
    const { id } = await ok(api.POST('/api/v1/event-webhooks', { body }));
    await shop.say(shop.person('Ana'), 'Hi');
    const read = async () => {
      const found = await ok(api.GET('/api/v1/event-webhooks/{id}', { params: { path: { id } } }));
      return found.stopped ? found : undefined;
    };
    expect((await eventually('the stop', read)).stopped?.reason).toBe('gone');
    const wrong = api.POST('/api/v1/event-webhooks', { body: { ...body, url: 'ftp://client' } });
    expect(await refusal(wrong)).toMatchObject({ status: 400 });
    const inside = api.POST('/api/v1/event-webhooks', { body: { ...body, url: 'https://10.0.0.7/events' } });
    expect(await refusal(inside)).toMatchObject({ status: 400 });
    const { response } = await api.DELETE('/api/v1/event-webhooks/{id}', { params: { path: { id } } });
    expect(response.status).toBe(204);
  });

  test('the stream goes on where it was, over a restart of the gateway, without gap or repetition', async () => {
    const { openChannel, url, stopGateway, startGateway } = harness();
    const shop = await openChannel();
    const query = `?channelId=${shop.id}&types=message.received`;
    const first = await followEvents(`${url}/api/v1/events${query}`, ADMIN_KEY);
    const ana = shop.person('Ana');
    await shop.say(ana, 'one');
    await first.until(() => first.events.length > 0);
    await first.close();
    await shop.say(ana, 'two');
    await shop.answered(ana, 2);
    await stopGateway();
    await startGateway();
    await shop.say(ana, 'three');
    const second = await followEvents(`${url}/api/v1/events${query}`, ADMIN_KEY, first.lastId());
    onTestFinished(second.close);
    await second.until(() => second.texts().includes('three'));
    expect(second.texts()).toEqual(['two', 'three']);
  });
});

function isDelivered(event: { type: string; data: Record<string, unknown> }): boolean {
  return event.type === 'message.status' && event.data.status === 'delivered';
}
