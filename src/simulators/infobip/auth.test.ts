import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, type InfobipRig, SENDER, startInfobipRig } from '../../../test/simulators/infobip-rig.ts';

let rig: InfobipRig;

beforeEach(async () => {
  rig = await startInfobipRig();
});

afterEach(() => rig.stop());

const TEMPLATES = `/whatsapp/2/senders/${SENDER}/templates`;
const BASIC = `Basic ${Buffer.from(`${ACCOUNT.username}:${ACCOUNT.password}`).toString('base64')}`;
const login = { username: ACCOUNT.username, password: ACCOUNT.password };
const UNAUTHORIZED = {
  status: 401,
  body: { requestError: { serviceException: { messageId: 'UNAUTHORIZED', text: 'Invalid login details' } } },
};

const listWith = (authorization: string) => rig.call(TEMPLATES, { headers: { authorization } });
const openSession = (more = {}) => rig.call('/auth/1/session', { method: 'POST', body: { ...login, ...more } });
const grant = (client_secret = ACCOUNT.password) =>
  rig.call('/auth/1/oauth2/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      client_id: ACCOUNT.username,
      client_secret,
      grant_type: 'client_credentials',
    }).toString(),
  });

test('R2: each of the four schemes is let in', async () => {
  const { token } = (await openSession()).body;
  const { access_token, expires_in, token_type } = (await grant()).body;
  expect({ expires_in, token_type }).toEqual({ expires_in: 3600, token_type: 'Bearer' });
  for (const header of [`App ${ACCOUNT.apiKey}`, BASIC, `IBSSO ${token}`, `Bearer ${access_token}`]) {
    expect((await listWith(header)).status).toBe(200);
  }
});

test.each([
  'App wrong',
  `app ${ACCOUNT.apiKey}`,
  ACCOUNT.apiKey,
  `Bearer ${ACCOUNT.apiKey}`,
  'IBSSO wrong',
  `Basic ${Buffer.from(`${ACCOUNT.username}:wrong`).toString('base64')}`,
  'Basic ?',
  '',
])('R2: %s is not', async (header) => {
  expect(await listWith(header)).toMatchObject(UNAUTHORIZED);
});

test('R3: tokens end after an hour, sessions an hour after their last use', async () => {
  const { token } = (await openSession()).body;
  const { access_token } = (await grant()).body;
  await rig.clock.advance(59 * 60_000);
  expect((await listWith(`IBSSO ${token}`)).status).toBe(200);
  await rig.clock.advance(2 * 60_000);
  expect((await listWith(`IBSSO ${token}`)).status).toBe(200);
  expect((await listWith(`Bearer ${access_token}`)).status).toBe(401);
  await rig.clock.advance(61 * 60_000);
  expect((await listWith(`IBSSO ${token}`)).status).toBe(401);
});

test('a new session needs the end of the old one', async () => {
  const { token } = (await openSession({ unsafe: true })).body;
  expect((await openSession()).status).toBe(400);
  const ended = await rig.call('/auth/1/session', { method: 'DELETE', headers: { authorization: `IBSSO ${token}` } });
  expect(ended.status).toBe(200);
  expect((await listWith(`IBSSO ${token}`)).status).toBe(401);
  expect((await openSession()).status).toBe(200);
});

test('a wrong login gets neither session nor token', async () => {
  expect(await openSession({ password: 'wrong' })).toMatchObject(UNAUTHORIZED);
  const refused = await grant('wrong');
  expect(refused).toMatchObject({ status: 401, body: { error: 'invalid_client', ...UNAUTHORIZED.body } });
  expect(JSON.stringify(refused.body)).not.toContain('wrong');
});

test('R3: tokens that were taken back are refused, and a new one works', async () => {
  const { access_token } = (await grant()).body;
  rig.simulator.revokeTokens(rig.numberId);
  expect((await listWith(`Bearer ${access_token}`)).status).toBe(401);
  const { access_token: next } = (await grant()).body;
  expect((await listWith(`Bearer ${next}`)).status).toBe(200);
});

test('R4: bad credentials are told from a sender that is not the account’s', async () => {
  expect((await listWith('App wrong')).status).toBe(401);
  const foreign = await rig.call('/whatsapp/2/senders/447700900999/templates');
  expect(foreign).toMatchObject({
    status: 404,
    body: { requestError: { serviceException: { messageId: 'NOT_FOUND' } } },
  });
});

test('an API key without the scope is refused, a login is not', async () => {
  rig.simulator.setAccountConditions(rig.numberId, { scopes: ['whatsapp:message:send'] });
  expect((await rig.send('text', { text: 'Hello' })).status).toBe(200);
  const refused = await listWith(`App ${ACCOUNT.apiKey}`);
  expect(refused).toMatchObject({
    status: 403,
    body: { requestError: { serviceException: { messageId: 'FORBIDDEN' } } },
  });
  expect((await listWith(BASIC)).status).toBe(200);
});

test('a locked account is let in nowhere', async () => {
  rig.simulator.setAccountConditions(rig.numberId, { isLocked: true });
  expect(await listWith(BASIC)).toMatchObject(UNAUTHORIZED);
  expect(await openSession()).toMatchObject(UNAUTHORIZED);
  rig.simulator.setAccountConditions(rig.numberId, { isLocked: false });
  expect((await listWith(BASIC)).status).toBe(200);
});

test('R32: more than the account’s messages in a second are too many', async () => {
  rig.simulator.setAccountConditions(rig.numberId, { sendsPerSecond: 2 });
  const statuses = [];
  for (let sent = 0; sent < 3; sent += 1) statuses.push((await rig.send('text', { text: 'Hello' })).status);
  expect(statuses).toEqual([200, 200, 429]);
  const refused = await rig.send('text', { text: 'Hello' });
  expect(refused.body.requestError.serviceException.messageId).toBe('TOO_MANY_REQUESTS');
  expect(refused.headers.get('retry-after')).toBe('1');
  await rig.clock.advance(1_000);
  expect((await rig.send('text', { text: 'Hello' })).status).toBe(200);
});
