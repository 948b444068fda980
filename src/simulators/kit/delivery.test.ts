import { beforeEach, expect, test } from 'vitest';
import { manualClock } from '../../../test/support/manual-clock.ts';
import type { DeliveryAttempt, Webhook } from './delivery.ts';
import type { Fetch, FetchInit } from './http.ts';
import { createSchedule } from './schedule.ts';
import { createWebhookSender } from './webhook-sender.ts';
import { createWorld } from './world.ts';

const WEEK_MS = 7 * 86_400_000;
const webhook: Webhook = { numberId: 'n1', url: 'http://receiver.example/', headers: {}, body: '{"a":1}' };

let clock: ReturnType<typeof manualClock>;
let attempts: DeliveryAttempt[];
let bodies: string[];

beforeEach(() => {
  clock = manualClock();
  attempts = [];
  bodies = [];
});

function sender(fetch: Fetch) {
  const world = createWorld({ clock });
  const created = createWebhookSender({ world, schedule: createSchedule(clock), fetch });
  created.onAttempt((attempt) => attempts.push(attempt));
  return { ...created, world };
}

function answering(...statuses: number[]): Fetch {
  return async (_url, { body = '' }) => {
    bodies.push(body);
    return answer(statuses.shift() ?? 200);
  };
}

function answer(status: number) {
  return {
    status,
    headers: { get: () => null },
    text: async () => '',
    arrayBuffer: async () => new ArrayBuffer(0),
  };
}

/** Answers only when told to. */
function holding() {
  const open: { body: string; finish: () => void }[] = [];
  const fetch: Fetch = (_url, { body = '', signal }: FetchInit) =>
    new Promise((resolve, reject) => {
      open.push({ body, finish: () => resolve(answer(200)) });
      signal?.addEventListener('abort', () => reject(new Error('cut')));
    });
  return { fetch, open };
}

test('a webhook answered 200 is sent once', async () => {
  sender(answering(200)).post(webhook);
  await clock.advance(WEEK_MS);
  expect(bodies).toEqual([webhook.body]);
});

test('any other answer repeats the same bytes, each time after a longer pause', async () => {
  const times: number[] = [];
  const { post, onAttempt } = sender(answering(500, 202, 404, 200));
  onAttempt(() => times.push(clock.now()));
  const start = clock.now();
  post(webhook);
  await clock.advance(WEEK_MS);
  expect(times.map((at) => at - start)).toEqual([0, 1_000, 3_000, 7_000]);
  expect(new Set(bodies)).toEqual(new Set([webhook.body]));
  expect(attempts.map(({ status }) => status)).toEqual([500, 202, 404, 200]);
});

test('a webhook that never succeeds is given up after seven days', async () => {
  let lastAt = 0;
  const start = clock.now();
  const { post, onAttempt } = sender(async () => answer(500));
  onAttempt(() => {
    lastAt = clock.now() - start;
  });
  post(webhook);
  await clock.advance(2 * WEEK_MS);
  expect(lastAt).toBeGreaterThan(WEEK_MS - 86_400_000);
  expect(lastAt).toBeLessThanOrEqual(WEEK_MS);
  expect(clock.pending()).toBe(0);
});

test('a receiver that does not answer within ten seconds is tried again', async () => {
  const { fetch, open } = holding();
  sender(fetch).post(webhook);
  await clock.advance(9_999);
  expect(open).toHaveLength(1);
  await clock.advance(1_001);
  expect(open).toHaveLength(2);
  expect(attempts).toMatchObject([{ attempt: 1 }]);
  expect(attempts[0]).not.toHaveProperty('status');
});

test('at least ten webhooks are under way at once', async () => {
  const { fetch, open } = holding();
  const { post } = sender(fetch);
  for (let count = 0; count < 100; count++) post(webhook);
  await clock.advance(0);
  expect(open).toHaveLength(32);
  for (const { finish } of open) finish();
  await clock.advance(0);
  expect(open).toHaveLength(64);
});

