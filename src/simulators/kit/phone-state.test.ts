import { fastify } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PhoneRig, startPhoneRig } from '../../../test/simulators/phone-rig.ts';
import { createPersonActions } from './person-actions.ts';
import { createPhoneApi } from './phone-api.ts';
import { createWorld } from './world.ts';

const DAY_MS = 86_400_000;

let rig: PhoneRig;

beforeEach(async () => {
  rig = await startPhoneRig();
});

afterEach(() => rig.app.close());

const state = async () => (await rig.call('GET', '/chats/n1/p1/state')).body;
const write = (message: object) => rig.call('POST', '/chats/n1/p1/messages', message);

test('the window opens with the first message and again with each tap and reaction', async () => {
  expect(await state()).toEqual({ windowUntil: null, typingUntil: null, isBlocked: false, optedOut: false });
  rig.fromBusiness('b1', { text: 'Well?' });
  await write({ type: 'text', text: 'Hi' });
  expect((await state()).windowUntil).toBe(rig.time.now + DAY_MS);
  rig.time.now += DAY_MS;
  await write({ type: 'reaction', messageId: 'b1', emoji: '👍' });
  expect((await state()).windowUntil).toBe(rig.time.now + DAY_MS);
});

test('the window of a phone number is open at every provider that carries it', async () => {
  const { numbers } = rig.world;
  const here = numbers.require('n1');
  numbers.add({ ...here, id: 'n2', provider: 'another' });
  numbers.add({ ...here, id: 'n3', phoneNumber: '15550209999' });
  await write({ type: 'text', text: 'Hi' });
  const windowAt = async (id: string) => (await rig.call('GET', `/chats/${id}/p1/state`)).body.windowUntil;
  expect(await windowAt('n2')).toBe(rig.time.now + DAY_MS);
  expect(await windowAt('n3')).toBeNull();
});

test('the business is shown as typing until it writes', async () => {
  const chat = rig.world.chats.open('n1', 'p1');
  chat.typingUntil = rig.time.now + 25_000;
  expect((await state()).typingUntil).toBe(rig.time.now + 25_000);
  rig.fromBusiness('b1', { text: 'Well?' });
  expect((await state()).typingUntil).toBeNull();
});

test('the person’s typing is told to the phones only', async () => {
  const events: unknown[] = [];
  rig.world.events.listen((event) => events.push(event));
  expect((await rig.call('POST', '/chats/n1/p1/typing', {})).status).toBe(204);
  const until = rig.time.now + 25_000;
  expect(events).toEqual([{ event: 'typing', data: { numberId: 'n1', personId: 'p1', by: 'person', until } }]);
  expect(rig.told.acts).toEqual([]);
});

test('the clock is read, turned, and told of', async () => {
  const before = rig.time.now;
  expect((await rig.call('GET', '/clock')).body).toEqual({ now: before, shiftedMs: 0 });
  await rig.call('POST', '/clock', { advanceMs: DAY_MS });
  expect((await rig.call('POST', '/clock', { advanceMs: 1 })).body).toEqual({
    now: before + DAY_MS + 1,
    shiftedMs: DAY_MS + 1,
  });
  expect((await rig.call('POST', '/clock', { advanceMs: -1 })).status).toBe(400);
});

test('where time only passes there is no clock to turn', async () => {
  const world = createWorld();
  const app = fastify();
  await app.register(
    createPhoneApi(
      world,
      createPersonActions(world, () => Promise.reject(new Error('no network'))),
    ),
  );
  expect((await app.inject({ url: '/clock' })).statusCode).toBe(404);
  expect((await app.inject({ method: 'POST', url: '/clock', payload: { advanceMs: 1 } })).statusCode).toBe(404);
  await app.close();
});

test('a person who wants no marketing says so, and may change her mind', async () => {
  const say = (marketing: string) => rig.call('POST', '/people/p1/preferences', { numberId: 'n1', marketing });
  expect((await say('stop')).status).toBe(204);
  expect((await state()).optedOut).toBe(true);
  await say('resume');
  expect((await state()).optedOut).toBe(false);
  expect(rig.told.preferences).toEqual(['stop', 'resume']);
});

test('a person’s name, username, receipts and being on WhatsApp can be changed', async () => {
  const change = (body: object) => rig.call('PATCH', '/people/p1', body);
  expect((await change({ name: 'Mina K', username: '@mina.k' })).body).toMatchObject({
    name: 'Mina K',
    username: 'mina.k',
  });
  expect((await change({ username: null })).body).not.toHaveProperty('username');
  expect((await change({ onWhatsApp: false, readsReceipts: false })).body).toMatchObject({
    onWhatsApp: false,
    readReceipts: false,
  });
  expect(rig.told.renumbered).toEqual([]);
});

test('a new phone number is told to the numbers that have a chat with the person', async () => {
  const move = (phone: string) => rig.call('PATCH', '/people/p1', { phone });
  await move('+1 555 010 0008');
  expect(rig.told.renumbered).toEqual([]);
  await write({ type: 'text', text: 'Hi' });
  expect((await move('+1 555 010 0009')).body.phone).toBe('15550100009');
  expect(rig.told.renumbered).toMatchObject([[{ phone: '15550100008' }, { phone: '15550100009' }]]);
});

test('somebody without read receipts reads unnoticed', async () => {
  rig.fromBusiness('b1', { text: 'Well?' });
  await rig.call('PATCH', '/people/p1', { readReceipts: false });
  await rig.call('POST', '/chats/n1/p1/read');
  expect(rig.told.readIds).toEqual([]);
});

test('what a blocked person writes reaches nobody', async () => {
  rig.world.chats.open('n1', 'p1').isBlocked = true;
  expect((await write({ type: 'text', text: 'Hello?' })).body.status).toBe('sent');
  expect((await state()).isBlocked).toBe(true);
  expect(rig.told.acts).toEqual([]);
});
