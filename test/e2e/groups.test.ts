import { expect, test } from 'vitest';
import { ok } from './api.ts';
import { onBothEngines } from './both-engines.ts';
import { postWebhook, textMessage, webhookBody } from './webhooks.ts';

const GROUP = 'Y2FwaV9ncm91cDpkZW1v';

onBothEngines((harness) => {
  test('item 29: what is said in a group is shown in a conversation of the group, and never answered', async () => {
    const { openChannel, clock, api } = harness();
    const shop = await openChannel();
    const [ana, ben] = [shop.person('Ana'), shop.person('Ben')];
    const inGroup = [textMessage(ana, 'Hello all', clock.now()), textMessage(ben, 'Hello Ana', clock.now())];
    const body = webhookBody(
      shop.number,
      inGroup.map((message) => ({ ...message, group_id: GROUP })),
      [ana, ben],
    );
    expect((await postWebhook(shop.webhookUrl, body, { secret: shop.number.appSecret })).status).toBe(200);
    await shop.settled();

    const messages = await shop.messages();
    const contact = { id: messages[0]?.contact.id, groupId: GROUP };
    expect(messages).toMatchObject([
      { duty: 'observe', status: 'ignored', contact, participant: { phoneNumber: ana.phone, name: 'Ana' } },
      { duty: 'observe', status: 'ignored', contact, participant: { phoneNumber: ben.phone, name: 'Ben' } },
    ]);
    const query = { channelId: shop.id };
    const { items } = await ok(api.GET('/api/v1/conversations', { params: { query } }));
    expect(items).toMatchObject([{ contact: { groupId: GROUP }, windowUntil: null, waiting: [] }]);
    expect(shop.bot.requests).toEqual([]);

    await shop.say(ana, 'Now to you');
    expect(await shop.answered(ana, 1)).toEqual(['echo: Now to you']);
    const own = await shop.conversationWith(ana);
    expect(own.id).not.toBe(items[0]?.id);
    expect(own.contact).not.toHaveProperty('groupId');
    expect((await shop.messages()).filter(({ conversationId }) => conversationId === own.id)).toHaveLength(2);
  });

  test('item 29: a message to a group is refused before it leaves', async () => {
    const { openChannel, clock, api } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    const message = { ...textMessage(ana, 'Hello all', clock.now()), group_id: GROUP };
    await postWebhook(shop.webhookUrl, webhookBody(shop.number, [message], [ana]), { secret: shop.number.appSecret });
    const observed = await shop.message('the observed message', ({ direction }) => direction === 'inbound');
    const to = { conversationId: observed.conversationId };
    await ok(
      api.POST('/api/v1/messages', {
        body: { channelId: shop.id, to, content: 'Hello group', author: 'agent', ignoreWindow: true },
      }),
    );
    const refused = await shop.message('the refused message', ({ status }) => status === 'failed');
    expect(refused.failure).toMatchObject({ kind: 'message_invalid', message: expect.stringContaining('group') });
  });
});
