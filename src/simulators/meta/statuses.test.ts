import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MetaRig, number, startMetaRig } from '../../../test/simulators/meta-rig.ts';

const HOUR_MS = 3_600_000;
const text = { text: { body: 'Hi' } };
const template = { type: 'template', template: { name: 'hello', language: { code: 'en' } } };

let rig: MetaRig;

beforeEach(async () => {
  rig = await startMetaRig();
});

afterEach(() => rig.stop());

function statuses() {
  return rig.values().flatMap((value) => value.statuses ?? []);
}

function names() {
  return statuses().map(({ status }) => status);
}

test('an accepted message becomes sent after 50 ms, delivered after 300, and read when the person opens the chat', async () => {
  await rig.write('Hello');
  await rig.send(text);
  await rig.clock.advance(49);
  expect(names()).toEqual([]);
  await rig.clock.advance(1);
  expect(names()).toEqual(['sent']);
  await rig.clock.advance(250);
  expect(names()).toEqual(['sent', 'delivered']);
  await rig.clock.advance(HOUR_MS);
  expect(names()).toEqual(['sent', 'delivered']);
  rig.simulator.read(number.phoneNumberId, 'mina');
  rig.simulator.read(number.phoneNumberId, 'mina');
  await rig.clock.advance(0);
  expect(names()).toEqual(['sent', 'delivered', 'read']);
});

test('a status carries the echo, both recipient ids, the price once per step and the contact', async () => {
  await rig.write('Hello');
  await rig.send({ ...text, biz_opaque_callback_data: 'att_1' });
  await rig.clock.advance(300);
  rig.simulator.read(number.phoneNumberId, 'mina');
  await rig.clock.advance(0);
  const id = rig.simulator.received()[0]?.messageId;
  const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' };
  const shared = {
    id,
    timestamp: expect.stringMatching(/^\d{10}$/),
    recipient_id: '15550100001',
    recipient_user_id: 'US.mina1',
    biz_opaque_callback_data: 'att_1',
  };
  expect(statuses()).toEqual([
    { ...shared, status: 'sent', pricing },
    { ...shared, status: 'delivered', pricing },
    { ...shared, status: 'read' },
  ]);
  expect(rig.values().at(-1)).toMatchObject({
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550109999', phone_number_id: number.phoneNumberId },
    contacts: [{ profile: { name: 'Mina' }, wa_id: '15550100001', user_id: 'US.mina1' }],
  });
});

test('a message read at once skips delivered, and the price comes with read', async () => {
  await rig.write('Hello');
  await rig.send(text);
  await rig.clock.advance(50);
  rig.simulator.read(number.phoneNumberId, 'mina');
  await rig.clock.advance(HOUR_MS);
  expect(names()).toEqual(['sent', 'read']);
  expect(statuses()[1]).toHaveProperty('pricing');
});

test('people read by themselves if wanted', async () => {
  await rig.stop();
  rig = await startMetaRig({ statuses: { autoReadMs: 2_000 } });
  await rig.write('Hello');
  await rig.send(text);
  await rig.clock.advance(2_299);
  expect(names()).toEqual(['sent', 'delivered']);
  await rig.clock.advance(1);
  expect(names()).toEqual(['sent', 'delivered', 'read']);
  const [, sent] = rig.simulator.world.chats.open(number.phoneNumberId, 'mina').entries;
  expect(sent?.status).toBe('read');
});

test('with delays of 0 statuses need no clock', async () => {
  await rig.stop();
  rig = await startMetaRig({ statuses: { sentMs: 0, deliveredMs: 0 } });
  await rig.write('Hello');
  await rig.send(text);
  await rig.clock.advance(0);
  expect(names()).toEqual(['sent', 'delivered']);
});

test('a reaction is only ever sent', async () => {
  const messageId = await rig.write('Hello');
  await rig.send({ type: 'reaction', reaction: { message_id: messageId, emoji: '👍' } });
  await rig.clock.advance(HOUR_MS);
  expect(names()).toEqual(['sent']);
});

