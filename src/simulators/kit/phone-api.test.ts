import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PhoneRig, startPhoneRig } from '../../../test/simulators/phone-rig.ts';

let rig: PhoneRig;

beforeEach(async () => {
  rig = await startPhoneRig();
});

afterEach(() => rig.app.close());

test('numbers and people are listed', async () => {
  expect((await rig.call('GET', '/numbers')).body).toEqual({
    items: [
      {
        id: 'n1',
        provider: 'invented',
        displayName: 'Corner Shop',
        phoneNumber: '15550109999',
        supports: expect.arrayContaining(['text', 'business_app']),
      },
    ],
  });
  expect((await rig.call('GET', '/people')).body).toEqual({
    items: [
      {
        id: 'p1',
        name: 'Mina',
        phone: '15550100001',
        withoutPhone: false,
        onWhatsApp: true,
        readReceipts: true,
      },
    ],
  });
});

test('a new person is answered with 201 and listed', async () => {
  const { status, body } = await rig.call('POST', '/people', { name: 'Ada', username: '@ada.b', withoutPhone: true });
  expect({ status, body }).toMatchObject({ status: 201, body: { name: 'Ada', username: 'ada.b' } });
  expect(body).not.toHaveProperty('phone');
  expect(rig.world.people.list()).toHaveLength(2);
});

test('a text goes to the number and stands in the chat', async () => {
  const { status, body } = await rig.call('POST', '/chats/n1/p1/messages', { type: 'text', text: 'Hello' });
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { id: 'm1', direction: 'from_person', kind: 'text', content: { text: 'Hello' }, status: 'sent' },
  });
  expect(rig.told.acts).toEqual([{ kind: 'text', text: 'Hello' }]);
  expect((await rig.call('GET', '/chats/n1/p1')).body).toEqual({ items: [body] });
});

test('a tapped button and a tapped row answer the message they belong to', async () => {
  const rows = [{ id: 'r1', title: 'Leek', description: 'warm' }];
  rig.fromBusiness('b1', { text: 'Well?', buttons: [{ id: 'yes', title: 'Yes' }] });
  rig.fromBusiness('b2', { text: 'Soup?', list: { button: 'Choose', sections: [{ rows }] } });
  const tap = await rig.call('POST', '/chats/n1/p1/messages', { type: 'button', messageId: 'b1', buttonId: 'yes' });
  const pick = await rig.call('POST', '/chats/n1/p1/messages', { type: 'list', messageId: 'b2', rowId: 'r1' });
  expect(tap.body).toMatchObject({ replyTo: 'b1', content: { text: 'Yes' } });
  expect(pick.body).toMatchObject({ replyTo: 'b2', content: { text: 'Leek' } });
  expect(rig.told.acts).toMatchObject([{ button: { id: 'yes', title: 'Yes' } }, { row: rows[0] }]);
});

test('pictures come by link or as data URL', async () => {
  const dataUrl = `data:image/jpeg;base64,${Buffer.from('small').toString('base64')}`;
  const kept = await rig.call('POST', '/chats/n1/p1/messages', { type: 'image', dataUrl, caption: 'Look' });
  const linked = await rig.call('POST', '/chats/n1/p1/messages', { type: 'image', url: 'https://a.example/b.png' });
  expect(kept.body.content).toEqual({ mediaUrl: dataUrl, mimeType: 'image/jpeg', text: 'Look' });
  expect(linked.body.content).toEqual({ mediaUrl: 'https://a.example/b.png', mimeType: 'image/png' });
  expect(rig.told.acts).toMatchObject([
    { caption: 'Look', file: { bytes: Buffer.from('small') } },
    { file: { bytes: Buffer.from('picture'), mimeType: 'image/png' } },
  ]);
});

test('opening the chat reads what the business wrote, once', async () => {
  rig.fromBusiness('b1', { text: 'Well?' });
  expect((await rig.call('POST', '/chats/n1/p1/read')).status).toBe(204);
  await rig.call('POST', '/chats/n1/p1/read');
  expect(rig.told.readIds).toEqual(['b1']);
  expect((await rig.call('GET', '/chats/n1/p1')).body.items).toMatchObject([{ id: 'b1', status: 'read' }]);
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
  [
    'a file from two places',
    '/chats/n1/p1/messages',
    { type: 'image', dataUrl: 'data:,x', fileId: 'y' },
    400,
    'not_possible',
  ],
  ['a file nobody uploaded', '/chats/n1/p1/messages', { type: 'audio', fileId: 'x' }, 404, 'not_found'],
  [
    'a kind that the provider has not',
    '/chats/n1/p1/messages',
    { type: 'unsupported', kind: 'poll' },
    409,
    'not_supported',
  ],
  ['a picture that is none', '/chats/n1/p1/messages', { type: 'image', dataUrl: 'data:,x' }, 400, 'not_possible'],
  ['a phone too short', '/people', { name: 'A', phone: '12' }, 400, 'not_possible'],
  ['a fault of no kind', '/faults', { numberId: 'n1', kind: 'odd' }, 400, 'not_possible'],
  ['a fault of an unknown number', '/faults', { numberId: 'nx', kind: 'drop' }, 404, 'not_found'],
])('%s is refused with a reason', async (_what, path, body, status, error) => {
  expect(await rig.call('POST', path, body)).toEqual({ status, body: { error, message: expect.stringMatching(/\w/) } });
});

test('faults are kept until used up, or deleted', async () => {
  expect((await rig.call('POST', '/faults', { numberId: 'n1', kind: 'error', status: 429, count: 2 })).status).toBe(
    201,
  );
  expect(rig.world.faults.takeForSend('n1')).toMatchObject({ kind: 'error', status: 429 });
  expect(rig.world.faults.takeForSend('n2')).toBeUndefined();
  expect((await rig.call('DELETE', '/faults')).status).toBe(204);
  expect(rig.world.faults.takeForSend('n1')).toBeUndefined();
});

test('events tell of entries, statuses, typing and people until the server closes', async () => {
  const url = await rig.app.listen({ host: '127.0.0.1', port: 0 });
  const stream = await fetch(`${url}/simulator/api/events`);
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  const entry = rig.fromBusiness('b1', { text: 'Well?' });
  rig.world.setStatus(rig.world.chats.open('n1', 'p1'), entry, 'read');
  rig.world.events.tell({ event: 'typing', data: { numberId: 'n1', personId: 'p1', by: 'business', until: 1 } });
  await rig.call('POST', '/people', { name: 'Ada' });
  await rig.call('POST', '/clock', { advanceMs: 1_000 });
  await rig.app.close();
  const text = await stream.text();
  expect([...text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name)).toEqual([
    'entry',
    'status',
    'typing',
    'person',
    'clock',
  ]);
  expect(text).toContain('data: {"numberId":"n1","personId":"p1","id":"b1","providerMessageId":"b1","status":"read"}');
});
