import { type FastifyInstance, fastify } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChatEntry } from './chats.ts';
import type { Fetch } from './http.ts';
import type { PersonAct } from './numbers.ts';
import { createPersonActions } from './person-actions.ts';
import { createPhoneApi } from './phone-api.ts';
import { createWorld, type World } from './world.ts';

let app: FastifyInstance;
let world: World;
let acts: PersonAct[];
let readIds: string[];

const picture: Fetch = async () => ({
  status: 200,
  headers: { get: () => 'image/png; charset=binary' },
  text: async () => 'picture',
  arrayBuffer: async () => new TextEncoder().encode('picture').buffer,
});

beforeEach(async () => {
  world = createWorld();
  acts = [];
  readIds = [];
  let count = 0;
  world.numbers.add({
    id: 'n1',
    provider: 'invented',
    displayName: 'Corner Shop',
    phoneNumber: '15550109999',
    driver: {
      nextMessageId: () => `m${++count}`,
      personActed: (_person, _entry, act) => void acts.push(act),
      personRead: (_person, entries) => void readIds.push(...entries.map(({ id }) => id)),
    },
  });
  world.people.add({ id: 'p1', name: 'Mina', phone: '15550100001', withoutUserId: true });
  app = fastify({ forceCloseConnections: true });
  await app.register(createPhoneApi(world, createPersonActions(world, picture)), { prefix: '/simulator/api' });
});

afterEach(() => app.close());

async function call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) {
  const answer = await app.inject({ method, url: `/simulator/api${path}`, ...(body && { payload: body }) });
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
}

function fromBusiness(id: string, content: ChatEntry['content']): ChatEntry {
  const entry: ChatEntry = {
    id,
    providerMessageId: id,
    direction: 'from_business',
    at: 1,
    kind: 'button',
    content,
    status: 'delivered',
  };
  world.addEntry(world.chats.open('n1', 'p1'), entry);
  return entry;
}

test('numbers and people are listed', async () => {
  expect((await call('GET', '/numbers')).body).toEqual({
    items: [{ id: 'n1', provider: 'invented', displayName: 'Corner Shop', phoneNumber: '15550109999' }],
  });
  expect((await call('GET', '/people')).body).toEqual({ items: [{ id: 'p1', name: 'Mina', phone: '15550100001' }] });
});

test('a new person is answered with 201 and listed', async () => {
  const { status, body } = await call('POST', '/people', { name: 'Ada', username: '@ada.b', withoutPhone: true });
  expect({ status, body }).toMatchObject({ status: 201, body: { name: 'Ada', username: 'ada.b' } });
  expect(body).not.toHaveProperty('phone');
  expect(world.people.list()).toHaveLength(2);
});

test('a text goes to the number and stands in the chat', async () => {
  const { status, body } = await call('POST', '/chats/n1/p1/messages', { type: 'text', text: 'Hello' });
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { id: 'm1', direction: 'from_person', kind: 'text', content: { text: 'Hello' }, status: 'sent' },
  });
  expect(acts).toEqual([{ kind: 'text', text: 'Hello' }]);
  expect((await call('GET', '/chats/n1/p1')).body).toEqual({ items: [body] });
});

test('a tapped button and a tapped row answer the message they belong to', async () => {
  const rows = [{ id: 'r1', title: 'Leek', description: 'warm' }];
  fromBusiness('b1', { text: 'Well?', buttons: [{ id: 'yes', title: 'Yes' }] });
  fromBusiness('b2', { text: 'Soup?', list: { button: 'Choose', sections: [{ rows }] } });
  const tap = await call('POST', '/chats/n1/p1/messages', { type: 'button', messageId: 'b1', buttonId: 'yes' });
  const pick = await call('POST', '/chats/n1/p1/messages', { type: 'list', messageId: 'b2', rowId: 'r1' });
  expect(tap.body).toMatchObject({ replyTo: 'b1', content: { text: 'Yes' } });
  expect(pick.body).toMatchObject({ replyTo: 'b2', content: { text: 'Leek' } });
  expect(acts).toMatchObject([{ button: { id: 'yes', title: 'Yes' } }, { row: rows[0] }]);
});

