import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, type InfobipRig, SENDER, startInfobipRig } from '../../../test/simulators/infobip-rig.ts';
import type { DeliveryAttempt } from '../kit/delivery.ts';

let rig: InfobipRig;

beforeEach(async () => {
  rig = await startInfobipRig();
});

afterEach(() => rig.stop());

const MINUTE_MS = 60_000;

/** Waits until `count` tries have been answered, since their pauses begin then. */
function tries(count: number): Promise<DeliveryAttempt[]> {
  const seen: DeliveryAttempt[] = [];
  return new Promise((resolve) => {
    const stop = rig.simulator.onDelivery((attempt) => {
      seen.push(attempt);
      if (seen.length < count) return;
      stop();
      resolve(seen);
    });
  });
}

test('R15: items are gathered into one request, in order or reversed', async () => {
  rig.simulator.setWebhookConditions({ batchSize: 3 });
  for (const text of ['one', 'two', 'three']) await rig.write(text);
  const [first] = await rig.webhooks(1);
  const textsOf = (body: { results: { message: { text: string } }[] }) =>
    body.results.map(({ message }) => message.text);
  expect(textsOf(first)).toEqual(['one', 'two', 'three']);
  expect(first).toMatchObject({ messageCount: 3, pendingMessageCount: 0 });

  rig.simulator.setWebhookConditions({ reversed: true });
  for (const text of ['four', 'five']) await rig.write(text);
  await rig.clock.advance(200);
  expect(textsOf((await rig.webhooks(2))[1])).toEqual(['five', 'four']);
});

test('R15: half-full batches can be posted at once, and reports have batches of their own', async () => {
  await rig.write('Hi');
  await rig.webhooks(1);
  rig.simulator.setWebhookConditions({ batchSize: 10, batchWaitMs: 60_000 });
  await rig.send('text', { text: 'Hello' });
  await rig.clock.advance(300);
  await rig.write('And?');
  rig.simulator.flushWebhooks();
  const bodies = (await rig.webhooks(3)).slice(1);
  expect(bodies.map(({ results }) => results.length).sort()).toEqual([1, 2]);
  const reports = bodies.find(({ results }) => results.length === 2);
  expect(reports).not.toHaveProperty('messageCount');
  expect(reports.results.map(({ status }: { status: { id: number } }) => status.id)).toEqual([2, 5]);
});

test('a push that is not taken is repeated after 1, 2, 5 and 10 minutes', async () => {
  rig.receiver.answerWith(() => ({ status: 500 }));
  let failed = tries(1);
  await rig.write('Hello');
  await failed;
  for (const [retry, minutes] of [1, 2, 5, 10].entries()) {
    await rig.clock.advance(minutes * MINUTE_MS - 1);
    expect(rig.receiver.webhooks).toHaveLength(retry + 1);
    failed = tries(1);
    await rig.clock.advance(1);
    expect(await failed).toMatchObject([{ attempt: retry + 2, status: 500 }]);
  }
  expect(new Set(rig.receiver.webhooks.map(({ raw }) => raw)).size).toBe(1);
});

test('a push is given up after twenty retries, 41 and a half hours after the first try', async () => {
  rig.receiver.answerWith(() => ({ status: 500 }));
  const startedAt = rig.clock.now();
  let failed = tries(1);
  await rig.write('Hello');
  await failed;
  for (let retry = 0; retry < 20; retry += 1) {
    failed = tries(1);
    await rig.clock.advance(MINUTE_MS * (1 + retry ** 2));
    await failed;
  }
  expect(rig.clock.now() - startedAt).toBe(41.5 * 60 * MINUTE_MS);
  expect(rig.clock.pending()).toBe(0);
  expect(rig.receiver.webhooks).toHaveLength(21);
});

test('any answer of success ends a push', async () => {
  rig.receiver.answerWith(() => ({ status: 204 }));
  const done = tries(1);
  await rig.write('Hello');
  expect(await done).toMatchObject([{ attempt: 1, status: 204 }]);
  expect(rig.clock.pending()).toBe(0);
});

test('retries can be made faster', async () => {
  await rig.stop();
  rig = await startInfobipRig({ webhooks: { retryScale: 0.001 } });
  rig.receiver.answerWith(() => ({ status: 500 }));
  const failed = tries(1);
  await rig.write('Hello');
  await failed;
  const again = tries(1);
  await rig.clock.advance(60);
  expect(await again).toMatchObject([{ attempt: 2 }]);
});

test('R18: a push can come twice, and a doubled one that fails is repeated once', async () => {
  rig.simulator.world.faults.add({ kind: 'webhook_duplicate', numberId: rig.numberId });
  rig.receiver.answerWith(() => ({ status: 500 }));
  const both = tries(2);
  await rig.write('Hello');
  await both;
  const again = tries(1);
  await rig.clock.advance(MINUTE_MS);
  await again;
  expect(rig.receiver.webhooks).toHaveLength(3);
});

test('R25: basic auth and static headers travel with every push, reports of a message’s own address too', async () => {
  rig.simulator.setCallbackTarget(rig.numberId, {
    url: rig.receiver.url,
    headers: { 'x-shop': 'corner' },
    security: { type: 'BASIC', username: 'hook', password: 'invented-hook-Pw' },
  });
  await rig.write('Hi');
  await rig.receiver.arrived(1);
  await rig.send('text', { text: 'Hello' }, { notifyUrl: `${rig.receiver.url}/reports` });
  await rig.clock.advance(50);
  const expected = `Basic ${Buffer.from('hook:invented-hook-Pw').toString('base64')}`;
  for (const { headers } of await rig.receiver.arrived(2)) {
    expect(headers).toMatchObject({ authorization: expected, 'x-shop': 'corner' });
  }
});

