import { expect, test } from 'vitest';
import type { Webhook } from '../../src/simulators/kit/delivery.ts';
import { ok } from './api.ts';
import { onBothEngines } from './both-engines.ts';
import type { TestChannel } from './channel.ts';
import type { Harness } from './harness.ts';
import { postWebhook, signatureOf, textMessage, webhookBody } from './webhooks.ts';

/** The first webhook that holds these words, as it was delivered. */
async function delivered(
  { simulator, eventually }: Harness,
  words: string,
  act: () => Promise<unknown>,
): Promise<Webhook> {
  let webhook: Webhook | undefined;
  const stop = simulator.onDelivery((attempt) => {
    if (attempt.webhook.body.includes(words)) webhook ??= attempt.webhook;
  });
  await act();
  const found = await eventually(`a webhook with "${words}"`, () => webhook);
  stop();
  return found;
}

function again({ url, headers, body }: Webhook): Promise<Response> {
  return fetch(url, { method: 'POST', headers, body });
}

function signedText(channel: TestChannel, words: string, harness: Harness) {
  const somebody = channel.person('Ana');
  const body = webhookBody(channel.number, [textMessage(somebody, words, harness.clock.now())], [somebody]);
  return { somebody, body, secret: channel.number.appSecret };
}

onBothEngines((harness) => {
  test('item 9: a webhook that comes again, and ten times at once, is answered once', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    const webhook = await delivered(harness(), 'only once', () => shop.say(ana, 'only once'));
    const repeated = await Promise.all(Array.from({ length: 10 }, () => again(webhook)));
    expect(new Set(repeated.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await again(webhook)).status).toBe(200);
    await shop.settled();
    expect(shop.answersTo(ana)).toEqual(['echo: only once']);
    expect(shop.bot.requests).toHaveLength(1);
    expect(await shop.messages()).toHaveLength(2);
  });

  test('item 9: a webhook that comes ten times at once before it was ever seen is answered once', async () => {
    const shop = await harness().openChannel();
    const { somebody, body, secret } = signedText(shop, 'at once', harness());
    const answers = await Promise.all(Array.from({ length: 10 }, () => postWebhook(shop.webhookUrl, body, { secret })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await shop.settled();
    expect(shop.answersTo(somebody)).toEqual(['echo: at once']);
  });

  test.each(['items', 'changes', 'entries'] as const)(
    'item 13: five messages of two people in one webhook (as %s) are answered in order to whoever wrote them',
    async (shape) => {
      const { openChannel, simulator } = harness();
      const shop = await openChannel();
      const [ana, ben] = [shop.person('Ana'), shop.person('Ben')];
      simulator.hold();
      await shop.say(ana, 'a1');
      await shop.say(ben, 'b1');
      await shop.say(ana, 'a2', 'a3');
      await shop.say(ben, 'b2');
      simulator.release(shape);
      await shop.settled();
      expect(shop.answersTo(ana)).toEqual(['echo: a1', 'echo: a2', 'echo: a3']);
      expect(shop.answersTo(ben)).toEqual(['echo: b1', 'echo: b2']);
    },
  );

  test('one webhook for the numbers of two channels of one app is answered from the number that was written to', async () => {
    const { openChannel, clock } = harness();
    const first = await openChannel();
    const { appId, appSecret } = first.number;
    const second = await openChannel({ number: { appId, appSecret } });
    const ana = first.person('Ana');
    const entries = [first, second].flatMap(({ number }, index) => {
      const texts = [1, 2, 3].slice(index).map((n) => textMessage(ana, `${number.displayName} ${n}`, clock.now()));
      return JSON.parse(webhookBody(number, texts, [ana])).entry;
    });
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: entries });
    expect((await postWebhook(first.webhookUrl, body, { secret: appSecret })).status).toBe(200);
    await first.settled();
    await second.settled();
    expect(first.answersTo(ana)).toEqual([1, 2, 3].map((n) => `echo: ${first.number.displayName} ${n}`));
    expect(second.answersTo(ana)).toEqual([2, 3].map((n) => `echo: ${second.number.displayName} ${n}`));
  });

  test('a message for the number of a channel with another secret becomes a dead letter', async () => {
    const { openChannel, clock } = harness();
    const [mine, other] = [await openChannel(), await openChannel()];
    const ana = mine.person('Ana');
    const body = webhookBody(other.number, [textMessage(ana, 'not for you', clock.now())], [ana]);
    expect((await postWebhook(mine.webhookUrl, body, { secret: mine.number.appSecret })).status).toBe(200);
    expect(await mine.deadLetters()).toMatchObject([
      { reason: 'unknown_sender', raw: expect.stringContaining('not for you') },
    ]);
    expect(await other.messages()).toEqual([]);
    expect(other.bot.requests).toEqual([]);
  });

  test('item 5: a webhook that is forged, unsigned or for no connection is refused, and nothing of it is stored', async () => {
    const { openChannel, url } = harness();
    const shop = await openChannel();
    const { body, secret } = signedText(shop, 'forged', harness());
    const right = signatureOf(body, secret);
    const wrong: Record<string, string>[] = [
      {},
      { 'x-hub-signature-256': signatureOf(body, 'another-secret') },
      { 'x-hub-signature-256': signatureOf(`${body} `, secret) },
      { 'x-hub-signature-256': right.slice(0, -1) },
      { 'x-hub-signature-256': right.replace('sha256=', '') },
      { 'x-hub-signature': right },
    ];
    for (const headers of wrong) {
      const answer = await postWebhook(shop.webhookUrl, body, { headers });
      expect(answer.status).toBe(401);
      expect(answer.text).not.toContain(right.slice('sha256='.length));
    }
    const unknown = await postWebhook(`${url}/webhooks/${'0'.repeat(64)}`, body, { secret });
    expect(unknown.status).toBe(404);
    expect(await shop.messages()).toEqual([]);
    expect(await shop.deadLetters()).toEqual([]);
    expect(shop.bot.requests).toEqual([]);
  });

  test('item 7: a body of 3 MB is taken whole, one of 4 MB is refused', async () => {
    const { openChannel, clock } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    const bodyOf = (bytes: number) => {
      const text = textMessage(ana, 'big', clock.now());
      return webhookBody(shop.number, [{ ...text, padding: 'x'.repeat(bytes) }], [ana]);
    };
    const secret = shop.number.appSecret;
    expect((await postWebhook(shop.webhookUrl, bodyOf(3_000_000), { secret })).status).toBe(200);
    expect(await shop.answered(ana, 1)).toEqual(['echo: big']);
    expect((await postWebhook(shop.webhookUrl, bodyOf(4_000_000), { secret })).status).toBe(413);
    expect(await shop.messages()).toHaveLength(2);
  });

  test('item 8: a webhook is acknowledged while the bot still thinks about what it brought', async () => {
    const { openChannel, eventually } = harness();
    const shop = await openChannel();
    const thinking = Promise.withResolvers<void>();
    shop.bot.answerWith(async ({ messages }) => {
      await thinking.promise;
      return { body: { messages: [`re: ${messages[0]?.text}`] } };
    });
    const { somebody, body, secret } = signedText(shop, 'difficult', harness());
    expect((await postWebhook(shop.webhookUrl, body, { secret })).status).toBe(200);
    await eventually('the bot to be asked', () => shop.bot.requests[0]);
    expect((await postWebhook(shop.webhookUrl, body, { secret })).status).toBe(200);
    expect(shop.answersTo(somebody)).toEqual([]);
    thinking.resolve();
    expect(await shop.answered(somebody, 1)).toEqual(['re: difficult']);
  });

  test('item 10: a signed body that is not JSON gets a 200 and becomes a dead letter', async () => {
    const shop = await harness().openChannel();
    const body = '{"object": "whatsapp_business_account", "entry": [{"id"';
    const secret = shop.number.appSecret;
    expect((await postWebhook(shop.webhookUrl, body, { secret })).status).toBe(200);
    expect(await shop.deadLetters()).toMatchObject([{ reason: 'unparsable', raw: body }]);
  });

  test('item 10: an element that cannot be read becomes a dead letter, and its siblings are answered', async () => {
    const { openChannel, clock } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    const broken = { ...textMessage(ana, 'broken', clock.now()), timestamp: 'yesterday' };
    const texts = [textMessage(ana, 'before', clock.now()), broken, textMessage(ana, 'after', clock.now())];
    const body = webhookBody(shop.number, texts, [ana]);
    expect((await postWebhook(shop.webhookUrl, body, { secret: shop.number.appSecret })).status).toBe(200);
    await shop.settled();
    expect(shop.answersTo(ana)).toEqual(['echo: before', 'echo: after']);
    expect(await shop.deadLetters()).toMatchObject([{ reason: 'unparsable' }]);
  });

  test('item 6: while the app secret changes both secrets are accepted, afterwards only the new one', async () => {
    const { openChannel, api, simulator } = harness();
    const shop = await openChannel();
    const old = shop.number.appSecret;
    simulator.changeNumber(shop.number.phoneNumberId, { appSecret: 'the-new-app-secret' });
    const post = async (words: string, secret: string) =>
      (await postWebhook(shop.webhookUrl, signedText(shop, words, harness()).body, { secret })).status;

    await shop.change({ settings: { appSecret: 'the-new-app-secret', previousAppSecret: old } });
    expect([await post('one', old), await post('two', 'the-new-app-secret')]).toEqual([200, 200]);
    await shop.change({ settings: { previousAppSecret: null } });
    expect([await post('three', old), await post('four', 'the-new-app-secret')]).toEqual([401, 200]);
    await shop.settled();
    expect(shop.bot.heard().toSorted()).toEqual(['four', 'one', 'two']);
    const channel = await ok(api.GET('/api/v1/channels/{id}', { params: { path: { id: shop.id } } }));
    for (const secret of [old, 'the-new-app-secret']) expect(JSON.stringify(channel)).not.toContain(secret);
  });

  test('items 1, 2: the handshake is answered with the challenge alone, and refused with another token', async () => {
    const shop = await harness().openChannel();
    const ask = (token: string) =>
      fetch(`${shop.webhookUrl}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`);
    const right = await ask(shop.number.verifyToken);
    expect([right.status, await right.text()]).toEqual([200, '1158201444']);
    expect((await ask('wrong')).status).toBe(403);
  });
});
