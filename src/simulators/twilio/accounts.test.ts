import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTwilioRig, type TwilioRig } from '../../../test/simulators/twilio-rig.ts';

let rig: TwilioRig;

beforeEach(async () => {
  rig = await startTwilioRig();
});

afterEach(() => rig.stop());

const SENDERS = '/v2/Channels/Senders';
const account = () => `/2010-04-01/Accounts/${rig.accountSid}`;
const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

test('R1: an account that is opened again has the same credentials and keeps its messages', async () => {
  const { body } = await rig.send({ Body: 'Hello' });
  const secretOf = (purpose: string) => Buffer.from(purpose.padEnd(32, '.')).toString('hex').slice(0, 64);
  const opened = rig.simulator.openAccount({ phoneNumber: '15550109999', displayName: 'New name', secretOf });
  const { accountSid, authToken } = rig;
  expect(opened).toEqual({
    numberId: rig.numberId,
    settings: { accountSid, authToken, apiBaseUrl: rig.simulator.url },
    senderFields: {},
  });
  expect(accountSid).toMatch(/^AC[0-9a-f]{32}$/);
  expect(authToken).toMatch(/^[0-9a-f]{32}$/);
  expect((await rig.call('GET', body.uri)).status).toBe(200);
  expect((await rig.call('GET', `${account()}.json`)).body.friendly_name).toBe('New name');
});

test.each(['', 'Basic', 'Bearer abc', 'Basic YTpi'])('R2: credentials %j are refused', async (authorization) => {
  const answer = await rig.call('GET', `${account()}.json`, undefined, { authorization });
  expect(answer).toMatchObject({ status: 401, body: { code: 20003, status: 401 } });
  expect(answer.headers.get('www-authenticate')).toContain('Basic');
});

test('R1: an API key works as the account does, but is not shown the token', async () => {
  const key = { sid: `SK${'1'.repeat(32)}`, secret: 'invented' };
  const { accountSid: sid, authToken } = rig;
  rig.simulator.addAccount({ sid, authToken, apiKeys: [key], friendlyName: 'Shop', createdAt: 0 });
  const { status, body } = await rig.call('GET', `${account()}.json`, undefined, basic(key.sid, key.secret));
  expect(status).toBe(200);
  expect(JSON.stringify(body)).not.toContain(authToken);
  expect((await rig.call('GET', `${account()}.json`, undefined, basic(key.sid, 'other'))).status).toBe(401);
});

test('R4: while the token changes, both are accepted', async () => {
  const { accountSid: sid, authToken } = rig;
  rig.simulator.addAccount({
    sid,
    authToken: 'new',
    secondaryAuthToken: authToken,
    friendlyName: 'Shop',
    createdAt: 0,
  });
  for (const token of ['new', authToken]) {
    expect((await rig.call('GET', `${account()}.json`, undefined, basic(sid, token))).status).toBe(200);
  }
});

test('another account, its messages and unknown paths are not there', async () => {
  for (const path of [
    `/2010-04-01/Accounts/AC${'0'.repeat(32)}.json`,
    `${account()}/Messages/SM1.json`,
    '/v9/Dances',
  ]) {
    expect(await rig.call('GET', path)).toMatchObject({ status: 404, body: { code: 20404 } });
  }
});

test('R2: numbers without WhatsApp are listed beside senders, and can be looked for', async () => {
  await rig.order('account', { numberId: rig.numberId, plainNumbers: ['15550108888'] });
  const path = `${account()}/IncomingPhoneNumbers.json`;
  const { incoming_phone_numbers: numbers } = (await rig.call('GET', path)).body;
  expect(numbers).toMatchObject([{ phone_number: '+15550109999' }, { phone_number: '+15550108888' }]);
  const found = await rig.call('GET', `${path}?PhoneNumber=%2B15550108888`);
  expect(found.body.incoming_phone_numbers).toHaveLength(1);
  const one = await rig.call('GET', `${account()}/IncomingPhoneNumbers/${numbers[0].sid}.json`);
  expect(one.body).toMatchObject({ sid: expect.stringMatching(/^PN/), capabilities: { sms: true } });
});

