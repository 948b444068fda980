import { expect, test } from 'vitest';
import { echo } from './bot.ts';
import { onBothEngines } from './both-engines.ts';

const PEOPLE = 10;
const TEXTS = ['a', 'b', 'c', 'd', 'e'];

onBothEngines((harness) => {
  test('a gateway that is stopped in the middle of its work loses nothing, and after its start nothing is said twice', async () => {
    const { openChannel, eventually, stopGateway, startGateway, clock } = harness();
    const shop = await openChannel();
    const people = Array.from({ length: PEOPLE }, (_, index) => shop.person(`Person ${index}`));
    const mayAnswer = Promise.withResolvers<void>();
    shop.bot.answerWith(async (turn) => {
      await mayAnswer.promise;
      return echo(turn);
    });
    const written = people.map((person) => shop.say(person, ...TEXTS.map((text) => `${person.name} ${text}`)));
    await eventually('every person to have a turn at the bot', () =>
      shop.bot.requests.length === PEOPLE ? true : undefined,
    );
    const stopped = stopGateway();
    mayAnswer.resolve();
    await stopped;
    await Promise.all(written);
    const answersAtStop = people.flatMap((person) => shop.answersTo(person)).length;
    expect(answersAtStop).toBeLessThan(PEOPLE * TEXTS.length);

    await startGateway();
    clock.shift(60_000);
    await shop.settled();
    for (const person of people) {
      expect(shop.answersTo(person).toSorted()).toEqual(TEXTS.map((text) => `echo: ${person.name} ${text}`));
    }
    expect(await shop.deadLetters()).toEqual([]);
  });

  test('what was acknowledged before the stop is answered in order after the start', async () => {
    const { openChannel, eventually, stopGateway, startGateway } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    const mayAnswer = Promise.withResolvers<void>();
    shop.bot.answerWith(async (turn) => {
      await mayAnswer.promise;
      return echo(turn);
    });
    await shop.say(ana, ...TEXTS);
    await eventually('all to be acknowledged', () => (shop.isHeard() ? true : undefined));
    await eventually('the first turn', () => (shop.bot.requests.length > 0 ? true : undefined));
    const stopped = stopGateway();
    mayAnswer.resolve();
    await stopped;
    await startGateway();
    expect(await shop.answered(ana, TEXTS.length)).toEqual(TEXTS.map((text) => `echo: ${text}`));
    await shop.settled();
    expect(shop.answersTo(ana)).toHaveLength(TEXTS.length);
    expect(shop.bot.heard()).toEqual(TEXTS);
  });

  test('a gateway that stops while its bot never answers ends all the same, and the turn is tried again at once', async () => {
    const { openChannel, eventually, stopGateway, startGateway, clock } = harness();
    const shop = await openChannel({ botTimeoutMs: 20_000 });
    const ana = shop.person('Ana');
    shop.bot.answerWith((turn, count) => (count === 1 ? new Promise(() => {}) : echo(turn)));
    await shop.say(ana, 'Hi');
    await eventually('the turn', () => (shop.bot.requests.length === 1 ? true : undefined));
    const stopped = stopGateway();
    clock.shift(20_000);
    await stopped;
    await startGateway();
    expect(await shop.answered(ana, 1)).toEqual(['echo: Hi']);
  });
});
