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
  await app.register(simulators.meta.graph, { prefix: '/simulator/meta' });

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
