import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { echo } from './bot.ts';
import { onBothEngines } from './both-engines.ts';

const FALLBACK = 'Sorry, I cannot answer right now. Please try again in a few minutes.';

onBothEngines((harness) => {
  test('a bot that answers 500 three times gets the same turn again, signed, and its answer goes out once', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith((turn, count) => (count <= 3 ? { status: 500 } : echo(turn)));
    await shop.say(ana, 'Hi');
    await harness().passTime(25_000);
    expect(await shop.answered(ana, 1)).toEqual(['echo: Hi']);
    await shop.settled();
    expect(shop.answersTo(ana)).toHaveLength(1);
    expect(shop.bot.requests).toHaveLength(4);
    expect(new Set(shop.bot.requests.map(({ body }) => body.turn)).size).toBe(1);
    const signer = new Webhook(shop.botSecret);
    for (const { headers, raw, body } of shop.bot.requests) {
      expect(headers['webhook-id']).toBe(body.turn);
      const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
      expect(headers['webhook-signature']).toBe(signer.sign(body.turn, at, raw));
    }
    expect(await shop.deadLetters()).toEqual([]);
  });

  test('a bot that is gone for a minute: the person is told once, the message is a dead letter, and a replay answers it', async () => {
    const { openChannel, passTime, api } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    await shop.bot.goAway();
    await shop.say(ana, 'one');
    await passTime(60_000);
    expect(await shop.answered(ana, 1)).toEqual([FALLBACK]);
    const [letter, ...others] = await shop.deadLetters();
    expect(others).toEqual([]);
    const question = await shop.message('the question', ({ direction }) => direction === 'inbound');
    expect(question.status).toBe('failed');
    expect(letter).toMatchObject({ reason: 'bot_failed', messageId: question.id });

    await shop.bot.comeBack();
    await shop.say(ana, 'two');
    expect(await shop.answered(ana, 2)).toEqual([FALLBACK, 'echo: two']);
    const path = { id: letter?.id ?? '' };
    expect((await api.POST('/api/v1/dead-letters/{id}/replay', { params: { path } })).response.status).toBe(200);
    expect((await shop.answered(ana, 3)).at(-1)).toBe('echo: one');
    expect((await api.POST('/api/v1/dead-letters/{id}/replay', { params: { path } })).response.status).toBe(409);
  });

  test.each([
    ['refuses connections', true],
    ['answers 500', false],
  ])('a busy bot that %s for a minute: every message is answered once when it is back', async (_what, refuses) => {
    const { openChannel, passTime } = harness();
    const shop = await openChannel();
    const people = Array.from({ length: 8 }, (_, index) => shop.person(`Person ${index}`));
    if (refuses) await shop.bot.goAway();
    else shop.bot.answerWith(() => ({ status: 500 }));
    await Promise.all(people.map((person) => shop.say(person, 'one', 'two')));
    await passTime(60_000);
    expect(people.flatMap((person) => shop.answersTo(person))).toEqual([]);
    if (refuses) await shop.bot.comeBack();
    else shop.bot.answerWith(echo);
    await passTime(120_000);
    await shop.settled();
    for (const person of people) expect(shop.answersTo(person)).toEqual(['echo: one', 'echo: two']);
    expect(await shop.deadLetters()).toEqual([]);
  });

  test('a bot that never answers costs its time-out four times, then the person is told', async () => {
    const { openChannel, clock, eventually } = harness();
    const shop = await openChannel({ botTimeoutMs: 5_000, fallbackText: 'Later, please.' });
    const ana = shop.person('Ana');
    shop.bot.answerWith(() => new Promise(() => {}));
    await shop.say(ana, 'Hi');
    const retryAt = async () => {
      const [lane] = (await shop.conversationWith(ana)).waiting;
      return lane?.waitsFor === 'retry' ? Date.parse(lane.dueAt) : undefined;
    };
    for (let tries = 1; tries <= 4; tries += 1) {
      await eventually(`try ${tries}`, () => (shop.bot.requests.length === tries ? true : undefined), shop.bot.heard);
      clock.shift(5_000);
      if (tries < 4) clock.shift((await eventually('the next try to be planned', retryAt)) - clock.now());
    }
    expect(await shop.answered(ana, 1)).toEqual(['Later, please.']);
    await shop.settled();
    expect(await shop.deadLetters()).toMatchObject([{ message: 'The bot did not answer in time' }]);
  });

  test('the fallback text is said once per outage, and every unanswered message is a dead letter', async () => {
    const { openChannel, clock } = harness();
    const shop = await openChannel({ fallbackText: 'Later, please.' });
    const ana = shop.person('Ana');
    shop.bot.answerWith(() => ({ status: 400 }));
    await shop.say(ana, 'one', 'two', 'three');
    await shop.settled();
    expect(shop.answersTo(ana)).toEqual(['Later, please.']);
    clock.shift(10 * 60_000);
    await shop.say(ana, 'four');
    await shop.settled();
    expect(shop.answersTo(ana)).toEqual(['Later, please.', 'Later, please.']);
    expect(await shop.deadLetters()).toHaveLength(4);
  });

  test('a bot that refuses a message is not asked again', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith(() => ({ status: 422 }));
    await shop.say(ana, 'Hi');
    expect(await shop.answered(ana, 1)).toEqual([FALLBACK]);
    await shop.settled();
    expect(shop.bot.requests).toHaveLength(1);
    expect(await shop.deadLetters()).toMatchObject([{ reason: 'bot_failed', message: expect.stringContaining('422') }]);
  });

  test('a bot that says nothing is silent, and that is no failure', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith(() => ({ status: 204 }));
    await shop.say(ana, 'Hi');
    await shop.message('the question', ({ status }) => status === 'answered');
    await shop.settled();
    expect(shop.answersTo(ana)).toEqual([]);
    expect(await shop.deadLetters()).toEqual([]);
  });
});