test('a free-form message more than 24 hours after the person wrote fails with 131047 after it was accepted', async () => {
  await rig.write('Hello');
  await rig.clock.advance(24 * HOUR_MS - 1);
  await rig.send(text);
  await rig.clock.advance(1);
  expect((await rig.send({ ...text, biz_opaque_callback_data: 'att_2' })).status).toBe(200);
  await rig.clock.advance(1_000);
  const late = rig.simulator.received()[1]?.messageId;
  expect(statuses().filter(({ id }) => id === late)).toEqual([
    {
      id: late,
      status: 'failed',
      timestamp: expect.any(String),
      recipient_id: '15550100001',
      biz_opaque_callback_data: 'att_2',
      errors: [
        {
          code: 131047,
          title: 'Re-engagement message',
          message: 'Re-engagement message',
          error_data: { details: expect.any(String) },
          href: expect.stringContaining('error-codes'),
        },
      ],
    },
  ]);
  expect(rig.values().find((value) => value.statuses?.[0]?.id === late)).not.toHaveProperty('contacts');
  expect(names().filter((status) => status === 'delivered')).toHaveLength(1);
});

test('a person who never wrote gets templates only', async () => {
  await rig.send(text);
  await rig.send(template);
  await rig.clock.advance(1_000);
  expect(names()).toEqual(['failed', 'sent', 'delivered']);
  expect(statuses()[2]?.pricing).toMatchObject({ category: 'utility' });
});

test('a button tap opens the window again', async () => {
  await rig.write('Hello');
  const buttons = [{ type: 'reply', reply: { id: 'a', title: 'A' } }];
  const interactive = { type: 'button', body: { text: 'Well?' }, action: { buttons } };
  await rig.send({ type: 'interactive', interactive });
  await rig.clock.advance(24 * HOUR_MS);
  const messageId = rig.simulator.received()[0]?.messageId ?? '';
  await rig.simulator.write(number.phoneNumberId, 'mina', { type: 'button', messageId, buttonId: 'a' });
  await rig.send(text);
  await rig.clock.advance(1_000);
  expect(names()).not.toContain('failed');
});

test('somebody who is not on WhatsApp is told of as 131026', async () => {
  await rig.send({ to: '+15550199999', ...text });
  await rig.clock.advance(1_000);
  expect(statuses()).toMatchObject([{ status: 'failed', recipient_id: '15550199999', errors: [{ code: 131026 }] }]);
});

test('the phone of a person with a username shows only to a number that wrote to it', async () => {
  rig.simulator.world.people.add({ id: 'kim', name: 'Kim', phone: '15550100003', userId: 'US.kim', username: 'kim.k' });
  const write = () => rig.simulator.write(number.phoneNumberId, 'kim', { type: 'text', text: 'Hello' });
  await write();
  await rig.send({ to: undefined, recipient: 'US.kim', ...text });
  await rig.clock.advance(1_000);
  const [inbound, sent, delivered] = rig.values();
  expect(inbound?.contacts).toEqual([{ profile: { name: 'Kim', username: 'kim.k' }, user_id: 'US.kim' }]);
  expect(inbound?.messages?.[0]).not.toHaveProperty('from');
  expect(sent?.contacts).toEqual([{ profile: { name: 'Kim' }, user_id: 'US.kim' }]);
  expect(delivered?.contacts).toEqual([{ profile: { name: 'Kim', username: 'kim.k' }, user_id: 'US.kim' }]);
  expect(sent?.statuses?.[0]).not.toHaveProperty('recipient_id');

  await rig.send({ to: '+15550100003', ...text });
  await rig.clock.advance(1_000);
  await write();
  await rig.clock.advance(0);
  expect(rig.values().at(-1)?.messages?.[0]).toMatchObject({ from: '15550100003', from_user_id: 'US.kim' });
});
