import { expect, test } from 'vitest';
import type { TemplateDraft } from '../../src/simulators/meta/templates/template.ts';
import { ok, refusal } from './api.ts';
import { onBothEngines } from './both-engines.ts';
import type { ChannelOptions } from './channel.ts';
import { postWebhook, textMessage, webhookBody } from './webhooks.ts';

const DAY_MS = 86_400_000;
const TEMPLATE = { type: 'template', name: 'parcel_ready', language: 'en', body: ['Ana', '1234'] } as const;
const DEFINITION = {
  name: 'parcel_ready',
  language: 'en',
  category: 'UTILITY',
  parameterFormat: 'POSITIONAL',
  components: [
    {
      type: 'BODY',
      text: 'Hello {{1}}, your parcel {{2}} is ready for you.',
      example: { body_text: [['Ana', '1234']] },
    },
  ],
} satisfies TemplateDraft;

onBothEngines((harness) => {
  const openShop = async (options?: ChannelOptions) => {
    const shop = await harness().openChannel(options);
    harness().simulator.seedTemplates(shop.number.businessAccountId, [DEFINITION]);
    return shop;
  };

  test('the same Idempotency-Key and request twice sends one message; another request under it is refused', async () => {
    const { openChannel, api } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    const send = (content: string) =>
      api.POST('/api/v1/messages', {
        body: { channelId: shop.id, to: ana.phone ?? '', content, author: 'api' },
        params: { header: { 'idempotency-key': 'parcel-1' } },
      });
    const [first, second] = await Promise.all([ok(send('Your parcel.')), ok(send('Your parcel.'))]);
    expect(second.id).toBe(first.id);
    expect((await ok(send('Your parcel.'))).id).toBe(first.id);
    expect(await refusal(send('Another parcel.'))).toEqual({ status: 409, code: 'idempotency_conflict' });
    await shop.settled();
    expect(shop.answersTo(ana)).toEqual(['echo: Hi', 'Your parcel.']);
  });

  test('messages that are sent one after another arrive in that order, also among the bot’s answers', async () => {
    const { openChannel } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    const texts = Array.from({ length: 10 }, (_, index) => `News ${index}`);
    for (const text of texts) await shop.send(ana, text);
    expect((await shop.answered(ana, 11)).slice(1)).toEqual(texts);
  });

  test('item 42: outside the window a text is refused with the code of the provider, and a template goes', async () => {
    const { clock } = harness();
    const shop = await openShop();
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    await shop.settled();
    clock.shift(DAY_MS);

    const { id } = await shop.send(ana, 'Are you still there?');
    const refused = await shop.message('the refused text', ({ status }) => status === 'failed');
    expect(refused).toMatchObject({ id, failure: { kind: 'window_closed', code: '131047' } });
    expect((await shop.trace(id)).attempts).toEqual([]);
    await shop.send(ana, TEMPLATE);
    await shop.answered(ana, 2);
    expect(shop.received(ana)[1]?.body).toMatchObject({
      template: { name: 'parcel_ready', language: { code: 'en' } },
    });
    await shop.say(ana, 'Yes');
    expect((await shop.answered(ana, 3)).at(-1)).toBe('echo: Yes');
    await shop.send(ana, 'Good.');
    expect((await shop.answered(ana, 4)).at(-1)).toBe('Good.');
  });

  test('item 42: who wants the provider to decide sends outside the window all the same', async () => {
    const { api, eventually } = harness();
    const shop = await openShop();
    const ana = shop.person('Ana');
    const body = { channelId: shop.id, to: ana.phone ?? '', content: 'Are you there?', ignoreWindow: true } as const;
    const { id } = await ok(api.POST('/api/v1/messages', { body: { ...body, author: 'agent' } }));
    await shop.answered(ana, 1);
    const { attempts, message } = await eventually('the word of the provider', async () => {
      const trace = await shop.trace(id);
      return trace.message.status === 'failed' ? trace : undefined;
    });
    expect(attempts).toHaveLength(1);
    expect(message.failure).toMatchObject({ kind: 'window_closed', code: '131047' });
  });

  test('item 70: who calls is shown as such, and can be written to for a day without having written', async () => {
    const { simulator, clock } = harness();
    const shop = await openShop();
    const ana = shop.person('Ana');
    simulator.sendWebhook({
      numberId: shop.number.phoneNumberId,
      field: 'calls',
      value: {
        contacts: [{ profile: { name: 'Ana' }, wa_id: ana.phone }],
        calls: [
          {
            ...{ id: `wacid.${shop.id}`, from: ana.phone, to: shop.number.displayPhoneNumber.replace(/\D/g, '') },
            ...{ event: 'connect', direction: 'USER_INITIATED', timestamp: String(Math.floor(clock.now() / 1_000)) },
          },
        ],
      },
    });
    const call = await shop.message('the call', ({ content }) => content.type === 'call');
    expect(call).toMatchObject({ direction: 'inbound', duty: 'observe' });
    const { windowUntil } = await shop.conversationWith(ana);
    expect(Date.parse(windowUntil ?? '') - Date.parse(call.at)).toBe(DAY_MS);
    const { id } = await shop.send(ana, 'You called?');
    await shop.answered(ana, 1);
    expect((await shop.trace(id)).attempts).toHaveLength(1);
    expect(shop.bot.requests).toEqual([]);
  });

  test('somebody who never wrote can be reached by a template only', async () => {
    const shop = await openShop();
    const ana = shop.person('Ana');
    await shop.send(ana, 'Hello stranger');
    await shop.message('the refused text', ({ failure }) => failure?.kind === 'window_closed');
    await shop.send(ana, TEMPLATE);
    expect(await shop.answered(ana, 1)).toEqual(['[template]']);
  });

  test('with policy hold a text waits until the person writes, and goes before the answer to that', async () => {
    const { openChannel, eventually } = harness();
    const shop = await openChannel({ windowPolicy: 'hold' });
    const ana = shop.person('Ana');
    await shop.send(ana, 'Your parcel is here.');
    await eventually('the lane to wait for the window', async () =>
      (await shop.conversationWith(ana)).waiting.some(({ waitsFor }) => waitsFor === 'window') ? true : undefined,
    );
    expect(shop.answersTo(ana)).toEqual([]);
    await shop.say(ana, 'Hi');
    expect(await shop.answered(ana, 2)).toEqual(['Your parcel is here.', 'echo: Hi']);
  });

  test('with policy template the channel’s template goes in place of the text', async () => {
    const shop = await openShop({ windowPolicy: 'template', windowTemplate: TEMPLATE });
    const ana = shop.person('Ana');
    await shop.send(ana, 'Your parcel is here.');
    expect(await shop.answered(ana, 1)).toEqual(['[template]']);
  });

  test('item 24: somebody without a phone number is answered by the user id, and can be written to by it', async () => {
    const { openChannel } = harness();
    const shop = await openChannel();
    const wayra = shop.person('Wayra', { withoutPhone: true, username: 'wayra' });
    await shop.say(wayra, 'Hi');
    expect(await shop.answered(wayra, 1)).toEqual(['echo: Hi']);
    await shop.send(wayra, 'Hello again.');
    await shop.answered(wayra, 2);
    for (const { body } of shop.received(wayra)) {
      expect(body).toMatchObject({ recipient: wayra.userId });
      expect(body).not.toHaveProperty('to');
    }
    expect(shop.bot.requests[0]?.body.contact).toMatchObject({ userId: wayra.userId, name: 'Wayra' });
    const conversation = await shop.conversationWith(wayra);
    expect((await shop.messages()).map(({ conversationId }) => conversationId)).toEqual(Array(3).fill(conversation.id));
  });

  test('a dead letter of an unknown number is answered once the number belongs to the channel and it is replayed', async () => {
    const { openChannel, api, clock, simulator } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    const added = {
      ...shop.number,
      phoneNumberId: `9${shop.number.phoneNumberId}`,
      displayPhoneNumber: '+1 555 030 0001',
    };
    const body = webhookBody(added, [textMessage(ana, 'Anybody there?', clock.now())], [ana]);
    expect((await postWebhook(shop.webhookUrl, body, { secret: shop.number.appSecret })).status).toBe(200);
    const [letter] = await shop.deadLetters();
    const path = { id: letter?.id ?? '' };
    const replay = () => api.POST('/api/v1/dead-letters/{id}/replay', { params: { path } });
    expect(await refusal(replay())).toEqual({ status: 409, code: 'still_wrong' });

    simulator.addNumber({ ...added, displayPhoneNumber: `+1 555 03${shop.number.displayPhoneNumber.slice(-6)}` });
    await shop.change({
      senders: [
        shop.number,
        { ...added, displayPhoneNumber: `+1 555 03${shop.number.displayPhoneNumber.slice(-6)}` },
      ].map(({ displayPhoneNumber, phoneNumberId }) => ({ phoneNumber: displayPhoneNumber, phoneNumberId })),
    });
    expect((await ok(replay())).replayedAt).not.toBeNull();
    await shop.settled();
    const received = simulator.received(ana.id);
    expect(received.map(({ phoneNumberId, body: { text } }) => ({ phoneNumberId, text }))).toEqual([
      { phoneNumberId: added.phoneNumberId, text: { body: 'echo: Anybody there?' } },
    ]);
    expect(await refusal(replay())).toEqual({ status: 409, code: 'already_replayed' });
  });

  test('content that cannot be sent is refused with the place of the mistake', async () => {
    const { openChannel, api } = harness();
    const shop = await openChannel();
    const send = (content: Record<string, unknown>) =>
      api.POST('/api/v1/messages', { body: { channelId: shop.id, to: '+15550100999', content, author: 'api' } });
    const { error } = await send({ type: 'buttons', text: 'Shall we?', buttons: [{ id: 'yes' }] });
    expect(error).toMatchObject({ status: 400, errors: [{ path: expect.stringMatching(/^\/content\/buttons/) }] });
    expect(await shop.messages()).toEqual([]);
  });
});
