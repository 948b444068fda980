import { expect, test } from 'vitest';
import { type Api, apiOf, ok, refusal, type Schemas } from './api.ts';
import { onBothEngines } from './both-engines.ts';
import type { Harness } from './harness.ts';

async function keyWith(
  { api, url }: Harness,
  body: Omit<Schemas['CreateApiKey'], 'name'>,
): Promise<Api & { id: string }> {
  const { key, id } = await ok(api.POST('/api/v1/api-keys', { body: { name: 'story', ...body } }));
  return { ...apiOf(url, key), id };
}

onBothEngines((harness) => {
  test('a key that may read neither sends nor sets up', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    const reader = await keyWith(harness(), { scopes: ['read'], channelIds: null });
    const { items } = await ok(reader.GET('/api/v1/messages', { params: { query: { channelId: shop.id } } }));
    expect(items).toHaveLength(2);
    const forbidden = { status: 403, code: 'forbidden' };
    const body = { channelId: shop.id, to: ana.phone ?? '', content: 'Hello', author: 'api' } as const;
    expect(await refusal(reader.POST('/api/v1/messages', { body }))).toEqual(forbidden);
    const path = { id: (await shop.conversationWith(ana)).id };
    const patch = reader.PATCH('/api/v1/conversations/{id}', { params: { path }, body: { answeredBy: 'human' } });
    expect(await refusal(patch)).toEqual(forbidden);
    const newBot = reader.POST('/api/v1/bots', {
      body: { name: 'x', connector: 'webhook', settings: { url: shop.bot.url } },
    });
    expect(await refusal(newBot)).toEqual(forbidden);
    const newKey = reader.POST('/api/v1/api-keys', { body: { name: 'more', scopes: ['manage'], channelIds: null } });
    expect(await refusal(newKey)).toEqual(forbidden);
    expect(shop.answersTo(ana)).toEqual(['echo: Hi']);
  });

  test('a key that may send does not read what others wrote', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    const sender = await keyWith(harness(), { scopes: ['send'], channelIds: null });
    const body = { channelId: shop.id, to: ana.phone ?? '', content: 'Hello', author: 'api' } as const;
    await ok(sender.POST('/api/v1/messages', { body }));
    expect(await shop.answered(ana, 2)).toEqual(['echo: Hi', 'Hello']);
    expect(await refusal(sender.GET('/api/v1/messages'))).toEqual({ status: 403, code: 'forbidden' });
  });

  test('a key limited to a channel sees and reaches nothing of another', async () => {
    const [mine, other] = [await harness().openChannel(), await harness().openChannel()];
    const [ana, ben] = [mine.person('Ana'), other.person('Ben')];
    await mine.say(ana, 'mine');
    await other.say(ben, 'not mine');
    await Promise.all([mine.answered(ana, 1), other.answered(ben, 1)]);
    const limited = await keyWith(harness(), { scopes: ['read', 'send', 'manage'], channelIds: [mine.id] });
    const channels = await ok(limited.GET('/api/v1/channels'));
    expect(channels.items.map(({ id }) => id)).toEqual([mine.id]);
    const messages = await ok(limited.GET('/api/v1/messages'));
    expect(new Set(messages.items.map(({ channelId }) => channelId))).toEqual(new Set([mine.id]));
    const conversations = await ok(limited.GET('/api/v1/conversations'));
    expect(new Set(conversations.items.map(({ channelId }) => channelId))).toEqual(new Set([mine.id]));
    const [foreign] = await other.messages();
    const path = { id: foreign?.id ?? '' };
    expect((await limited.GET('/api/v1/messages/{id}', { params: { path } })).response.status).toBe(404);
    expect((await limited.GET('/api/v1/messages/{id}/trace', { params: { path } })).response.status).toBe(404);
    const body = { channelId: other.id, to: ben.phone ?? '', content: 'Hello', author: 'api' } as const;
    expect((await refusal(limited.POST('/api/v1/messages', { body }))).status).toBe(403);
    expect(other.answersTo(ben)).toEqual(['echo: not mine']);
  });

  test('a deleted key, a wrong one and none are refused alike', async () => {
    const { api, url } = harness();
    const key = await keyWith(harness(), { scopes: ['read'], channelIds: null });
    await ok(key.GET('/api/v1/messages'));
    expect((await api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id: key.id } } })).response.status).toBe(204);
    const unauthorized = { status: 401, code: 'unauthorized' };
    expect(await refusal(key.GET('/api/v1/messages'))).toEqual(unauthorized);
    expect(await refusal(apiOf(url, 'not-a-key-of-this-gateway').GET('/api/v1/messages'))).toEqual(unauthorized);
    expect((await fetch(`${url}/api/v1/messages`)).status).toBe(401);
  });
});
