import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InfobipRig, PHONE, SENDER, startInfobipRig } from '../../../test/simulators/infobip-rig.ts';

let rig: InfobipRig;

beforeEach(async () => {
  rig = await startInfobipRig();
});

afterEach(() => rig.stop());

const chat = () => rig.simulator.world.chats.open(rig.numberId, 'mina');
const markRead = (messageId: string, sender = SENDER) =>
  rig.call(`/whatsapp/1/senders/${sender}/message/${encodeURIComponent(messageId)}/read`, { method: 'POST' });
const typing = (change: object = {}, options?: object) =>
  rig.call('/whatsapp/1/events', {
    method: 'POST',
    body: {
      events: [
        {
          sender: SENDER,
          destinations: [{ to: PHONE, messageId: 'ev-1' }],
          content: { type: 'TYPING_INDICATOR' },
          ...change,
        },
      ],
      options,
    },
  });

test('R27: a message is marked as read, with all before it', async () => {
  await rig.write('one');
  const second = await rig.write('two');
  await rig.write('three');
  expect(await markRead(second)).toMatchObject({ status: 204, body: '' });
  expect(chat().entries.map(({ status }) => status === 'read')).toEqual([true, true, false]);
});

test('R27: what cannot be marked is refused', async () => {
  await rig.write('Hi');
  await rig.send('text', { text: 'Hello' }, { messageId: 'm-1' });
  expect(await markRead('m-1')).toMatchObject({ status: 400, body: { error: expect.any(String) } });
  expect((await markRead('wamid.none=')).status).toBe(404);
  expect((await markRead('m-1', '447700900999')).status).toBe(404);
});

test('R27: the typing indicator is shown, and the last message counts as read', async () => {
  await rig.write('Hi');
  expect((await typing()).body).toEqual({
    bulkId: expect.any(String),
    messages: [
      {
        messageId: 'ev-1',
        destination: PHONE,
        status: {
          groupId: 1,
          groupName: 'PENDING',
          id: 26,
          name: 'PENDING_ACCEPTED',
          description: 'Message sent to next instance',
        },
      },
    ],
  });
  await rig.clock.advance(0);
  expect(chat().entries[0]?.status).toBe('read');
  expect(chat().typingUntil).toBe(rig.clock.now() + 25_000);
});

test('R27: it can wait for its time', async () => {
  await rig.write('Hi');
  await typing({}, { schedule: { bulkId: 'b', sendAt: '2027-01-15T08:00:10.000+0000' } });
  await rig.clock.advance(9_999);
  expect(chat().typingUntil).toBeUndefined();
  await rig.clock.advance(1);
  expect(chat().typingUntil).toBe(rig.clock.now() + 25_000);
});

test('R33: events are refused in the newer shape', async () => {
  expect(await typing({ destinations: [] })).toMatchObject({
    status: 400,
    body: {
      errorCode: 'E400',
      action: 'Check the syntax, violations and adjust the request.',
      violations: [{ property: 'events[0].destinations', violation: 'size must be between 1 and 1' }],
      resources: [],
    },
  });
  const unknown = await rig.call('/whatsapp/1/events', {
    method: 'POST',
    body: {},
    headers: { authorization: 'App x' },
  });
  expect(unknown).toMatchObject({ status: 401, body: { errorCode: 'E401', violations: [] } });
});

test('R27: more than ten marks in a second are too many', async () => {
  const id = await rig.write('Hi');
  const statuses = [];
  for (let count = 0; count < 11; count += 1) statuses.push((await markRead(id)).status);
  expect(statuses.filter((status) => status === 204)).toHaveLength(10);
  expect(statuses.at(-1)).toBe(429);
});
