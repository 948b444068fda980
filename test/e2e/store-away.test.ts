import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { refusal } from './api.ts';
import { type Gate, openGate } from './gate.ts';
import { type Harness, startHarness } from './harness.ts';
import { postWebhook, textMessage, webhookBody } from './webhooks.ts';

let harness: Harness | null = null;

afterEach(async () => {
  await harness?.stop();
});

/** Takes the store away from a running gateway and gives it back. */
interface Theft {
  take(): Promise<void>;
  giveBack(): Promise<void>;
}

/** What must hold while the store is away, and after it is back. */
async function tellOfStoreAway({ openChannel, clock, api, url, passTime }: Harness, store: Theft): Promise<void> {
  const shop = await openChannel();
  const [ana, ben] = [shop.person('Ana'), shop.person('Ben')];
  await shop.say(ana, 'before');
  await shop.answered(ana, 1);
  await shop.settled();

  await store.take();
  const body = webhookBody(shop.number, [textMessage(ben, 'refused', clock.now())], [ben]);
  const refused = await postWebhook(shop.webhookUrl, body, { secret: shop.number.appSecret });
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const forged = await postWebhook(shop.webhookUrl, body, { secret: 'wrong' });
  expect(forged.status).toBe(401);
  const message = { channelId: shop.id, to: ana.phone ?? '', content: 'Hello', author: 'api' } as const;
  expect(await refusal(api.POST('/api/v1/messages', { body: message }))).toEqual({ status: 503, code: 'unavailable' });
  expect((await fetch(`${url}/health/live`)).status).toBe(200);

  await store.giveBack();
  expect((await postWebhook(shop.webhookUrl, body, { secret: shop.number.appSecret })).status).toBe(200);
  expect(await shop.answered(ben, 1)).toEqual(['echo: refused']);
  await shop.say(ana, 'after');
  expect(await shop.answered(ana, 2)).toEqual(['echo: before', 'echo: after']);
  await passTime(60_000);
  await shop.settled();
  expect([shop.answersTo(ana).length, shop.answersTo(ben).length]).toEqual([2, 1]);
}

test('on postgres: while the database cannot be reached webhooks get a 503 with Retry-After, and are answered once when repeated', async () => {
  let gate: Gate | undefined;
  harness = await startHarness('postgres', {
    async databaseThrough(databaseUrl) {
      const url = new URL(databaseUrl);
      gate = await openGate(Number(url.port));
      url.port = String(gate.port);
      return url.href;
    },
  });
  if (!gate) throw new Error('the database is not reached through the gate');
  const { close, open } = gate;
  await tellOfStoreAway(harness, { take: close, giveBack: open });
  await harness.stop();
  harness = null;
  await close();
});

test('on sqlite: while another process holds the database webhooks get a 503 with Retry-After, and are answered once when repeated', async () => {
  harness = await startHarness('sqlite');
  const other = new DatabaseSync(join(harness.dataDirectory, 'chasqui.db'));
  other.exec('pragma busy_timeout = 5000');
  await tellOfStoreAway(harness, {
    take: async () => other.exec('begin immediate'),
    giveBack: async () => other.exec('rollback'),
  });
  other.close();
});
