import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inventedNumber } from '../../../test/simulators/meta-number.ts';
import { type MetaRig, number, startMetaRig } from '../../../test/simulators/meta-rig.ts';

let rig: MetaRig;

beforeEach(async () => {
  rig = await startMetaRig();
});

afterEach(() => rig.stop());

const text = { text: { body: 'Hi' } };
const authorised = { authorization: `Bearer ${number.accessToken}` };

async function get(url: string, headers: Record<string, string> = authorised) {
  const answer = await rig.app.inject({ url, headers });
  return { status: answer.statusCode, body: answer.json() };
}

function refusal(code: number, status: number) {
  return {
    status,
    body: { error: { code, type: expect.any(String), fbtrace_id: expect.stringMatching(/^A[\w-]{22}$/) } },
  };
}

test('an accepted message is answered with its id and the number it goes to', async () => {
  await rig.write('Hello');
  expect(await rig.send({ to: '+1 555 010 0001', ...text })).toEqual({
    status: 200,
    body: {
      messaging_product: 'whatsapp',
      contacts: [{ input: '+1 555 010 0001', wa_id: '15550100001' }],
      messages: [{ id: expect.stringMatching(/^wamid\.[A-Za-z0-9+/=]+$/) }],
    },
  });
});

test('a message to a user id is answered with the user id', async () => {
  const answer = await rig.send({ to: undefined, recipient: 'US.mina1', ...text });
  expect(answer.body.contacts).toEqual([{ input: 'US.mina1', user_id: 'US.mina1' }]);
  expect(rig.simulator.received('mina')).toHaveLength(1);
});

test('message ids have the form of the real ones', async () => {
  await rig.send(text);
  const [{ messageId } = { messageId: '' }] = rig.simulator.received();
  const bytes = Buffer.from(messageId.replace('wamid.', ''), 'base64');
  expect(bytes.subarray(0, 3)).toEqual(Buffer.of(0x1c, 0x18, 11));
  expect(bytes.subarray(3, 14).toString()).toBe('15550100001');
  expect(bytes.subarray(14, 20)).toEqual(Buffer.of(0x15, 0x02, 0x00, 0x11, 0x18, 20));
  expect(bytes.subarray(20, 40).toString()).toMatch(/^[0-9A-F]{20}$/);
  expect(bytes.subarray(40)).toEqual(Buffer.of(0));
});

test.each([
  ['a missing token', {}, 104, 401],
  ['an unknown token', { authorization: 'Bearer EAAother' }, 190, 401],
])('%s is refused', async (_what, headers, code, status) => {
  expect(await rig.send(text, headers)).toMatchObject(refusal(code, status));
});

test('reading without a token is refused in its own way', async () => {
  expect(await get(`/v25.0/${number.phoneNumberId}`, {})).toMatchObject(refusal(200, 403));
});

test('the token of another app does not reach the number', async () => {
  rig.simulator.addNumber(inventedNumber({ phoneNumberId: '400000000000002', accessToken: 'EAAother' }));
  const answer = await rig.send(text, { authorization: 'Bearer EAAother' });
  expect(answer).toMatchObject(refusal(100, 400));
  expect(answer.body).toMatchObject({ error: { error_subcode: 33, type: 'GraphMethodException' } });
});

test('an app that wants a proof of its secret gets only requests with the right one', async () => {
  rig.simulator.changeNumber(number.phoneNumberId, { requireAppSecretProof: true });
  const proof = createHmac('sha256', number.appSecret).update(number.accessToken).digest('hex');
  const path = `/v25.0/${number.phoneNumberId}?appsecret_proof=`;
  expect(await rig.send(text)).toMatchObject(refusal(104, 400));
  expect((await get(path + proof)).status).toBe(200);
  expect((await get(path + proof.replace(/.$/, 'x'))).status).toBe(400);
});

test.each([
  ['deleted', 33, 400],
  ['unregistered', 133010, 400],
  ['maintenance', 131057, 500],
  ['locked', 131031, 403],
  ['restricted', 368, 403],
] as const)('a number that is %s cannot send', async (state, code, status) => {
  rig.simulator.changeNumber(number.phoneNumberId, { state });
  expect(await rig.send(text)).toMatchObject(refusal(code, status));
  expect(rig.simulator.counters().accepted).toBe(0);
});

test('the checks come in the documented order', async () => {
  rig.simulator.changeNumber(number.phoneNumberId, { state: 'unregistered', throughputPerSecond: 1 });
  const bad = { text: {} };
  expect(await rig.send(bad, {})).toMatchObject(refusal(104, 401));
  expect(await rig.send(bad)).toMatchObject(refusal(133010, 400));
  expect(await rig.send(bad)).toMatchObject(refusal(130429, 429));
  rig.simulator.changeNumber(number.phoneNumberId, { state: 'connected' });
  await rig.clock.advance(1_000);
  expect(await rig.send(bad)).toMatchObject(refusal(131008, 400));
});

test('a business cannot write to itself, nor a test number to strangers', async () => {
  expect(await rig.send({ to: number.displayPhoneNumber, ...text })).toMatchObject(refusal(131021, 400));
  rig.simulator.changeNumber(number.phoneNumberId, { allowedRecipients: ['15550100002'] });
  expect(await rig.send(text)).toMatchObject(refusal(131030, 400));
});

test('a body that is not JSON is refused in the API’s own form', async () => {
  const headers = { ...authorised, 'content-type': 'application/json' };
  const url = `/v25.0/${number.phoneNumberId}/messages`;
  const answer = await rig.app.inject({ method: 'POST', url, headers, payload: '{"to":' });
  expect({ status: answer.statusCode, body: answer.json() }).toMatchObject(refusal(100, 400));
});