test('R5: the webhook of a sender is changed, and messages go there', async () => {
  const callback_url = `${rig.business.url}/elsewhere`;
  const changed = await rig.call('POST', `${SENDERS}/${rig.numberId}`, { webhook: { callback_url } });
  expect(changed).toMatchObject({
    status: 202,
    body: { status: 'ONLINE', webhook: { callback_url, callback_method: 'POST' } },
  });
  await rig.write('Hi');
  expect(rig.business.calls).toMatchObject([{ url: '/elsewhere' }]);
  const refused = await rig.call('POST', `${SENDERS}/${rig.numberId}`, { webhook: { callback_method: 'GET' } });
  expect(refused.status).toBe(400);
});

test('a new sender is verified with a code before it can send', async () => {
  const sender_id = 'whatsapp:+15550107777';
  const created = await rig.call('POST', SENDERS, { sender_id, profile: { name: 'Branch' } });
  expect(created).toMatchObject({ status: 202, body: { status: 'CREATING', sender_id } });
  await rig.settle();
  const path = `${SENDERS}/${created.body.sid}`;
  expect((await rig.call('GET', path)).body.status).toBe('PENDING_VERIFICATION');
  expect((await rig.send({ From: sender_id, Body: 'a' })).body.code).toBe(63007);
  await rig.call('POST', path, { configuration: { verification_code: '123456' } });
  expect((await rig.send({ From: sender_id, Body: 'a' })).status).toBe(201);
  expect((await rig.call('DELETE', path)).status).toBe(204);
  expect((await rig.call('GET', path)).status).toBe(404);
  expect((await rig.send({ From: sender_id, Body: 'a' })).body.code).toBe(63007);
});

test('R2: senders are listed with their state; the channel must be named', async () => {
  await rig.order('sender', { numberId: rig.numberId, status: 'OFFLINE' });
  const { body } = await rig.call('GET', `${SENDERS}?Channel=whatsapp&PageSize=50`);
  expect(body).toMatchObject({ senders: [{ sid: rig.numberId, status: 'OFFLINE' }], meta: { key: 'senders' } });
  expect(body.senders[0].offline_reasons).toHaveLength(1);
  expect((await rig.call('GET', SENDERS)).status).toBe(400);
});

test('members of a messaging service are listed and taken out', async () => {
  const { body: service } = await rig.call('POST', '/v1/Services', new URLSearchParams({ FriendlyName: 'Pool' }));
  const path = `/v1/Services/${service.sid}/ChannelSenders`;
  await rig.call('POST', path, new URLSearchParams({ Sid: rig.numberId }));
  expect((await rig.call('GET', path)).body.senders).toMatchObject([{ sid: rig.numberId, sender: rig.from }]);
  expect((await rig.call('DELETE', `${path}/${rig.numberId}`)).status).toBe(204);
  expect((await rig.call('GET', path)).body.senders).toEqual([]);
  expect((await rig.call('DELETE', `/v1/Services/${service.sid}`)).status).toBe(204);
  expect((await rig.call('GET', '/v1/Services')).body.services).toEqual([]);
});

test('beside its own sender an account can have the sandbox', async () => {
  const { body } = await rig.order('sandbox', { numberId: rig.numberId });
  expect(body).toEqual({ numberId: expect.stringMatching(/^XE/), joinCode: expect.stringMatching(/^\w+-\w+$/) });
  expect((await rig.send({ From: 'whatsapp:+14155238886', Body: 'a' })).status).toBe(201);
  const numbers = await rig.call('GET', '/simulator/api/numbers');
  expect(numbers.body.items).toMatchObject([{ provider: 'twilio', account: rig.accountSid }, { id: body.numberId }]);
});
