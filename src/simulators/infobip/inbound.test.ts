import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InfobipRig, PHONE, SENDER, startInfobipRig } from '../../../test/simulators/infobip-rig.ts';
import type { PersonMessage } from '../kit/person-message.ts';

let rig: InfobipRig;

beforeEach(async () => {
  rig = await startInfobipRig();
});

afterEach(() => rig.stop());

const fileOf = (mimeType: string) => `data:${mimeType};base64,aGVsbG8=`;
const url = expect.stringMatching(
  new RegExp(`^http://127\\.0\\.0\\.1:\\d+/whatsapp/1/senders/${SENDER}/media/[0-9a-f-]{36}$`),
);

test('R14: a text comes whole', async () => {
  const messageId = await rig.write('Hello');
  expect(messageId).toMatch(/^wamid\./);
  const [webhook] = await rig.receiver.arrived(1);
  expect(webhook?.headers['content-type']).toBe('application/json');
  expect(await rig.webhooks(1)).toEqual([
    {
      results: [
        {
          from: PHONE,
          to: SENDER,
          integrationType: 'WHATSAPP',
          receivedAt: '2027-01-15T08:00:00.000+0000',
          messageId,
          message: { type: 'TEXT', text: 'Hello' },
          price: { pricePerMessage: 0, currency: 'EUR' },
          contact: { name: 'Mina', phoneNumber: PHONE, userId: 'US.mina1' },
        },
      ],
      messageCount: 1,
      pendingMessageCount: 0,
    },
  ]);
});

test.each<[string, PersonMessage, object]>([
  ['IMAGE', { type: 'image', dataUrl: fileOf('image/png'), caption: 'Look' }, { type: 'IMAGE', url, caption: 'Look' }],
  ['VIDEO', { type: 'video', dataUrl: fileOf('video/mp4') }, { type: 'VIDEO', url }],
  ['AUDIO', { type: 'audio', dataUrl: fileOf('audio/mpeg') }, { type: 'AUDIO', url }],
  ['VOICE', { type: 'voice', dataUrl: fileOf('audio/ogg') }, { type: 'VOICE', url }],
  ['STICKER', { type: 'sticker', dataUrl: fileOf('image/webp') }, { type: 'STICKER', url }],
  [
    'DOCUMENT',
    { type: 'document', dataUrl: fileOf('application/pdf'), fileName: 'bill.pdf' },
    { type: 'DOCUMENT', url, caption: 'bill.pdf' },
  ],
  [
    'LOCATION',
    { type: 'location', latitude: 1.5, longitude: 2, name: 'Pier', address: '1 Quay' },
    { type: 'LOCATION', latitude: 1.5, longitude: 2, name: 'Pier', address: '1 Quay' },
  ],
  [
    'CONTACT',
    { type: 'contacts', contacts: [{ name: 'Ada Lane', phones: ['+1 555'] }] },
    {
      type: 'CONTACT',
      contacts: [
        {
          name: { firstName: 'Ada', lastName: 'Lane', formattedName: 'Ada Lane' },
          phones: [{ phone: '+1 555', waId: '1555', type: 'CELL' }],
        },
      ],
    },
  ],
  [
    'ORDER',
    {
      type: 'order',
      catalogId: 'c',
      items: [{ productId: 'p', quantity: 2, price: 3, currency: 'EUR' }],
      text: 'Please',
    },
    {
      type: 'ORDER',
      catalogId: 'c',
      productItems: [{ productRetailerId: 'p', quantity: 2, itemPrice: 3, currency: 'EUR' }],
      text: 'Please',
    },
  ],
  ['UNSUPPORTED', { type: 'unsupported', kind: 'poll' }, { type: 'UNSUPPORTED' }],
  [
    'TEXT from an ad',
    { type: 'referral', text: 'Hello' },
    { type: 'TEXT', text: 'Hello', referral: expect.objectContaining({ sourceType: 'AD' }) },
  ],
])('R16: %s comes as documented', async (_type, written, message) => {
  await rig.write(written);
  const [item] = await rig.items(1);
  expect(item.message).toEqual(message);
});

