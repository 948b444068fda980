import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from '../e2e/harness.ts';
import { postWebhook } from '../e2e/webhooks.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness('sqlite');
});
afterAll(() => harness.stop());

/** The value of a series; undefined: it is not told. */
async function figure(series: string): Promise<number | undefined> {
  const text = await (await fetch(`${harness.url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

test('counters of alerts are 0 before anything happens, so that the first time is a rise', async () => {
  const series = [
    ...['unavailable', 'refused', 'accepted'].map((outcome) => `chasqui_webhooks_total{outcome="${outcome}"}`),
    ...['accepted', 'failed', 'in_doubt'].map((outcome) => `chasqui_sends_total{outcome="${outcome}"}`),
    ...['bot_failed', 'unparsable', 'not_stored'].map((reason) => `chasqui_dead_letters_total{reason="${reason}"}`),
  ];
  for (const one of series) expect([one, await figure(one)]).toEqual([one, 0]);
});

test('sends, refused webhooks and dead letters of what cannot be read are counted', async () => {
  const shop = await harness.openChannel();
  const ana = shop.person('Ana');
  await shop.say(ana, 'Hi');
  await shop.answered(ana, 1);
  await shop.settled();
  expect(await figure('chasqui_sends_total{outcome="accepted"}')).toBe(1);
  const forged = await postWebhook(shop.webhookUrl, '{}', { secret: 'not-the-secret' });
  expect([forged.status, await figure('chasqui_webhooks_total{outcome="refused"}')]).toEqual([401, 1]);
  const broken = await postWebhook(shop.webhookUrl, 'no JSON', { secret: shop.number.appSecret });
  expect([broken.status, await figure('chasqui_dead_letters_total{reason="unparsable"}')]).toEqual([200, 1]);
});

test('a bot that is away shows as an open circuit and as conversations that wait, until it is back', async () => {
  const shop = await harness.openChannel();
  await shop.bot.goAway();
  for (const name of ['Bo', 'Cy', 'Di', 'Ed', 'Flo']) await shop.say(shop.person(name), 'Hi');
  // The circuit opens with the fifth call; that each of them waits is told when that is stored.
  await harness.eventually('the circuit to open, and all five to wait', async () => {
    const isOpen = (await figure('chasqui_circuits_open{of="bot"}')) === 1;
    return isOpen && (await figure('chasqui_queue_waiting{kind="in",reason="retry"}')) === 5 ? true : undefined;
  });
  await shop.bot.comeBack();
  await harness.passTime(120_000);
  await shop.settled();
  expect(await figure('chasqui_circuits_open{of="bot"}')).toBe(0);
  expect(await figure('chasqui_queue_waiting{kind="in",reason="retry"}')).toBeUndefined();
});