test('webhooks of one line go one after another, those of others beside them', async () => {
  const { fetch, open } = holding();
  const { post } = sender(fetch);
  for (const [line, body] of [
    ['a', 'a1'],
    ['a', 'a2'],
    ['b', 'b1'],
  ] as const)
    post({ ...webhook, line, body });
  await clock.advance(0);
  expect(open.map(({ body }) => body)).toEqual(['a1', 'b1']);
  open[0]?.finish();
  await clock.advance(0);
  expect(open.map(({ body }) => body)).toEqual(['a1', 'b1', 'a2']);
});

test('a webhook is acknowledged once, by the 200', async () => {
  const acknowledged: number[] = [];
  sender(answering(500, 200)).post({ ...webhook, acknowledged: () => acknowledged.push(clock.now()) });
  const start = clock.now();
  await clock.advance(10_000);
  expect(acknowledged).toEqual([start + 1_000]);
});

test('stopping ends what is under way without a further try', async () => {
  const { fetch, open } = holding();
  const { post, stop } = sender(fetch);
  post(webhook);
  await clock.advance(0);
  stop();
  await clock.advance(WEEK_MS);
  expect(open).toHaveLength(1);
  expect(attempts).toEqual([]);
});

test('webhooks are doubled, delayed and reordered on request, as often as asked', async () => {
  const { post, world } = sender(answering());
  const posted = async (...names: string[]) => {
    bodies.length = 0;
    for (const body of names) post({ ...webhook, body });
    await clock.advance(0);
    return [...bodies];
  };
  world.faults.add({ kind: 'webhook_duplicate', numberId: 'n1', count: 2 });
  expect(await posted('1', '2', '3')).toEqual(['1', '1', '2', '2', '3']);
  world.faults.add({ kind: 'webhook_disorder', numberId: 'n1' });
  expect(await posted('1', '2', '3')).toEqual(['2', '1', '3']);
  world.faults.add({ kind: 'webhook_delay', numberId: 'n1', delayMs: 5_000 });
  expect(await posted('1', '2')).toEqual(['2']);
  await clock.advance(5_000);
  expect(bodies).toEqual(['2', '1']);
});

test('a webhook that nothing overtakes goes out after two seconds', async () => {
  const { post, world } = sender(answering());
  world.faults.add({ kind: 'webhook_disorder', numberId: 'n1' });
  post(webhook);
  await clock.advance(1_999);
  expect(bodies).toEqual([]);
  await clock.advance(1);
  expect(bodies).toEqual([webhook.body]);
});

test('a webhook with rules of its own is repeated as these say, and given up once', async () => {
  const outcomes: unknown[] = [];
  const rules = {
    timeoutMs: 500,
    isRepeated: ({ attempt }: { attempt: number }) => attempt < 3,
    gaveUp: ({ outcome }: { outcome: unknown }) => void outcomes.push(outcome),
  };
  sender(answering(500, 502, 503, 200)).post({ ...webhook, rules });
  await clock.advance(WEEK_MS);
  expect(bodies).toHaveLength(3);
  expect(outcomes).toEqual([503]);
});

test('its own time-out ends a try, and a receiver that is not there is told from one that is slow', async () => {
  const outcomes: unknown[] = [];
  const rules = {
    timeoutMs: 500,
    isRepeated: ({ outcome }: { outcome: unknown }) => {
      outcomes.push(outcome);
      return false;
    },
  };
  sender(holding().fetch).post({ ...webhook, rules });
  sender(() => Promise.reject(new Error('refused'))).post({ ...webhook, rules });
  await clock.advance(499);
  expect(outcomes).toEqual(['connection']);
  await clock.advance(1);
  expect(outcomes).toEqual(['connection', 'timeout']);
});

test('a webhook can be a request without a body', async () => {
  const requests: FetchInit[] = [];
  sender(async (_url, init) => {
    requests.push(init);
    return answer(200);
  }).post({ ...webhook, method: 'GET', body: '' });
  await clock.advance(0);
  expect(requests).toMatchObject([{ method: 'GET' }]);
  expect(requests[0]).not.toHaveProperty('body');
});
