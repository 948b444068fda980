import { afterAll, beforeAll, expect, test } from 'vitest';
import { echo } from '../e2e/bot.ts';
import { followEvents } from '../e2e/event-stream.ts';
import { postWebhook, textMessage, webhookBody } from '../e2e/webhooks.ts';
import { ADMIN_KEY } from '../support/gateway-process.ts';
import { startTopology, type Topology } from './topology.ts';

let topology: Topology;
beforeAll(async () => {
  topology = await startTopology();
});
afterAll(() => topology.stop());

/** Webhooks of people who write for the first time, as the provider would post them. */
function firstWords(name: string, count: number): { person: ReturnType<Topology['shop']['person']>; body: string }[] {
  const { shop } = topology;
  return Array.from({ length: count }, (_, index) => {
    const person = shop.person(`${name} ${index}`);
    return { person, body: webhookBody(shop.number, [textMessage(person, `Hi ${index}`, Date.now())], [person]) };
  });
}

const post = (body: string) => postWebhook(topology.shop.webhookUrl, body, { secret: topology.shop.number.appSecret });

/** Posts them eight at a time, and calls `meanwhile` when a third is done. Resolves with the statuses. */
async function postAll(bodies: readonly string[], meanwhile: () => Promise<unknown>): Promise<number[]> {
  const waiting = [...bodies];
  const statuses: number[] = [];
  let disturbance: Promise<unknown> | null = null;
  const work = async () => {
    for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) {
      statuses.push((await post(body)).status);
      if (statuses.length > bodies.length / 3) disturbance ??= meanwhile();
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  await disturbance;
  return statuses;
}

test('a webhook that comes several times, by both nodes, is answered once', async () => {
  const { shop } = topology;
  expect(shop.webhookUrl.startsWith(topology.proxy.url)).toBe(true);
  shop.bot.answerWith(echo);
  const [{ person, body } = { person: shop.person('nobody'), body: '' }] = firstWords('Ana', 1);
  const answers = await Promise.all(Array.from({ length: 6 }, () => post(body)));
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
  await shop.answered(person, 1);
  await shop.settled();
  expect(shop.answersTo(person)).toEqual(['echo: Hi 0']);
  const asked = [...topology.proxy.log().matchAll(/POST 200 \S+ 127\.0\.0\.1:(\d+) 200/g)].map(([, port]) => port);
  expect(new Set(asked).size).toBe(2);
});

test.each([
  ['killed', () => topology.nodes.web.kill()],
  ['stopped', () => topology.nodes.web.stop()],
])(
  'while a node is %s no webhook is refused, and everybody is answered once',
  async (_how, end) => {
    const { shop } = topology;
    const written = firstWords(_how, 120);
    const statuses = await postAll(
      written.map(({ body }) => body),
      end,
    );
    await topology.restartWeb();
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    for (const { person } of written) await shop.answered(person, 1);
    await shop.settled();
    expect(written.map(({ person }) => shop.answersTo(person))).toEqual(
      written.map((_, index) => [`echo: Hi ${index}`]),
    );
  },
  60_000,
);

test('events come through the proxy at once', async () => {
  const { shop, proxy } = topology;
  const stream = await followEvents(`${proxy.url}/api/v1/events?channelId=${shop.id}`, ADMIN_KEY);
  const [{ body } = { body: '' }] = firstWords('Bo', 1);
  await post(body);
  // Were it held back until there is enough of it, this would wait until the test is out of time.
  await stream.until(() => stream.texts().includes('Hi 0') && stream.texts().includes('echo: Hi 0'));
  await stream.close();
});

test('the biggest webhook that providers send passes, and a bigger one is 413', async () => {
  const { shop } = topology;
  const sized = (bytes: number) => {
    const person = shop.person(`Big ${bytes}`);
    const message = { ...textMessage(person, 'Hi', Date.now()), padding: 'x'.repeat(bytes) };
    return webhookBody(shop.number, [message], [person]);
  };
  expect((await post(sized(3_000_000))).status).toBe(200);
  expect((await post(sized(4_300_000))).status).toBe(413);
});

test('an upload may be bigger than a webhook', async () => {
  const form = new FormData();
  form.append('channelId', topology.shop.id);
  form.append('file', new Blob([Buffer.alloc(5_000_000, 'text of a file\n')], { type: 'text/plain' }), 'long.txt');
  const answer = await fetch(`${topology.proxy.url}/api/v1/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
    body: form,
  });
  expect([answer.status, await answer.text()]).toEqual([201, expect.any(String)]);
});

test('figures are not shown outside, and the log tells no callback URL', async () => {
  expect((await fetch(`${topology.proxy.url}/metrics`)).status).toBe(404);
  expect((await fetch(`${topology.nodes.all.url}/metrics`)).status).toBe(200);
  expect(topology.proxy.log()).not.toContain('webhooks');
});
