import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test, vi } from 'vitest';
import { refusal } from './api.ts';
import { type Gate, openGateTo } from './gate.ts';
import { type Harness, startHarness } from './harness.ts';
import { postWebhook, textMessage, webhookBody } from './webhooks.ts';

/** The store's own time-outs are real: SQLite gives another process 5 s, and nobody waits for more than 12 s. */
vi.setConfig({ testTimeout: 90_000 });

let harness: Harness | null = null;
let opened: Gate | null = null;

afterEach(async () => {
  await harness?.stop();
  await opened?.close();
  [harness, opened] = [null, null];
});

/** On PostgreSQL, which the gateway reaches through the gate only. */
async function startBehindGate(): Promise<{ started: Harness; gate: Gate }> {
  const started = await startHarness('postgres', {
    async databaseThrough(databaseUrl) {
      const { gate, url } = await openGateTo(databaseUrl);
      opened = gate;
      return url;
    },
  });
  harness = started;
  if (!opened) throw new Error('the database is not reached through the gate');
  return { started, gate: opened };
}

/** Takes the store away from a running gateway and gives it back. */
interface Theft {
  take(): Promise<void>;
  giveBack(): Promise<void>;
}

/** As providers do: what is answered with 503 is posted again. Resolves with the first other status. */
async function repeated(post: () => Promise<{ status: number }>): Promise<number> {
  for (;;) {
    const { status } = await post();
    if (status !== 503) return status;
  }
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
  // Refused unread if the store has hung for long enough.
  expect([401, 503]).toContain(forged.status);
  const message = { channelId: shop.id, to: ana.phone ?? '', content: 'Hello', author: 'api' } as const;
  expect(await refusal(api.POST('/api/v1/messages', { body: message }))).toEqual({ status: 503, code: 'unavailable' });
  expect((await fetch(`${url}/health/live`)).status).toBe(200);

  await store.giveBack();
  expect(await repeated(() => postWebhook(shop.webhookUrl, body, { secret: shop.number.appSecret }))).toBe(200);
  expect(await shop.answered(ben, 1)).toEqual(['echo: refused']);
  await shop.say(ana, 'after');
  expect(await shop.answered(ana, 2)).toEqual(['echo: before', 'echo: after']);
  await passTime(60_000);
  await shop.settled();
  expect([shop.answersTo(ana).length, shop.answersTo(ben).length]).toEqual([2, 1]);
}

test('on postgres: while the database cannot be reached webhooks get a 503 with Retry-After, and are answered once when repeated', async () => {
  const { started, gate } = await startBehindGate();
  await tellOfStoreAway(started, { take: gate.close, giveBack: gate.open });
});

test('on postgres: while the database takes everything and answers nothing, nobody waits for ever and nothing more is taken in', async () => {
  const { started, gate } = await startBehindGate();
  const { openChannel, clock, api, url } = started;
  const shop = await openChannel();
  const people = ['Ana', 'Ben', 'Cem'].map((name) => shop.person(name));
  const [ana, ben, cem] = people;
  if (!(ana && ben && cem)) throw new Error('there are three people');
  await shop.say(ana, 'before');
  await shop.answered(ana, 1);
  await shop.settled();

  gate.hold();
  const post = (body: string) => postWebhook(shop.webhookUrl, body, { secret: shop.number.appSecret });
  const waiting = webhookBody(shop.number, [textMessage(ben, 'waiting', clock.now())], [ben]);
  const late = webhookBody(shop.number, [textMessage(cem, 'late', clock.now())], [cem]);
  expect((await post(waiting)).status).toBe(503);
  const refused = await post(late);
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const message = { channelId: shop.id, to: ana.phone ?? '', content: 'Hello', author: 'api' } as const;
  expect(await refusal(api.POST('/api/v1/messages', { body: message }))).toEqual({ status: 503, code: 'unavailable' });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toMatch(/chasqui_refused_total{door="webhook",reason="waited"} [1-9]/);
  expect(metrics).toMatch(/chasqui_refused_total{door="webhook",reason="stalled"} [1-9]/);
  expect(metrics).toMatch(/chasqui_refused_total{door="api",reason="stalled"} [1-9]/);

  gate.letGo();
  await shop.answered(ben, 1);
  for (const body of [waiting, late]) expect(await repeated(() => post(body))).toBe(200);
  await shop.answered(cem, 1);
  await shop.settled();
  expect(people.map((person) => shop.answersTo(person))).toEqual([['echo: before'], ['echo: waiting'], ['echo: late']]);
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
