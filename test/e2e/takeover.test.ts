import { expect, test } from 'vitest';
import { ok, type Schemas } from './api.ts';
import { onBothEngines } from './both-engines.ts';

const DAY_MS = 86_400_000;

function says(text: string) {
  return ({ content }: Schemas['Message']) => 'text' in content && content.text === text;
}

onBothEngines((harness) => {
  test('while a human answers the bot is not called; given back, the next message is the bot’s again', async () => {
    const { openChannel, api } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    const answeredBy = async (who: 'bot' | 'human') => {
      const { id } = await shop.conversationWith(ana);
      await ok(api.PATCH('/api/v1/conversations/{id}', { params: { path: { id } }, body: { answeredBy: who } }));
    };
    await shop.say(ana, 'one');
    await shop.answered(ana, 1);

    await answeredBy('human');
    await shop.say(ana, 'two');
    const observed = await shop.message('the observed message', says('two'));
    expect(observed).toMatchObject({ duty: 'observe' });
    await shop.send(ana, 'A human speaking.');
    expect(await shop.answered(ana, 2)).toEqual(['echo: one', 'A human speaking.']);

    await answeredBy('bot');
    await shop.say(ana, 'three');
    await shop.answered(ana, 3);
    await shop.settled();
    expect(shop.answersTo(ana)).toEqual(['echo: one', 'A human speaking.', 'echo: three']);
    expect(shop.bot.heard()).toEqual(['one', 'three']);
  });

  test('a bot gives a conversation to a human, and is not called until it gets it back', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith(() => ({ body: { messages: ['I fetch somebody.'], handover: { reason: 'asked for' } } }));
    await shop.say(ana, 'A human, please');
    await shop.answered(ana, 1);
    await shop.settled();
    expect((await shop.conversationWith(ana)).answeredBy).toBe('human');
    await shop.say(ana, 'Hello?');
    await shop.message('the observed message', says('Hello?'));
    await shop.settled();
    expect(shop.bot.requests).toHaveLength(1);
  });

  test('item 69: what the business writes on its own phone is shown and not answered', async () => {
    const { openChannel, simulator } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    simulator.echo(shop.number.phoneNumberId, ana.id, 'From the phone in the shop');
    const echoed = await shop.message('the echo', says('From the phone in the shop'));
    expect(echoed).toMatchObject({ direction: 'outbound', author: 'app_echo' });
    await shop.settled();
    expect(shop.bot.requests).toHaveLength(1);
  });

  test('a disabled channel takes messages without answering, and statuses still count', async () => {
    const { openChannel, simulator } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'one');
    await shop.message('the delivered answer', ({ status }) => status === 'delivered');

    await shop.change({ enabled: false });
    const [entry] = await shop.say(ana, 'two');
    const ignored = await shop.message('the ignored message', says('two'));
    expect(ignored).toMatchObject({ duty: 'observe', status: 'ignored' });
    simulator.read(shop.number.phoneNumberId, ana.id);
    await shop.message('the read answer', ({ status }) => status === 'read');
    await shop.settled();
    expect(entry?.status).toBe('delivered');
    expect(shop.bot.heard()).toEqual(['one']);
    const challenge = `hub.mode=subscribe&hub.challenge=77&hub.verify_token=${shop.number.verifyToken}`;
    expect(await (await fetch(`${shop.webhookUrl}?${challenge}`)).text()).toBe('77');

    await shop.change({ enabled: true });
    await shop.say(ana, 'three');
    expect(await shop.answered(ana, 2)).toEqual(['echo: one', 'echo: three']);
  });

  test('answers that wait in a disabled channel go when it is enabled within a day', async () => {
    const { openChannel, passTime, eventually } = harness();
    const shop = await openChannel({ windowPolicy: 'hold' });
    const ana = shop.person('Ana');
    await shop.say(ana, 'one');
    await shop.answered(ana, 1);
    await shop.settled();
    await shop.change({ enabled: false });
    await shop.send(ana, 'You have a parcel.');
    await eventually('the lane to wait', async () =>
      (await shop.conversationWith(ana)).waiting.some(({ waitsFor }) => waitsFor === 'disabled') ? true : undefined,
    );
    await shop.change({ enabled: true });
    await passTime(120_000);
    expect(await shop.answered(ana, 2)).toEqual(['echo: one', 'You have a parcel.']);
  });

  test('answers that wait in a disabled channel for a day fail with channel_disabled', async () => {
    const { openChannel, clock, eventually } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    const thinking = Promise.withResolvers<void>();
    shop.bot.answerWith(async () => {
      await thinking.promise;
      return { body: { messages: ['Too late for you.'] } };
    });
    await shop.say(ana, 'Hi');
    await eventually('the bot to be asked', () => (shop.bot.requests.length === 1 ? true : undefined));
    await shop.change({ enabled: false });
    thinking.resolve();
    await eventually('the lane to wait', async () =>
      (await shop.conversationWith(ana)).waiting.some(({ waitsFor }) => waitsFor === 'disabled') ? true : undefined,
    );
    clock.shift(DAY_MS);
    const failed = await shop.message('the failed answer', ({ status }) => status === 'failed');
    expect(failed).toMatchObject({ direction: 'outbound', failure: { code: 'channel_disabled' } });
    expect(shop.answersTo(ana)).toEqual([]);
    expect(await shop.deadLetters()).toMatchObject([{ reason: 'send_failed', messageId: failed.id }]);
  });
});
