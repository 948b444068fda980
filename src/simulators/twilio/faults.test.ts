import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTwilioRig, type TwilioRig } from '../../../test/simulators/twilio-rig.ts';

let rig: TwilioRig;

beforeEach(async () => {
  rig = await startTwilioRig();
  await rig.write('Hi');
});

afterEach(() => rig.stop());

const fault = (body: object) => rig.call('POST', '/simulator/api/faults', { numberId: rig.numberId, ...body });

test('R35: an ordered refusal has the platform’s form, and the next send is taken again', async () => {
  await fault({ kind: 'error', code: 20429 });
  expect(await rig.send({ Body: 'a' })).toMatchObject({
    status: 429,
    body: { code: 20429, message: 'Too Many Requests' },
  });
  expect((await rig.send({ Body: 'a' })).status).toBe(201);
});

test('R35, R33: without a code the answer is no JSON, and the message may have gone out all the same', async () => {
  await fault({ kind: 'error', status: 500, processed: true });
  expect(await rig.send({ Body: 'a' })).toEqual(
    expect.objectContaining({ status: 500, body: expect.stringContaining('<html>') }),
  );
  expect(rig.simulator.received()).toHaveLength(1);
});

test('R28: a message that was taken but not answered is found in the list', async () => {
  await fault({ kind: 'drop' });
  await expect(rig.send({ Body: 'lost answer' })).rejects.toThrow();
  await fault({ kind: 'drop_before' });
  await expect(rig.send({ Body: 'lost message' })).rejects.toThrow();
  const time = new Date(rig.clock.now()).toISOString().replace(/\.\d+/, '');
  for (const field of ['DateSent', 'DateCreated']) {
    const query = new URLSearchParams({ To: rig.to, From: rig.from, [`${field}>`]: time });
    const { body } = await rig.call('GET', `/2010-04-01/Accounts/${rig.accountSid}/Messages.json?${query}`);
    expect(body.messages.map((message: { body: string }) => message.body)).toEqual(['lost answer']);
  }
});

test('R35: an ordered failure is the message’s only fate', async () => {
  await fault({ kind: 'failed', code: 63049 });
  const { body } = await rig.send({ Body: 'a' });
  const [, last] = await rig.business.arrived(2, ({ form }) => form.MessageSid === body.sid);
  expect(last?.form).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '63049' });
});

test('R35: a late answer comes when the clock is turned, the message at once', async () => {
  await fault({ kind: 'delay', delayMs: 5_000 });
  const answer = rig.send({ Body: 'a' });
  await rig.simulator.waitForMessage(({ type }) => type === 'text');
  await rig.clock.advance(5_000);
  expect((await answer).status).toBe(201);
});

test('R35: a webhook can come twice, with the same token', async () => {
  await fault({ kind: 'webhook_duplicate' });
  const entry = await rig.simulator.write(rig.numberId, 'mina', { type: 'text', text: 'Twice' });
  const [one, two] = await rig.business.arrived(2, ({ form }) => form.MessageSid === entry.id);
  expect(one?.raw).toBe(two?.raw);
  expect(one?.headers['i-twilio-idempotency-token']).toBe(two?.headers['i-twilio-idempotency-token']);
});

test.each([
  [{ refusesCredentials: true }, 20003, 401],
  [{ status: 'suspended' }, 20005, 403],
  [{ isQueueFull: true }, 21611, 429],
])('with %o a send is refused', async (conditions, code, status) => {
  expect((await rig.order('account', { numberId: rig.numberId, ...conditions })).body).toMatchObject(conditions);
  expect(await rig.send({ Body: 'a' })).toMatchObject({ status, body: { code } });
});

test('R2: a suspended account is still read, with its state', async () => {
  await rig.order('account', { numberId: rig.numberId, status: 'suspended' });
  const { body } = await rig.call('GET', `/2010-04-01/Accounts/${rig.accountSid}.json`);
  expect(body).toMatchObject({ status: 'suspended', auth_token: rig.authToken });
});

test('R27: more API calls than the account has are 429, until time has passed', async () => {
  await rig.order('account', { numberId: rig.numberId, requestsPerSecond: 1 });
  expect((await rig.send({ Body: 'a' })).status).toBe(201);
  const refused = await rig.call('GET', `/2010-04-01/Accounts/${rig.accountSid}/Messages.json`);
  expect(refused).toMatchObject({ status: 429, body: { code: 20429 } });
  expect(refused.headers.get('twilio-concurrent-requests')).toBe('1');
  await rig.clock.advance(1_000);
  expect((await rig.send({ Body: 'a' })).status).toBe(201);
});

test('conditions of the channel end with null, and statuses can be withheld', async () => {
  await rig.order('account', { numberId: rig.numberId, channelFailure: 63051 });
  const failed = await rig.send({ Body: 'a' });
  const [, last] = await rig.business.arrived(2, ({ form }) => form.MessageSid === failed.body.sid);
  expect(last?.form.ErrorCode).toBe('63051');
  await rig.order('account', { numberId: rig.numberId, channelFailure: null, skippedStatuses: ['queued', 'sent'] });
  const { body } = await rig.send({ Body: 'a' });
  const [first] = await rig.business.arrived(1, ({ form }) => form.MessageSid === body.sid);
  expect(first?.form.MessageStatus).toBe('delivered');
});

test('R34: no order and no refusal shows a secret', async () => {
  const shown = await rig.call('GET', '/simulator/api/twilio/account');
  const wrong = { authorization: `Basic ${Buffer.from(`${rig.accountSid}:wrong`).toString('base64')}` };
  const refused = await rig.call('GET', `/2010-04-01/Accounts/${rig.accountSid}.json`, undefined, wrong);
  expect(shown.body.items).toMatchObject([{ numberId: rig.numberId, hasCallback: true }]);
  expect(refused).toMatchObject({ status: 401, body: { code: 20003 } });
  for (const { body } of [shown, refused]) expect(JSON.stringify(body)).not.toContain(rig.authToken);
});

test('R35: a webhook of any content can be ordered, signed as real ones or wrongly', async () => {
  const parameters = { MessageSid: 'SM1', Unheard: 'of' };
  expect((await rig.order('webhook', { parameters })).status).toBe(204);
  await rig.order('account', { numberId: rig.numberId, signsWrongly: true });
  await rig.order('webhook', { parameters });
  const [right, wrong] = await rig.business.arrived(2, ({ form }) => form.Unheard === 'of');
  expect(right?.raw).toBe(wrong?.raw);
  expect(right?.headers['x-twilio-signature']).not.toBe(wrong?.headers['x-twilio-signature']);
});

test.each([
  ['webhook', {}],
  ['account', { numberId: 'XE1', listReply: 'Some' }],
  ['template', { contentSid: 'HX1', status: 'lost' }],
  ['person', { numberId: 'XE1' }],
])('an order for %s that makes no sense is refused', async (path, body) => {
  expect((await rig.order(path, body)).status).toBe(400);
});