test('pictures come by link or as data URL', async () => {
  const dataUrl = `data:image/jpeg;base64,${Buffer.from('small').toString('base64')}`;
  const kept = await call('POST', '/chats/n1/p1/messages', { type: 'image', dataUrl, caption: 'Look' });
  const linked = await call('POST', '/chats/n1/p1/messages', { type: 'image', url: 'https://a.example/b.png' });
  expect(kept.body.content).toEqual({ mediaUrl: dataUrl, mimeType: 'image/jpeg', text: 'Look' });
  expect(linked.body.content).toEqual({ mediaUrl: 'https://a.example/b.png', mimeType: 'image/png' });
  expect(acts).toMatchObject([
    { caption: 'Look', file: { bytes: Buffer.from('small') } },
    { file: { bytes: Buffer.from('picture'), mimeType: 'image/png' } },
  ]);
});

test('opening the chat reads what the business wrote, once', async () => {
  fromBusiness('b1', { text: 'Well?' });
  expect((await call('POST', '/chats/n1/p1/read')).status).toBe(204);
  await call('POST', '/chats/n1/p1/read');
  expect(readIds).toEqual(['b1']);
  expect((await call('GET', '/chats/n1/p1')).body.items).toMatchObject([{ id: 'b1', status: 'read' }]);
});

test.each([
  ['an unknown number', '/chats/nx/p1/messages', { type: 'text', text: 'a' }, 404, 'not_found'],
  ['an unknown person', '/chats/n1/px/messages', { type: 'text', text: 'a' }, 404, 'not_found'],
  [
    'a message nobody sent',
    '/chats/n1/p1/messages',
    { type: 'button', messageId: 'x', buttonId: 'y' },
    404,
    'not_found',
  ],
  ['a reply to nothing', '/chats/n1/p1/messages', { type: 'text', text: 'a', replyTo: 'x' }, 404, 'not_found'],
  ['a member too many', '/chats/n1/p1/messages', { type: 'text', text: 'a', txt: 'b' }, 400, 'not_possible'],
  ['an empty text', '/chats/n1/p1/messages', { type: 'text', text: '' }, 400, 'not_possible'],
  ['a picture that is none', '/chats/n1/p1/messages', { type: 'image', dataUrl: 'data:,x' }, 400, 'not_possible'],
  ['a phone too short', '/people', { name: 'A', phone: '12' }, 400, 'not_possible'],
  ['a fault of no kind', '/faults', { numberId: 'n1', kind: 'odd' }, 400, 'not_possible'],
  ['a fault of an unknown number', '/faults', { numberId: 'nx', kind: 'drop' }, 404, 'not_found'],
])('%s is refused with a reason', async (_what, path, body, status, error) => {
  expect(await call('POST', path, body)).toEqual({ status, body: { error, message: expect.stringMatching(/\w/) } });
});

test('faults are kept until used up, or deleted', async () => {
  expect((await call('POST', '/faults', { numberId: 'n1', kind: 'error', status: 429, count: 2 })).status).toBe(201);
  expect(world.faults.takeForSend('n1')).toMatchObject({ kind: 'error', status: 429 });
  expect(world.faults.takeForSend('n2')).toBeUndefined();
  expect((await call('DELETE', '/faults')).status).toBe(204);
  expect(world.faults.takeForSend('n1')).toBeUndefined();
});

test('events tell of entries, statuses, typing and people until the server closes', async () => {
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const stream = await fetch(`${url}/simulator/api/events`);
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  const entry = fromBusiness('b1', { text: 'Well?' });
  world.setStatus(world.chats.open('n1', 'p1'), entry, 'read');
  world.events.tell({ event: 'typing', data: { numberId: 'n1', personId: 'p1' } });
  await call('POST', '/people', { name: 'Ada' });
  await app.close();
  const text = await stream.text();
  expect([...text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name)).toEqual([
    'entry',
    'status',
    'typing',
    'person',
  ]);
  expect(text).toContain('data: {"numberId":"n1","personId":"p1","id":"b1","providerMessageId":"b1","status":"read"}');
});
