import { expect, test } from 'vitest';
import type { ChatEntry } from '../../src/simulators/kit/chats.ts';
import type { Person } from '../../src/simulators/kit/people.ts';
import type { Schemas } from './api.ts';
import { onBothEngines } from './both-engines.ts';
import type { TestChannel } from './channel.ts';
import { postWebhook, textMessage, webhookBody } from './webhooks.ts';

function says(text: string) {
  return ({ content }: Schemas['Message']) => 'text' in content && content.text === text;
}

onBothEngines((harness) => {
  const edit = (shop: TestChannel, person: Person, entry: ChatEntry | undefined, text: string) =>
    harness().simulator.write(shop.number.phoneNumberId, person.id, { type: 'edit', messageId: entry?.id ?? '', text });
  const revoke = (shop: TestChannel, person: Person, entry: ChatEntry | undefined) =>
    harness().simulator.write(shop.number.phoneNumberId, person.id, { type: 'revoke', messageId: entry?.id ?? '' });

  test('item 22: while the bot is busy, a waiting message is answered as it was edited, and one taken back not at all', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    const bot = Promise.withResolvers<void>();
    shop.bot.answerWith(async ({ messages }, count) => {
      if (count === 1) await bot.promise;
      return { body: { messages: messages.map(({ text }) => `echo: ${text}`) } };
    });
    const [, second, third] = await shop.say(ana, 'one', 'tow', 'oops');
    await shop.message('the last message', says('oops'));
    await edit(shop, ana, second, 'two');
    await revoke(shop, ana, third);
    const taken = await shop.message('the revoked message', ({ revokedAt }) => revokedAt !== null);
    expect(taken).toMatchObject({ status: 'ignored', content: { type: 'unsupported', kind: 'revoked' } });
    await shop.message('the edited message', says('two'));
    bot.resolve();
    expect(await shop.answered(ana, 2)).toEqual(['echo: one', 'echo: two']);
    await shop.settled();
    expect(shop.bot.heard()).toEqual(['one', 'two']);
  });

  test('item 22: what was answered is shown as it is now, and nobody is told unless the channel wants it', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    const [first] = await shop.say(ana, 'helo');
    await shop.answered(ana, 1);
    await edit(shop, ana, first, 'hello');
    const shown = await shop.message('the edited message', says('hello'));
    expect(shown).toMatchObject({ status: 'answered', editedAt: expect.any(String), revokedAt: null });
    await shop.settled();
    expect(shop.bot.heard()).toEqual(['helo']);

    await shop.change({ tellAmendments: true });
    shop.bot.answerWith(() => ({ status: 204 }));
    await edit(shop, ana, first, 'hello!');
    await revoke(shop, ana, first);
    await harness().eventually('the bot to be told', () => shop.bot.requests[2]);
    const told = shop.bot.requests.slice(1).map(({ body }) => body.messages[0]);
    expect(told).toMatchObject([
      { type: 'edit', messageId: shown.id, content: { type: 'text', text: 'hello!' } },
      { type: 'revoke', messageId: shown.id },
    ]);
    const { raw } = await shop.trace(shown.id);
    expect(raw).toBeNull();
  });

  test('item 22: an edit that overtakes its message acts when the message comes', async () => {
    const { openChannel, clock } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    const original = textMessage(ana, 'helo', clock.now());
    const change = {
      ...textMessage(ana, '', clock.now()),
      type: 'edit',
      edit: { original_message_id: original.id, message: { type: 'text', text: { body: 'hello' } } },
    };
    for (const message of [change, original]) {
      const body = webhookBody(shop.number, [message], [ana]);
      expect((await postWebhook(shop.webhookUrl, body, { secret: shop.number.appSecret })).status).toBe(200);
    }
    expect(await shop.answered(ana, 1)).toEqual(['echo: hello']);
  });

  test('a reaction names the message that the person got, as the bot knows it', async () => {
    const { openChannel, simulator } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    const answer = await shop.message('the delivered answer', ({ status }) => status === 'delivered');
    const entry = simulator.world.chats
      .open(shop.number.phoneNumberId, ana.id)
      .entries.find(({ direction }) => direction !== 'from_person');
    shop.bot.answerWith(() => ({ status: 204 }));
    await simulator.write(shop.number.phoneNumberId, ana.id, {
      ...{ type: 'reaction', messageId: entry?.id ?? '', emoji: '👍' },
    });
    const request = await harness().eventually('the bot to get the reaction', () => shop.bot.requests[1]);
    expect(request.body.messages[0]).toMatchObject({ type: 'reaction', messageId: answer.id, emoji: '👍' });
    const shown = await shop.message('the reaction', ({ content }) => content.type === 'reaction');
    expect(shown.content).toMatchObject({ messageId: answer.id });
  });
});