test('R25: an HMAC travels in the header, encoding and with the prefix that were set', async () => {
  rig.simulator.setWebhookConditions({ hmac: { header: 'x-signed', encoding: 'base64', prefix: 'sha256=' } });
  const security = { type: 'HMAC', secretKey: 'invented-hmac-key', algorithm: 'HMAC_SHA_256' } as const;
  rig.simulator.setCallbackTarget(rig.numberId, { url: rig.receiver.url, security });
  await rig.write('Hé');
  const [webhook] = await rig.receiver.arrived(1);
  const digest = createHmac('sha256', 'invented-hmac-key')
    .update(webhook?.raw ?? '')
    .digest('base64');
  expect(webhook?.headers['x-signed']).toBe(`sha256=${digest}`);
});

const SUBSCRIPTIONS = '/subscriptions/1/subscription/WHATSAPP';
const subscription = (change: object = {}) => ({
  subscriptionId: 'gw-1',
  name: 'Gateway',
  events: ['DELIVERY', 'SEEN'],
  resources: [SENDER],
  profile: {
    profileId: 'gw',
    webhook: { notifyUrl: `${rig.receiver.url}/subscribed` },
    security: { authId: 'gw-auth', type: 'BASIC', credentials: { username: 'hook', password: 'invented-hook-Pw' } },
    headers: { 'x-shop': 'corner' },
  },
  ...change,
});
const subscribe = (change: object = {}) => rig.call(SUBSCRIPTIONS, { method: 'POST', body: subscription(change) });

test('a subscription takes the reports of its sender, with its credentials', async () => {
  expect(await subscribe()).toMatchObject({
    status: 201,
    body: { subscriptionId: 'gw-1', profile: { profileId: 'gw', security: { authId: 'gw-auth' } } },
  });
  await rig.write('Hi');
  await rig.receiver.arrived(1);
  await rig.send('text', { text: 'Hello' });
  await rig.clock.advance(50);
  const [inbound, report] = await rig.receiver.arrived(2);
  expect([inbound?.url, report?.url]).toEqual(['/hook', '/hook/subscribed']);
  expect(report?.headers).toMatchObject({ authorization: expect.stringMatching(/^Basic /), 'x-shop': 'corner' });
});

test('subscriptions are listed without secrets, changed and deleted', async () => {
  await subscribe();
  const listed = await rig.call(SUBSCRIPTIONS);
  expect(listed.body).toMatchObject({
    results: [{ subscriptionId: 'gw-1', events: ['DELIVERY', 'SEEN'], resources: [SENDER] }],
    paging: { totalResults: 1 },
  });
  expect(JSON.stringify(listed.body)).not.toContain('invented-hook-Pw');
  const change = { events: ['INBOUND_MESSAGE'], profile: { profileId: 'gw' } };
  expect((await rig.call(`${SUBSCRIPTIONS}/gw-1`, { method: 'PUT', body: change })).status).toBe(200);
  expect((await rig.call(`${SUBSCRIPTIONS}/gw-1`)).body.events).toEqual(['INBOUND_MESSAGE']);
  expect((await subscribe()).status).toBe(400);
  expect((await rig.call(`${SUBSCRIPTIONS}/gw-1`, { method: 'DELETE' })).status).toBe(200);
  expect((await rig.call(`${SUBSCRIPTIONS}/gw-1`)).status).toBe(404);
});

test('a subscription that is not well-formed is refused', async () => {
  const { status, body } = await subscribe({ events: ['WEATHER'], profile: { profileId: 'gw', maxBucketSize: 0 } });
  expect(status).toBe(400);
  expect(Object.keys(body.requestError.serviceException.validationErrors)).toEqual([
    'events[0]',
    'profile.maxBucketSize',
  ]);
});

const NUMBERS = '/resource-management/1/inbound-message-configurations';

test('a number’s own rule goes before subscriptions, unless it follows them', async () => {
  await subscribe({ events: ['INBOUND_MESSAGE'] });
  const configure = (forwarding: object) =>
    rig.call(NUMBERS, { method: 'POST', body: { channel: 'WHATSAPP', number: SENDER, forwarding } });
  const url = `${rig.receiver.url}/own`;
  const own = await configure({ type: 'HTTP_FORWARD', url });
  expect(own.body).toEqual({
    configurationKey: expect.stringMatching(/^[0-9A-F]{32}$/),
    channel: 'WHATSAPP',
    forwarding: { type: 'HTTP_FORWARD', url, format: 'MO_OTT_CONTACT' },
  });
  await rig.write('one');
  await rig.receiver.arrived(1);
  await configure({ type: 'FORWARD_TO_SUBSCRIPTION' });
  await rig.write('two');
  expect((await rig.receiver.arrived(2)).map((webhook) => webhook.url)).toEqual(['/hook/own', '/hook/subscribed']);

  expect((await rig.call(`${NUMBERS}?channel=WHATSAPP&number=${SENDER}`)).body).toHaveLength(1);
  const remove = () => rig.call(`${NUMBERS}/${own.body.configurationKey}`, { method: 'DELETE' });
  expect([(await remove()).status, (await remove()).status]).toEqual([204, 404]);
});

test('a rule for somebody else’s number is not found', async () => {
  const forwarding = { type: 'HTTP_FORWARD', url: rig.receiver.url };
  const answer = await rig.call(NUMBERS, {
    method: 'POST',
    body: { channel: 'WHATSAPP', number: '447700900999', forwarding },
    headers: { authorization: `App ${ACCOUNT.apiKey}` },
  });
  expect(answer.status).toBe(404);
});
