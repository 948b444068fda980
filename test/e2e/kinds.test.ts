import { expect, test } from 'vitest';
import { onBothEngines } from './both-engines.ts';
import { postWebhook, textMessage, webhookBody } from './webhooks.ts';

const BUTTONS = {
  type: 'buttons',
  text: 'Shall we?',
  buttons: [
    { id: 'yes', title: 'Yes' },
    { id: 'no', title: 'No' },
  ],
  footer: 'Choose one.',
};
const LIST = {
  type: 'list',
  text: 'Soup of the day',
  button: 'Choose',
  sections: [{ title: 'Soups', rows: [{ id: 'leek', title: 'Leek', description: 'warm' }] }],
};
const IMAGE = { type: 'image', media: { url: 'https://pictures.example/menu.png' }, caption: 'Today' };
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

onBothEngines((harness) => {
  test('a bot says a text, buttons, a list and a picture, and they arrive in that order', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith(() => ({ body: { messages: ['One moment.', BUTTONS, LIST, IMAGE] } }));

    await shop.say(ana, 'Show me everything');
    await shop.answered(ana, 4);
    expect(shop.received(ana).map(({ body }) => body)).toMatchObject([
      { type: 'text', text: { body: 'One moment.' } },
      {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: 'Shall we?' },
          footer: { text: 'Choose one.' },
          action: {
            buttons: [
              { type: 'reply', reply: { id: 'yes', title: 'Yes' } },
              { type: 'reply', reply: { id: 'no', title: 'No' } },
            ],
          },
        },
      },
      {
        type: 'interactive',
        interactive: {
          type: 'list',
          action: { button: 'Choose', sections: [{ title: 'Soups', rows: [{ id: 'leek', title: 'Leek' }] }] },
        },
      },
      { type: 'image', image: { link: 'https://pictures.example/menu.png', caption: 'Today' } },
    ]);
  });

  test('a bot is told of a text, a tapped button, a picked row and a picture', async () => {
    const { openChannel, simulator, eventually } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    const { phoneNumberId } = shop.number;
    shop.bot.answerWith(({ messages }) => ({
      body: messages[0]?.type === 'text' ? { messages: [BUTTONS, LIST] } : {},
    }));

    await shop.say(ana, 'Hi');
    await shop.answered(ana, 2);
    const [buttons = '', list = ''] = shop.received(ana).map(({ messageId }) => messageId);
    await simulator.write(phoneNumberId, ana.id, { type: 'button', messageId: buttons, buttonId: 'no' });
    await simulator.write(phoneNumberId, ana.id, { type: 'list', messageId: list, rowId: 'leek' });
    const dataUrl = `data:image/png;base64,${PIXEL}`;
    await simulator.write(phoneNumberId, ana.id, { type: 'image', dataUrl, caption: 'Look' });

    const four = () => (shop.bot.requests.length >= 4 ? shop.bot.requests : undefined);
    const requests = await eventually('four turns', four, () => shop.bot.heard());
    const [asked, offered] = (await shop.messages()).filter(({ direction }) => direction === 'outbound');
    expect(requests.flatMap(({ body }) => body.messages)).toMatchObject([
      { type: 'text', text: 'Hi', id: expect.stringMatching(/^msg_/), at: expect.stringMatching(/^\d{4}-.*Z$/) },
      { type: 'button_reply', id: 'no', title: 'No', replyTo: asked?.id },
      { type: 'list_reply', id: 'leek', title: 'Leek', description: 'warm', replyTo: offered?.id },
      { type: 'image', caption: 'Look', media: { mimeType: 'image/png', state: expect.any(String) } },
    ]);
    expect(requests[0]?.body.contact).toMatchObject({ name: 'Ana', phoneNumber: ana.phone });
    expect(requests[0]?.body.session.isNew).toBe(true);
    expect(requests[1]?.body.session).toMatchObject({ isNew: false, id: requests[0]?.body.session.id });
  });

  test('variables that a bot sets come back with the next turn', async () => {
    const { openChannel, eventually } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith((_turn, count) => ({ body: { session: { variables: { visits: count } } } }));
    await shop.say(ana, 'one', 'two');
    const two = () => (shop.bot.requests.length >= 2 ? shop.bot.requests[1] : undefined);
    expect((await eventually('two turns', two))?.body.session.variables).toEqual({ visits: 1 });
  });

  test('item 31: the way of an answer to delivered and read is seen in the list and in its trace', async () => {
    const { openChannel, simulator } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');

    await shop.say(ana, 'Hi');
    await shop.message('a delivered answer', ({ status }) => status === 'delivered');
    simulator.read(shop.number.phoneNumberId, ana.id);
    const answer = await shop.message('a read answer', ({ status }) => status === 'read');
    expect(answer).toMatchObject({ direction: 'outbound', author: 'bot', content: { type: 'text', text: 'echo: Hi' } });

    const { statuses, attempts, entries } = await shop.trace(answer.id);
    expect(statuses.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
    expect(attempts).toMatchObject([{ number: 1, outcome: 'accepted', providerMessageId: answer.providerMessageId }]);
    expect(entries.map(({ step }) => step)).toEqual(['attempt_accepted']);

    const question = await shop.message('the question', ({ direction }) => direction === 'inbound');
    expect(question.status).toBe('answered');
    const story = await shop.trace(question.id);
    expect(story.entries.map(({ step }) => step)).toEqual(['webhook_received', 'bot_answered']);
    expect(JSON.parse(story.raw ?? '')).toMatchObject({ type: 'text', text: { body: 'Hi' } });
    expect(story.related).toContain(answer.id);
  });

  test('a message that the provider gives up is shown as failed with its reason', async () => {
    const { openChannel, simulator } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    simulator.world.faults.add({ kind: 'failed', numberId: shop.number.phoneNumberId, code: 131026 });
    await shop.say(ana, 'Hi');
    const answer = await shop.message('a failed answer', ({ status }) => status === 'failed');
    expect(answer.failure).toMatchObject({ kind: 'recipient_unreachable', code: '131026' });
  });

  test('item 11: a kind that nobody knows yet is stored as unsupported, and the bot sees it as such', async () => {
    const { openChannel, clock } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    const { text: _text, ...rest } = textMessage(ana, '', clock.now());
    const novelty = { ...rest, type: 'hologram', hologram: { depth: 3 } };
    const body = webhookBody(shop.number, [novelty], [ana]);

    expect((await postWebhook(shop.webhookUrl, body, { secret: shop.number.appSecret })).status).toBe(200);
    expect(await shop.answered(ana, 1)).toEqual(['echo: unsupported']);
    expect(shop.bot.requests[0]?.body.messages).toMatchObject([
      { type: 'unsupported', kind: 'hologram', provider: { hologram: { depth: 3 } } },
    ]);
    expect(await shop.messages()).toMatchObject([{ content: { type: 'unsupported' } }, { direction: 'outbound' }]);
  });

  test('a part that no message can be made of is a dead letter, and the parts around it go', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    const unsendable = { type: 'raw', provider: 'letter', payload: { text: 'By post' } };
    shop.bot.answerWith(() => ({ body: { messages: ['before', unsendable, 'after'] } }));
    await shop.say(ana, 'Hi');
    expect(await shop.answered(ana, 2)).toEqual(['before', 'after']);
    await shop.settled();
    expect(await shop.deadLetters()).toMatchObject([
      { reason: 'bot_failed', message: expect.stringMatching(/part 1 .*provider/) },
    ]);
    expect(await shop.messages()).toHaveLength(3);
  });

  test('a bot’s mistake in what it wants shown is told with its place, and the person gets the fallback', async () => {
    const { openChannel } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith(() => ({ body: { messages: ['before', { type: 'carousel', action: { cards: [] } }] } }));
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    expect(await shop.deadLetters()).toMatchObject([
      { reason: 'bot_failed', message: expect.stringContaining('messages[1].body') },
    ]);
  });
});