test('one person gets 45 messages at once, then one every six seconds; others are not affected', async () => {
  rig.simulator.world.people.add({ name: 'Ole', phone: '15550100002' });
  for (let count = 0; count < 45; count++) expect((await rig.send(text)).status).toBe(200);
  expect(await rig.send(text)).toMatchObject(refusal(131056, 429));
  expect((await rig.send({ to: '+15550100002', ...text })).status).toBe(200);
  await rig.clock.advance(6_000);
  expect((await rig.send(text)).status).toBe(200);
  expect(await rig.send(text)).toMatchObject(refusal(131056, 429));
});

test('a number’s throughput counts both directions', async () => {
  rig.simulator.changeNumber(number.phoneNumberId, { throughputPerSecond: 2 });
  await rig.write('one');
  expect((await rig.send(text)).status).toBe(200);
  expect(await rig.send(text)).toMatchObject(refusal(130429, 429));
  await rig.clock.advance(500);
  expect((await rig.send(text)).status).toBe(200);
});

test('a number in use with the business app takes 20 messages a second', async () => {
  rig.simulator.changeNumber(number.phoneNumberId, { isOnBusinessApp: true });
  for (let count = 0; count < 20; count++) expect((await rig.send(text)).status).toBe(200);
  expect(await rig.send(text)).toMatchObject(refusal(130429, 429));
});

test('limits can be switched off', async () => {
  await rig.stop();
  rig = await startMetaRig({ limits: { pair: false, throughput: false } });
  for (let count = 0; count < 200; count++) expect((await rig.send(text)).status).toBe(200);
});

test('reading marks a message and those before it, and typing shows on the phone', async () => {
  const [first, second, third] = [await rig.write('1'), await rig.write('2'), await rig.write('3')];
  const events: string[] = [];
  rig.simulator.world.events.listen(({ event }) => events.push(event));
  const read = { to: undefined, status: 'read', message_id: second, typing_indicator: { type: 'text' } };
  expect(await rig.send(read)).toEqual({ status: 200, body: { success: true } });
  const { entries } = rig.simulator.world.chats.open(number.phoneNumberId, 'mina');
  expect(entries.map(({ id, status }) => [id, status])).toEqual([
    [first, 'read'],
    [second, 'read'],
    [third, 'delivered'],
  ]);
  expect(events).toEqual(['status', 'status', 'typing']);
  expect(rig.simulator.counters().accepted).toBe(0);
  expect(await rig.send({ ...read, message_id: 'wamid.unknown' })).toMatchObject(refusal(131009, 400));
});

test('a number tells the fields that were asked for', async () => {
  const path = `/v25.0/${number.phoneNumberId}`;
  expect((await get(path)).body).toMatchObject({
    id: number.phoneNumberId,
    display_phone_number: '+1 555 010 9999',
    verified_name: 'Corner Shop',
    throughput: { level: 'STANDARD' },
  });
  expect((await get(`${path}?fields=status,quality_rating`)).body).toEqual({
    id: number.phoneNumberId,
    status: 'CONNECTED',
    quality_rating: 'GREEN',
  });
  expect(await get(`${path}?fields=shoe_size`)).toMatchObject(refusal(100, 400));
});

test('the version may be left out', async () => {
  expect((await get(`/${number.phoneNumberId}`)).body.id).toBe(number.phoneNumberId);
});

test('any other path is an unknown object', async () => {
  for (const path of ['/v25.0/1/phone_numbers', '/v25.0/', '/', '/a/b/c', '/v25.0/12345']) {
    expect(await get(path)).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 33 } } });
  }
});

test('an uploaded picture is found, fetched, sent and removed', async () => {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new File(['picture'], 'a.png', { type: 'image/png' }));
  const upload = new Response(form);
  const { id } = (
    await rig.app.inject({
      method: 'POST',
      url: `/v25.0/${number.phoneNumberId}/media`,
      headers: { ...authorised, 'content-type': upload.headers.get('content-type') ?? '' },
      payload: Buffer.from(await upload.arrayBuffer()),
    })
  ).json();

  const { body: found } = await get(`/v25.0/${id}`);
  expect(found).toMatchObject({ id, mime_type: 'image/png', file_size: 7 });
  const { pathname, search } = new URL(found.url);
  const file = await rig.app.inject({ url: pathname + search, headers: authorised });
  expect(file.body).toBe('picture');
  expect((await rig.app.inject({ url: pathname + search })).statusCode).toBe(403);

  expect((await rig.send({ type: 'image', image: { id } })).status).toBe(200);
  const [entry] = rig.simulator.world.chats.open(number.phoneNumberId, 'mina').entries;
  expect(entry?.content.mediaUrl).toBe(`data:image/png;base64,${Buffer.from('picture').toString('base64')}`);

  await rig.clock.advance(5 * 60_000);
  expect((await rig.app.inject({ url: pathname + search, headers: authorised })).statusCode).toBe(404);
  expect((await rig.app.inject({ method: 'DELETE', url: `/v25.0/${id}`, headers: authorised })).json()).toEqual({
    success: true,
  });
  expect(await rig.send({ type: 'image', image: { id } })).toMatchObject(refusal(131009, 400));
});

test('accepted and refused requests and webhooks are counted', async () => {
  await rig.write('Hello');
  await rig.send(text);
  await rig.send({ text: {} });
  await rig.clock.advance(300);
  expect(rig.simulator.counters()).toEqual({ accepted: 1, refused: 1, webhookTries: 3, webhooksAcknowledged: 3 });
});
