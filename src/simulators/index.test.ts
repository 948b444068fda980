import { fastify } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inventedNumber } from '../../test/simulators/meta-number.ts';
import { type Receiver, startReceiver } from '../../test/simulators/receiver.ts';
import { createSimulators, type Simulators } from './index.ts';

let simulators: Simulators;
let receiver: Receiver;

beforeEach(async () => {
  simulators = createSimulators();
  receiver = await startReceiver();
});

afterEach(async () => {
  await simulators.stop();
  await receiver.stop();
});

test('the phone API and the Graph API can share a server, each below its own path', async () => {
  const number = inventedNumber({ callbackUrl: receiver.url });
  simulators.meta.addNumber(number);
  simulators.world.people.add({ id: 'mina', name: 'Mina', phone: '15550100001' });
  const app = fastify();
  await app.register(simulators.phone, { prefix: '/simulator/api' });
  await app.register(simulators.meta.api, { prefix: '/simulator/meta' });

  const chat = `/simulator/api/chats/${number.phoneNumberId}/mina`;
  const payload = { type: 'text', text: 'Hello' };
  expect((await app.inject({ method: 'POST', url: `${chat}/messages`, payload })).statusCode).toBe(201);
  await receiver.arrived(1);
  const sent = await app.inject({
    method: 'POST',
    url: `/simulator/meta/v25.0/${number.phoneNumberId}/messages`,
    headers: { authorization: `Bearer ${number.accessToken}` },
    payload: { messaging_product: 'whatsapp', to: '15550100001', text: { body: 'Good morning' } },
  });
  expect(sent.statusCode).toBe(200);
  const { items } = (await app.inject({ url: chat })).json();
  expect(items).toMatchObject([
    { direction: 'from_person', content: { text: 'Hello' } },
    { direction: 'from_business', content: { text: 'Good morning' } },
  ]);
  expect((await app.inject({ url: '/elsewhere' })).json()).toMatchObject({ error: 'Not Found' });
  await app.close();
});

test('a number added again keeps its people and chats', async () => {
  const number = inventedNumber();
  simulators.meta.addNumber(number);
  simulators.world.people.add({ id: 'mina', name: 'Mina' });
  await simulators.write(number.phoneNumberId, 'mina', { type: 'text', text: 'Hello' });
  simulators.meta.addNumber({ ...number, callbackUrl: receiver.url });
  expect(simulators.world.numbers.list()).toHaveLength(1);
  expect(simulators.world.chats.open(number.phoneNumberId, 'mina').entries).toHaveLength(1);
  await simulators.write(number.phoneNumberId, 'mina', { type: 'text', text: 'Again' });
  expect((await receiver.arrived(1))[0]?.raw).toContain('Again');
});

test('an account that is opened again is the same one, and its number can be written to', async () => {
  const secret = new Uint8Array(32);
  const others = createSimulators({ secret });
  const [meta] = others.providers;
  if (!meta) throw new Error('there is no simulated provider');
  meta.setBaseUrl('http://127.0.0.1:9');
  const opened = others.openAccount(meta, { phoneNumber: '15550009999', displayName: 'Shop' });
  expect(others.openAccount(meta, { phoneNumber: '15550009999', displayName: 'Shop' })).toEqual(opened);
  expect(others.world.numbers.list().map(({ id }) => id)).toEqual([opened.numberId]);
  const another = others.openAccount(meta, { phoneNumber: '15550009998', displayName: 'Shop' });
  expect(another.settings.accessToken).not.toBe(opened.settings.accessToken);
  await others.stop();
});

test('accounts are opened and get their callback URL over HTTP', async () => {
  const app = fastify();
  await app.register(simulators.phone, { prefix: '/simulator/api' });
  simulators.meta.setBaseUrl('http://127.0.0.1:9');
  const call = async (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object) => {
    const answer = await app.inject({ method, url: `/simulator/api${path}`, ...(payload && { payload }) });
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
  };
  expect((await call('GET', '/providers')).body.items).toContainEqual({ provider: 'meta' });
  const opened = await call('POST', '/accounts', { provider: 'meta', phoneNumber: '+15550009999' });
  expect(opened).toMatchObject({ status: 201, body: { settings: { apiBaseUrl: 'http://127.0.0.1:9' } } });
  receiver.answerWith(({ url }) => {
    return { status: 200, body: new URL(url, receiver.url).searchParams.get('hub.challenge') ?? '' };
  });
  const path = `/accounts/${opened.body.numberId}/callback`;
  expect((await call('PUT', path, { url: receiver.url })).status).toBe(204);
  expect((await call('PUT', '/accounts/1/callback', { url: receiver.url })).status).toBe(404);
  expect((await call('POST', '/accounts', { provider: 'pigeon', phoneNumber: '+15550009999' })).status).toBe(404);
  expect((await call('POST', '/accounts', { provider: 'meta', phoneNumber: 'one' })).status).toBe(400);
  await app.close();
});
