import { afterEach, beforeEach, expect, test } from 'vitest';
import { type NetcoreRig, number, person, startNetcoreRig, TEXT } from '../../../test/simulators/netcore-rig.ts';

let rig: NetcoreRig;

beforeEach(async () => {
  rig = await startNetcoreRig();
  await rig.simulator.write(number.id, person.id, { type: 'text', text: 'Hello' });
});

afterEach(() => rig.stop());

const sendWith = (authorization: string | undefined, source = TEXT.source) =>
  rig.call(
    'POST',
    '/message/nc',
    { message: [{ ...TEXT, source }] },
    authorization === undefined ? {} : { authorization },
  );

const DENIED = { status: 'failure', error: { code: '8004', message: 'Access Denied' } };

test('R1: a key without Bearer, or none, is forbidden', async () => {
  for (const authorization of [undefined, number.apiKey, `Basic ${number.apiKey}`]) {
    expect(await sendWith(authorization)).toMatchObject({ status: 403, body: { message: 'Forbidden' } });
  }
});

test('R8: an unknown key and a key of another number are denied', async () => {
  expect(await sendWith('Bearer wrong')).toMatchObject({ status: 401, body: DENIED });
  expect(await sendWith(`Bearer Bearer ${number.apiKey}`)).toMatchObject({ status: 401, body: DENIED });
  expect(await sendWith(`Bearer ${number.apiKey}`, '15550008888')).toMatchObject({ status: 401, body: DENIED });
  expect(await sendWith(`Bearer ${number.apiKey}`, number.phoneNumber)).toMatchObject({ status: 200 });
});

test('R19: every number has a key; numbers that share one are told apart by source', async () => {
  rig.simulator.addNumber({
    id: 'second',
    phoneNumber: '15550008888',
    apiKey: 'second key',
    conditions: { bypassesOptIn: true },
  });
  rig.simulator.addNumber({ ...number, id: 'third', phoneNumber: '15550007777', conditions: { bypassesOptIn: true } });
  for (const id of ['second', 'third']) await rig.simulator.write(id, person.id, { type: 'text', text: 'Hello' });
  expect((await sendWith('Bearer second key')).status).toBe(200);
  expect((await sendWith(`Bearer ${number.apiKey}`, '15550007777')).status).toBe(200);
  expect((await sendWith('Bearer second key', '15550007777')).status).toBe(401);
  expect(rig.simulator.received().map(({ numberId }) => numberId)).toEqual(['second', 'third']);
});

test('R8: Access Denied comes in every form that clients met', async () => {
  const forms: [form: string, status: number, body: unknown][] = [
    ['failure_403', 403, DENIED],
    ['gateway_403', 403, { error: 'Forbidden', message: 'Access Denied', status: 403 }],
    ['text_401', 401, 'Access Denied'],
  ];
  for (const [accessDenied, status, body] of forms) {
    await rig.order('/netcore/answers', { accessDenied });
    expect(await sendWith('Bearer wrong')).toMatchObject({ status, body });
  }
});

test('R8: a key can be withdrawn', async () => {
  await rig.order('/netcore/account', { numberId: number.id, isKeyValid: false });
  expect((await rig.send({})).body).toEqual(DENIED);
});

test('R7: a failure can have another HTTP status, a numeric code, and its code at the top', async () => {
  await rig.order('/netcore/answers', { failureStatus: 400, codes: 'number' });
  expect(await rig.send({ source: '' })).toMatchObject({ status: 400, body: { error: { code: 8006 } } });
  await rig.order('/netcore/answers', { errorAt: 'top_level' });
  expect((await rig.send({ source: '' })).body).toEqual({
    status: 'failure',
    code: 8006,
    message: 'source must not be blank',
  });
});

test('R8: above the rate of the number the gateway answers 429, and lets more through a second later', async () => {
  await rig.order('/netcore/account', { numberId: number.id, messagesPerSecond: 2 });
  const answers = [await rig.send({}), await rig.send({}), await rig.send({})];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(answers[2]?.body).toMatchObject({ error: 'Too Many Requests', status: 429 });
  await rig.clock.advance(1_000);
  expect((await rig.send({})).status).toBe(200);
});

test('R8: faults can be ordered: codes, gateway errors, pages, cut connections', async () => {
  const fault = (part: object) => rig.order('/faults', { numberId: number.id, ...part });
  await fault({ kind: 'error', code: 8005 });
  expect(await rig.send({})).toMatchObject({ status: 200, body: { status: 'failure', error: { code: '8005' } } });
  await fault({ kind: 'error', code: 503 });
  expect(await rig.send({})).toMatchObject({ status: 503, body: { status: 503 } });
  await fault({ kind: 'error', status: 500 });
  expect((await rig.send({})).type).toContain('text/html');
  await fault({ kind: 'drop_before' });
  await expect(rig.send({})).rejects.toThrow();
  expect(rig.simulator.received()).toHaveLength(0);
  await fault({ kind: 'drop' });
  await expect(rig.send({})).rejects.toThrow();
  expect(rig.simulator.received()).toHaveLength(1);
});

test('R22: no key is echoed by refusals or control routes', async () => {
  await rig.order('/netcore/account', {
    numberId: number.id,
    webhookForm: { header: { name: 'x-hook', value: 'hush hush' } },
  });
  const answers = [
    await sendWith('Bearer wrong-key-7'),
    await sendWith('wrong-key-7'),
    await fetch(`${rig.simulator.url}/simulator/api/netcore/account`).then((response) => response.json()),
    await fetch(`${rig.simulator.url}/simulator/api/numbers`).then((response) => response.json()),
  ];
  const told = JSON.stringify(answers);
  for (const secret of ['wrong-key-7', number.apiKey, 'hush hush']) expect(told).not.toContain(secret);
  expect(told).toContain('x-hook');
});

test('JSON that cannot be read is refused by the gateway', async () => {
  expect(await rig.call('POST', '/message/nc', '{"message":')).toMatchObject({ status: 400, body: { status: 400 } });
});
