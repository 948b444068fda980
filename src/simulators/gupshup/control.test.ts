import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GupshupRig, gatewayText, startGupshupRig } from '../../../test/simulators/gupshup-rig.ts';
import { createGupshupSimulator } from './index.ts';

let rig: GupshupRig;

beforeEach(async () => {
  rig = await startGupshupRig();
});

afterEach(() => rig.stop());

const order = (path: string, body: object) => rig.call('POST', `/simulator/api/gupshup${path}`, body);

test('an account opened again has the same credentials, callback and conditions', async () => {
  const secretOf = (purpose: string) => `${purpose.length.toString(16).padStart(2, '0')}`.repeat(32);
  const request = { phoneNumber: '919800000099', displayName: 'Kite & Co.', secretOf };
  const { simulator, receiver } = rig;
  const first = simulator.openAccount(request);
  simulator.setCallback(first.numberId, receiver.url);
  simulator.setConditions(first.numberId, { encoding: 'json' });
  expect(simulator.openAccount(request)).toEqual(first);
  await simulator.write(first.numberId, 'asha', { type: 'text', text: 'Hi' });
  expect((await rig.callbacks(1))[0].text).toBe('Hi');
  expect(first.settings).toMatchObject({ product: 'enterprise', apiBaseUrl: simulator.url });
  expect(simulator.openSelfServeAccount(request).settings).toEqual({
    product: 'self_serve',
    appName: 'KiteCo',
    apiKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    apiBaseUrl: simulator.url,
  });
});

test('no account is opened before the address is known, and unknown numbers are told', () => {
  const simulator = createGupshupSimulator();
  const request = { phoneNumber: '919800000099', displayName: 'Kite', secretOf: () => '0'.repeat(64) };
  expect(() => simulator.openAccount(request)).toThrow('setBaseUrl');
  expect(() => simulator.setCallback('none', 'http://receiver.example')).toThrow('not known');
});

test('conditions are read and changed by route; those of the other product are refused', async () => {
  const { numberId } = rig.account;
  const changed = await order('/account', { numberId, international: false });
  expect(changed.json).toMatchObject({ numberId, product: 'enterprise', international: false, encoding: 'form' });
  expect((await order('/account', { numberId, bsuid: true })).status).toBe(400);
  expect((await order('/account', { numberId: 'none' })).status).toBe(404);
  const { items } = (await rig.call('GET', '/simulator/api/gupshup/account')).json;
  expect(items.map(({ product }: { product: string }) => product)).toEqual(['enterprise', 'self_serve']);
});

test('any callback is posted by route, as form or JSON, with the token of the application', async () => {
  const { numberId } = rig.account;
  await order('/app', { numberId, app: { clientId: 'cs-1', clientSecret: 'a-secret-of-an-application-0123456789' } });
  await order('/webhook', { body: { mobile: '919812300001', type: 'sticker' }, encoding: 'form' });
  await order('/webhook', { numberId, body: '{broken', authorization: '' });
  const [first, second] = await rig.receiver.arrived(2);
  const broken = [first, second].find((webhook) => webhook?.raw === '{broken');
  const form = [first, second].find((webhook) => webhook?.raw === 'mobile=919812300001&type=sticker');
  expect(form?.headers.authorization).toMatch(/^Bearer /);
  expect(broken?.headers.authorization).toBe('');
});

test('reports are held and released by route, for the enterprise product only', async () => {
  const { numberId } = rig.account;
  await order('/reports/hold', { numberId });
  await rig.write();
  await rig.gateway(gatewayText());
  const entry = () => rig.simulator.world.chats.open(numberId, 'asha').entries.at(-1);
  while (entry()?.status !== 'delivered') await rig.clock.advance(0);
  await order('/reports/release', { numberId, order: 'reversed' });
  const reports = await rig.reports(2);
  expect(reports.map(({ eventType }) => eventType)).toEqual(['DELIVERED', 'SENT']);
  expect((await order('/reports/hold', { numberId: rig.app.numberId })).status).toBe(409);
});

test('a template is decided on by route, and apps are told', async () => {
  const template = { numberId: rig.app.numberId, name: 'hello_world', language: 'en' };
  await order('/template', { ...template, status: 'REJECTED', reason: 'INVALID_FORMAT' });
  const [event] = await rig.callbacks(1);
  expect(event.payload).toMatchObject({ status: 'REJECTED', rejectedReason: 'INVALID_FORMAT' });
  expect((await order('/template', { ...template, name: 'none' })).status).toBe(404);
});

test('R34: no secret stands in an answer, in what was received, or in what the phones show', async () => {
  await rig.write();
  await rig.gateway(gatewayText());
  await rig.gateway(gatewayText({ password: 'another-secret' }), { pair: 'none' });
  const { numberId, settings } = rig.account;
  await order('/app', { numberId, app: { clientId: 'cs-1', clientSecret: 'a-secret-of-an-application-0123456789' } });
  const told = [
    (await rig.call('GET', '/simulator/api/gupshup/account')).text,
    (await rig.call('GET', '/simulator/api/numbers')).text,
    (await rig.gateway(gatewayText({ v: '1.0' }))).text,
    JSON.stringify(rig.simulator.received()),
  ].join();
  const secrets = [settings.password, settings.hsmPassword, rig.app.settings.apiKey, rig.app.partner.password];
  for (const secret of [...secrets, 'another-secret', 'a-secret-of-an-application']) expect(told).not.toContain(secret);
});

test('the phone is told what each number can have; only this provider’s people pay', async () => {
  const { items } = (await rig.call('GET', '/simulator/api/numbers')).json;
  for (const { supports } of items) expect(supports).toContain('payment');
  expect(items[0].supports).not.toContain('reaction');
});
