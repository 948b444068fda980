import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InfobipRig, SENDER, startInfobipRig } from '../../../test/simulators/infobip-rig.ts';

const PROFILES = '/subscriptions/1/profiles';
const SECURITIES = '/subscriptions/1/security';
const SUBSCRIPTIONS = '/subscriptions/1/subscription/WHATSAPP';
const BASIC = { type: 'BASIC', credentials: { username: 'gateway', password: 'invented-Pw2' } };
const AUTHORIZATION = `Basic ${Buffer.from('gateway:invented-Pw2').toString('base64')}`;

let rig: InfobipRig;
beforeEach(async () => {
  rig = await startInfobipRig();
});
afterEach(() => rig.stop());

const post = (path: string, body: object) => rig.call(path, { method: 'POST', body });
const put = (path: string, body: object) => rig.call(path, { method: 'PUT', body });
const profile = () => ({ webhook: { notifyUrl: `${rig.receiver.url}/subscribed` } });

async function subscribe(more: object = {}) {
  const subscription = { subscriptionId: 'gw', events: ['DELIVERY'], resources: [SENDER] };
  return post(SUBSCRIPTIONS, { ...subscription, profile: { profileId: 'p', ...more } });
}

async function reportAfterSend() {
  await rig.write('Hi');
  await rig.receiver.arrived(1);
  await rig.send('text', { text: 'Hello' });
  await rig.clock.advance(50);
  const [, report] = await rig.receiver.arrived(2);
  return report;
}

test('a subscription uses the profile and the security that are there, whatever it says itself', async () => {
  expect(await post(SECURITIES, { authId: 's', ...BASIC })).toMatchObject({ status: 201, body: { authId: 's' } });
  expect(await post(PROFILES, { profileId: 'p', ...profile(), security: { authId: 's' } })).toMatchObject({
    status: 201,
    body: { profileId: 'p', security: { authId: 's' } },
  });
  await subscribe({ webhook: { notifyUrl: 'http://elsewhere.invalid/' } });
  expect(await reportAfterSend()).toMatchObject({
    url: '/hook/subscribed',
    headers: { authorization: AUTHORIZATION },
  });
});

test('a changed profile and a changed security count for the next webhook', async () => {
  await subscribe({ webhook: { notifyUrl: 'http://elsewhere.invalid/' }, security: { authId: 's', type: 'CUSTOM' } });
  expect((await put(`${PROFILES}/p`, { ...profile(), security: { authId: 's' } })).status).toBe(200);
  expect((await put(`${SECURITIES}/s`, BASIC)).status).toBe(200);
  expect(await reportAfterSend()).toMatchObject({
    url: '/hook/subscribed',
    headers: { authorization: AUTHORIZATION },
  });
});

test('profiles are shown with their addresses, securities with their credentials', async () => {
  await subscribe({ ...profile(), security: { authId: 's', ...BASIC } });
  const shown = { profileId: 'p', ...profile(), security: { authId: 's' } };
  expect((await rig.call(`${PROFILES}/p`)).body).toEqual(shown);
  expect((await rig.call(PROFILES)).body).toMatchObject({ results: [shown], paging: { totalResults: 1 } });
  expect((await rig.call(`${SECURITIES}/s`)).body).toEqual({ authId: 's', ...BASIC });
  expect((await rig.call(SECURITIES)).body).toMatchObject({ results: [{ authId: 's' }] });
});

test('they outlive the subscription that brought them, until they are deleted', async () => {
  await subscribe({ ...profile(), security: { authId: 's', ...BASIC } });
  await rig.call(`${SUBSCRIPTIONS}/gw`, { method: 'DELETE' });
  for (const path of [`${PROFILES}/p`, `${SECURITIES}/s`]) {
    expect((await rig.call(path)).status).toBe(200);
    expect((await rig.call(path, { method: 'DELETE' })).status).toBe(200);
    expect((await rig.call(path)).status).toBe(404);
  }
});

test('what is not there is not changed, and an id is given once', async () => {
  expect((await put(`${PROFILES}/p`, profile())).status).toBe(404);
  expect((await put(`${SECURITIES}/s`, BASIC)).status).toBe(404);
  await subscribe({ ...profile(), security: { authId: 's', ...BASIC } });
  expect((await post(PROFILES, { profileId: 'p', ...profile() })).status).toBe(400);
  expect((await post(SECURITIES, { authId: 's', ...BASIC })).status).toBe(400);
  expect((await put(`${PROFILES}/p`, { ...profile(), security: { authId: 'none' } })).status).toBe(400);
});
