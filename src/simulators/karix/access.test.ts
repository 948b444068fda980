import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  BASIC,
  GLOBAL,
  type KarixRig,
  KEY,
  number,
  person,
  renderSend,
  startKarixRig,
} from '../../../test/simulators/karix-rig.ts';

let rig: KarixRig;

beforeEach(async () => {
  rig = await startKarixRig();
  await rig.simulator.write(number.id, person.id, { type: 'text', text: 'Hello' });
});

afterEach(() => rig.stop());

const TEXT = { type: 'TEXT', text: 'Hello Mina' };
const sendWith = (headers: Record<string, string>) =>
  rig.call('POST', '/services/rcm/sendMessage', renderSend(TEXT), headers);
const condition = (part: object) => rig.order('/karix/account', { numberId: number.id, ...part });

test('R1: the key comes in the header Authentication, once, after Bearer', async () => {
  const wrong = [
    {},
    { authentication: KEY },
    { authentication: `Bearer Bearer ${KEY}` },
    { authentication: 'Bearer wrong' },
    { authorization: `Bearer ${KEY}` },
  ];
  for (const headers of wrong) {
    expect(await sendWith(headers as Record<string, string>)).toMatchObject({
      status: 401,
      body: { statusCode: '401', statusDesc: 'Unauthorized' },
    });
  }
  expect((await sendWith({ authentication: `Bearer ${KEY}` })).status).toBe(200);
  await condition({ acceptsAuthorization: true });
  expect((await sendWith({ authorization: `Bearer ${KEY}` })).status).toBe(200);
});

test('R7: withdrawn keys, suspended accounts and too many messages have their own refusals', async () => {
  await condition({ areCredentialsValid: false });
  expect((await rig.send(TEXT)).status).toBe(401);
  await condition({ areCredentialsValid: true, isSuspended: true });
  expect((await rig.send(TEXT)).status).toBe(403);
  await condition({ isSuspended: false, messagesPerSecond: 1 });
  expect([(await rig.send(TEXT)).status, (await rig.send(TEXT)).status]).toEqual([200, 429]);
  await rig.clock.advance(1_000);
  expect((await rig.send(TEXT)).status).toBe(200);
});

test('R6: refusals come in every form that clients met', async () => {
  const refusal = () => rig.send({ type: 'FAX' });
  await rig.order('/karix/answers', { httpStatus: 'always_200' });
  expect(await refusal()).toMatchObject({ status: 200, body: { statusCode: '400' } });
  await rig.order('/karix/answers', { body: 'error_message' });
  expect(await refusal()).toMatchObject({ status: 200, body: { errorMessage: expect.any(String) } });
  await rig.order('/karix/answers', { body: 'error_object', httpStatus: 'own' });
  expect(await refusal()).toMatchObject({ status: 400, body: { error: { code: 400, type: expect.any(String) } } });
});

test('R7: faults can be ordered: statuses, pages, cut connections, late failures', async () => {
  const fault = (part: object) => rig.order('/faults', { numberId: number.id, ...part });
  for (const code of [429, 503]) {
    await fault({ kind: 'error', code });
    expect(await rig.send(TEXT)).toMatchObject({ status: code, body: { statusCode: String(code) } });
  }
  await fault({ kind: 'error', status: 500 });
  expect((await rig.send(TEXT)).type).toContain('text/html');
  await fault({ kind: 'drop_before' });
  await expect(rig.send(TEXT)).rejects.toThrow();
  expect(rig.simulator.received()).toHaveLength(0);
  await fault({ kind: 'drop' });
  await expect(rig.send(TEXT)).rejects.toThrow();
  expect(rig.simulator.received()).toHaveLength(1);
});

test('R22: no key is echoed by refusals or control routes', async () => {
  await condition({ webhookForm: { header: { name: 'x-hook', value: 'hush hush' } } });
  const control = ['karix/account', 'numbers', 'karix/answers'].map((path) =>
    fetch(`${rig.simulator.url}/simulator/api/${path}`).then((response) => response.json()),
  );
  const refusals = [
    sendWith({ authentication: 'Bearer wrong-key-7' }),
    rig.call('GET', '/message/', undefined, { authorization: 'Basic wrong-key-7' }),
  ];
  const told = JSON.stringify(await Promise.all([...control, ...refusals]));
  for (const secret of ['wrong-key-7', KEY, GLOBAL.token, BASIC.authorization, 'hush hush']) {
    expect(told).not.toContain(secret);
  }
  expect(told).toContain('x-hook');
});

test('an account opened again is the same one, and its first message arrives', async () => {
  const request = { phoneNumber: '15550003333', displayName: 'Shop', secretOf: () => 'ab'.repeat(32) };
  const first = rig.simulator.openAccount(request);
  rig.simulator.setCallback(first.numberId, rig.receiver.url);
  await rig.simulator.write(first.numberId, person.id, { type: 'text', text: 'Hello' });
  expect(rig.simulator.openAccount(request)).toEqual(first);
  expect(first.settings).toEqual({ accountKey: expect.stringMatching(/^[\w+/=]{24}$/), apiBaseUrl: rig.simulator.url });
  const body = renderSend(TEXT);
  body.message.sender.from = '15550003333';
  const headers = { authentication: `Bearer ${first.settings.accountKey}` };
  expect((await rig.call('POST', '/services/rcm/sendMessage', body, headers)).body.statusCode).toBe('200');
  const events = await rig.events(1, ({ eventContent }) => eventContent?.message.to === '15550003333');
  expect(events).toHaveLength(1);
});
