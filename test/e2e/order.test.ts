import { expect, test } from 'vitest';
import { onBothEngines } from './both-engines.ts';

onBothEngines((harness) => {
  test('a burst of three messages is answered one by one, in order', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith(({ messages }) => ({
      body: { messages: messages.flatMap(({ text }) => [`${text} first`, `${text} second`]) },
    }));
    await shop.say(ana, 'one', 'two', 'three');
    expect(await shop.answered(ana, 6)).toEqual(
      ['one', 'two', 'three'].flatMap((text) => [`${text} first`, `${text} second`]),
    );
    expect(shop.bot.requests.map(({ body }) => body.messages.length)).toEqual([1, 1, 1]);
  });

  test('a bot that is slow with the first message does not let the second overtake it', async () => {
    const { openChannel, eventually } = harness();
    const shop = await openChannel();
    const [ana, ben] = [shop.person('Ana'), shop.person('Ben')];
    const thinking = Promise.withResolvers<void>();
    shop.bot.answerWith(async ({ messages }) => {
      const text = messages[0]?.text;
      if (text === 'difficult') await thinking.promise;
      return { body: { messages: [`re: ${text}`] } };
    });
    await shop.say(ana, 'difficult', 'easy');
    await eventually('the difficult turn', () => (shop.bot.requests.length > 0 ? true : undefined));
    await shop.say(ben, 'hello');
    expect(await shop.answered(ben, 1)).toEqual(['re: hello']);
    expect(shop.answersTo(ana)).toEqual([]);
    thinking.resolve();
    expect(await shop.answered(ana, 2)).toEqual(['re: difficult', 're: easy']);
  });

  test('in mode gathered a burst becomes one turn', async () => {
    const { openChannel, clock } = harness();
    const shop = await openChannel({ turnMode: 'gathered', gatherMs: 60_000 });
    const ana = shop.person('Ana');
    await shop.say(ana, 'I', 'would like', 'a table');
    await shop.message('all three', ({ content }) => 'text' in content && content.text === 'a table');
    clock.shift(60_000);
    expect(await shop.answered(ana, 3)).toEqual(['echo: I', 'echo: would like', 'echo: a table']);
    expect(shop.bot.requests.map(({ body }) => body.messages.length)).toEqual([3]);
  });

  test('twenty people at once get their own answers, each in order', async () => {
    const shop = await harness().openChannel();
    const people = Array.from({ length: 20 }, (_, index) => shop.person(`Person ${index}`));
    await Promise.all(people.map((person) => shop.say(person, `${person.name} a`, `${person.name} b`)));
    await shop.settled();
    for (const person of people) {
      expect(shop.answersTo(person)).toEqual([`echo: ${person.name} a`, `echo: ${person.name} b`]);
    }
  });

  test('a pause between two parts of an answer is kept', async () => {
    const { openChannel, clock } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith(() => ({ body: { messages: ['first', { type: 'text', text: 'second', pauseMs: 30_000 }] } }));
    const startedAt = clock.now();
    await shop.say(ana, 'Hi');
    await shop.message(
      'the first part',
      ({ content, status }) => 'text' in content && content.text === 'first' && status === 'delivered',
    );
    expect(shop.answersTo(ana)).toEqual(['first']);
    clock.shift(30_000);
    expect(await shop.answered(ana, 2)).toEqual(['first', 'second']);
    const [first, second] = shop.received(ana);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(30_000);
    expect((first?.at ?? 0) - startedAt).toBeLessThan(30_000);
  });
});
