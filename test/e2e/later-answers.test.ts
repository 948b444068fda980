import { expect, test } from 'vitest';
import type { TurnBody } from './bot.ts';
import { onEveryTopology } from './both-engines.ts';
import type { TestChannel } from './channel.ts';
import type { Harness } from './harness.ts';

async function post(
  { reply }: TurnBody,
  body: unknown,
  token = reply.token,
): Promise<{ status: number; code?: string }> {
  const response = await fetch(reply.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const { code } = (await response.json()) as { code?: string };
  return { status: response.status, ...(code !== undefined && { code }) };
}

/** The bot's turn of that number, once the gateway knows that the answer comes later. */
async function deferred(shop: TestChannel, { eventually }: Harness, count = 1): Promise<TurnBody> {
  const turn = await eventually(`turn ${count}`, () => shop.bot.requests[count - 1]?.body);
  await eventually('the lane to wait for the bot', async () => {
    const { waiting } = await shop.conversation(turn.conversation.id);
    return waiting.some(({ waitsFor }) => waitsFor === 'bot_reply') ? true : undefined;
  });
  return turn;
}

onEveryTopology((harness) => {
  test('a bot that answers later is heard, once, and the same reply again gets the same answer', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith(() => ({ status: 202 }));
    await shop.say(ana, 'Hi');
    const turn = await deferred(shop, harness());
    const reply = { messages: ['It took a while.'], session: { variables: { thought: true } } };
    expect((await post(turn, reply)).status).toBe(202);
    expect((await post(turn, reply)).status).toBe(202);
    expect(await post(turn, { messages: ['Something else.'] })).toEqual({ status: 409, code: 'turn_closed' });
    await shop.settled();
    expect(shop.answersTo(ana)).toEqual(['It took a while.']);

    await shop.say(ana, 'And now?');
    const next = await deferred(shop, harness(), 2);
    expect(next.session.variables).toEqual({ thought: true });
    expect((await post(next, {})).status).toBe(202);
    await shop.settled();
  });

  test('several replies come in order while the bot says that there are more', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith(() => ({ status: 202 }));
    await shop.say(ana, 'Hi');
    const turn = await deferred(shop, harness());
    expect((await post(turn, { id: '1', more: true, messages: ['Still looking.'] })).status).toBe(202);
    expect((await post(turn, { id: '2', more: true, messages: ['Nearly there.'] })).status).toBe(202);
    expect((await post(turn, { id: '3', messages: ['Done.'] })).status).toBe(202);
    await shop.settled();
    expect(shop.answersTo(ana)).toEqual(['Still looking.', 'Nearly there.', 'Done.']);
  });

  test('the next message waits until the promised answer is there', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith(({ messages }, count) =>
      count === 1 ? { status: 202 } : { body: { messages: [`re: ${messages[0]?.text}`] } },
    );
    await shop.say(ana, 'one');
    const turn = await deferred(shop, harness());
    await shop.say(ana, 'two');
    await shop.message('the second message', ({ content }) => 'text' in content && content.text === 'two');
    expect(shop.bot.requests).toHaveLength(1);
    await post(turn, { messages: ['re: one'] });
    expect(await shop.answered(ana, 2)).toEqual(['re: one', 're: two']);
  });

  test('an answer that comes too late is refused; the person got the fallback text and the operator a dead letter', async () => {
    const { openChannel, passTime } = harness();
    const shop = await openChannel({ replyWithinMs: 30_000, fallbackText: 'Later, please.' });
    const ana = shop.person('Ana');
    shop.bot.answerWith(() => ({ status: 202 }));
    await shop.say(ana, 'Hi');
    const turn = await deferred(shop, harness());
    await passTime(29_000);
    expect(shop.answersTo(ana)).toEqual([]);
    await passTime(2_000);
    expect(await shop.answered(ana, 1)).toEqual(['Later, please.']);
    expect(await post(turn, { messages: ['Too late.'] })).toEqual({ status: 409, code: 'turn_closed' });
    await shop.settled();
    expect(shop.answersTo(ana)).toEqual(['Later, please.']);
    expect(await shop.deadLetters()).toMatchObject([{ reason: 'bot_failed' }]);
  });

  test('a reply that overtakes the 202 wins', async () => {
    const { openChannel, passTime } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    const statuses: number[] = [];
    shop.bot.answerWith(async (turn) => {
      const reply = { messages: ['Quick.'], session: { variables: { was: 'quick' } } };
      statuses.push((await post(turn, reply)).status);
      return { status: 202 };
    });
    await shop.say(ana, 'Hi');
    expect(await shop.answered(ana, 1)).toEqual(['Quick.']);
    await shop.settled();
    await passTime(120_000);
    expect(statuses).toEqual([202]);
    expect(shop.answersTo(ana)).toEqual(['Quick.']);
    expect(shop.bot.requests).toHaveLength(1);
    expect(await shop.deadLetters()).toEqual([]);
    shop.bot.answerWith(() => ({}));
    await shop.say(ana, 'Again');
    await shop.settled();
    expect(shop.bot.requests[1]?.body.session).toMatchObject({ isNew: false, variables: { was: 'quick' } });
  });

  test('only the token of the turn is the right to answer it', async () => {
    const shop = await harness().openChannel();
    const [ana, ben] = [shop.person('Ana'), shop.person('Ben')];
    shop.bot.answerWith(() => ({ status: 202 }));
    await shop.say(ana, 'Hi');
    const hers = await deferred(shop, harness());
    await shop.say(ben, 'Hi');
    const his = await deferred(shop, harness(), 2);
    expect(await post(hers, { messages: ['Hello.'] }, his.reply.token)).toEqual({ status: 403, code: 'forbidden' });
    expect(await post(hers, { messages: [{ type: 'text' }] })).toEqual({ status: 400, code: 'invalid' });
    for (const turn of [hers, his]) await post(turn, { messages: [`Hello ${turn.contact.name}.`] });
    await shop.settled();
    expect([shop.answersTo(ana), shop.answersTo(ben)]).toEqual([['Hello Ana.'], ['Hello Ben.']]);
  });
});