test('R16: a reaction comes and goes, and names its message', async () => {
  const id = await rig.write('Hello');
  await rig.write({ type: 'reaction', messageId: id, emoji: '👍' });
  await rig.write({ type: 'reaction', messageId: id, emoji: '' });
  const [, added, removed] = await rig.items(3);
  expect(added.message).toEqual({ type: 'REACTION', emoji: '👍', action: 'ADDED', context: { from: PHONE, id } });
  expect(removed.message).toEqual({ type: 'REACTION', action: 'REMOVED', context: { from: PHONE, id } });
  expect(added.messageId).not.toBe(removed.messageId);
});

test('R16: content of any type can be ordered, known or not', async () => {
  for (const type of ['INFECTED_CONTENT', 'HOLOGRAM']) {
    rig.simulator.sendInbound({ numberId: rig.numberId, personId: 'mina', message: { type, malware: true } });
  }
  const items = await rig.items(2);
  expect(items.map(({ message }) => message.type)).toEqual(['INFECTED_CONTENT', 'HOLOGRAM']);
});

test('R19: somebody without a phone number comes by user id alone', async () => {
  const { id } = rig.simulator.world.people.add({ name: 'Ada', userId: 'HR.123', username: 'ada', withoutPhone: true });
  await rig.simulator.write(rig.numberId, id, { type: 'text', text: 'Hi' });
  const [item] = await rig.items(1);
  expect(item.from).toBe('HR.123');
  expect(item.contact).toEqual({ name: 'Ada', userId: 'HR.123', username: 'ada' });
});

test('R20: dates can be written with another offset', async () => {
  rig.simulator.setWebhookConditions({ offset: '-0300' });
  await rig.write('Hello');
  expect((await rig.items(1))[0].receivedAt).toBe('2027-01-15T05:00:00.000-0300');
});

test('a message without a quotation is paired with the last one of the business', async () => {
  await rig.write('Hi');
  await rig.send('text', { text: 'Hello' }, { messageId: 'm-1', callbackData: 'x', applicationId: 'prod' });
  await rig.write('And?');
  const item = (await rig.items(2)).at(-1);
  expect(item).toMatchObject({ pairedMessageId: 'm-1', callbackData: 'x', applicationId: 'prod' });
  expect(item.message).not.toHaveProperty('context');
});

test('a context may name the person instead of the business', async () => {
  await rig.write('Hi');
  await rig.send('text', { text: 'Hello' }, { messageId: 'm-1' });
  rig.simulator.setWebhookConditions({ contextFrom: 'person' });
  await rig.write({ type: 'text', text: 'And?', replyTo: 'm-1' });
  expect((await rig.items(2)).at(-1).message.context).toEqual({ from: PHONE, id: 'm-1' });
});

test('R14: preferences and changed identities come as bodies of their own', async () => {
  await rig.write('Hi');
  rig.simulator.prefer(rig.numberId, 'mina', 'stop');
  rig.simulator.changePerson('mina', { phone: '15550100055' });
  const [, ...told] = await rig.webhooks(3);
  expect(told).toContainEqual({
    from: SENDER,
    content: {
      sender: SENDER,
      from: PHONE,
      notificationMessagesStatus: 'stop',
      description: 'User requested to stop marketing messages',
    },
    createdAt: '2027-01-15T08:00:00.000+0000',
  });
  expect(told).toContainEqual(
    expect.objectContaining({
      content: expect.objectContaining({ type: 'user_identity_changed', userNumber: '15550100055' }),
    }),
  );
});

test('a message that the business took is shown as delivered, and edits are not offered', async () => {
  const id = await rig.write('Hi');
  await rig.receiver.arrived(1);
  const entry = rig.simulator.world.chats.open(rig.numberId, 'mina').get(id);
  await expect.poll(() => entry?.status).toBe('delivered');
  await expect(rig.write({ type: 'edit', messageId: id, text: 'Ho' })).rejects.toThrow('has no edit');
});
