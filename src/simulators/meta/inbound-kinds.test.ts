import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MetaRig, number, startMetaRig } from '../../../test/simulators/meta-rig.ts';
import type { PersonMessage } from '../kit/person-message.ts';

let rig: MetaRig;

beforeEach(async () => {
  rig = await startMetaRig({ baseUrl: 'http://graph.example' });
});

afterEach(() => rig.stop());

const SEEN = 'aGVsbG8=';
const fileOf = (mimeType: string) => `data:${mimeType};base64,${SEEN}`;

/** What the business is told of the person's message. */
async function arrives(message: PersonMessage) {
  await rig.simulator.write(number.phoneNumberId, 'mina', message);
  await rig.clock.advance(0);
  return rig.values().at(-1)?.messages?.[0];
}

/** The business sends something and the person taps or answers it. */
async function answers(sent: object, answer: (messageId: string) => PersonMessage) {
  await rig.write('Hi');
  await rig.send(sent);
  return arrives(answer(rig.simulator.received().at(-1)?.messageId ?? ''));
}

const interactive = (content: object) => ({
  type: 'interactive',
  interactive: { body: { text: 'Well?' }, ...content },
});
const media = {
  sha256: 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=',
  id: expect.stringMatching(/^\d{15}$/),
  url: expect.stringContaining('http://graph.example/whatsapp_business/attachments/?mid='),
};

test.each<[string, PersonMessage, object]>([
  [
    'a video',
    { type: 'video', dataUrl: fileOf('video/mp4'), caption: 'Look' },
    { type: 'video', video: { caption: 'Look', mime_type: 'video/mp4', ...media } },
  ],
  [
    'an audio file',
    { type: 'audio', dataUrl: fileOf('audio/mpeg') },
    { type: 'audio', audio: { mime_type: 'audio/mpeg', ...media } },
  ],
  [
    'a voice note',
    { type: 'voice', dataUrl: fileOf('audio/ogg') },
    { type: 'audio', audio: { mime_type: 'audio/ogg; codecs=opus', voice: true, ...media } },
  ],
  [
    'a document',
    { type: 'document', dataUrl: fileOf('application/pdf'), fileName: 'receipt.pdf' },
    { type: 'document', document: { filename: 'receipt.pdf', mime_type: 'application/pdf', ...media } },
  ],
  [
    'a sticker',
    { type: 'sticker', dataUrl: fileOf('image/webp') },
    { type: 'sticker', sticker: { mime_type: 'image/webp', animated: false, ...media } },
  ],
  [
    'a place',
    { type: 'location', latitude: 50.8, longitude: -1.1, name: 'Harbour' },
    { type: 'location', location: { latitude: 50.8, longitude: -1.1, name: 'Harbour' } },
  ],
  [
    'an order',
    { type: 'order', items: [{ productId: 'A1', quantity: 2, price: 12.25, currency: 'GBP' }], text: 'Gift wrap' },
    {
      type: 'order',
      order: {
        catalog_id: expect.any(String),
        text: 'Gift wrap',
        product_items: [{ product_retailer_id: 'A1', quantity: 2, item_price: 12.25, currency: 'GBP' }],
      },
    },
  ],
  [
    'a poll',
    { type: 'unsupported', kind: 'poll' },
    { type: 'unsupported', unsupported: { type: 'poll' }, errors: [expect.objectContaining({ code: 131051 })] },
  ],
  [
    'a text from an ad',
    { type: 'referral', text: 'Hi', referral: { source_type: 'post' } },
    { type: 'text', text: { body: 'Hi' }, referral: { source_type: 'post' } },
  ],
])('%s arrives in the documented form', async (_what, message, expected) => {
  const { from, from_user_id, id, timestamp, ...content } = (await arrives(message)) ?? {};
  expect(content).toEqual(expected);
  expect({ from, from_user_id, id, timestamp }).toEqual({
    from: '15550100001',
    from_user_id: 'US.mina1',
    id: expect.stringMatching(/^wamid\./),
    timestamp: expect.stringMatching(/^\d{10}$/),
  });
});

test('a contact arrives as a card with a vCard', async () => {
  const contacts = [
    { name: 'Tobias Wren', phones: ['+44 7700 900777'], emails: ['t@mail.example'], organization: 'Wren' },
  ];
  expect(await arrives({ type: 'contacts', contacts })).toMatchObject({
    contacts: [
      {
        origin: 'other',
        name: { formatted_name: 'Tobias Wren', first_name: 'Tobias', last_name: 'Wren' },
        phones: [{ phone: '+44 7700 900777', wa_id: '447700900777', type: 'CELL' }],
        emails: [{ email: 't@mail.example', type: 'HOME' }],
        org: { company: 'Wren' },
        vcard: expect.stringContaining('FN:Tobias Wren'),
      },
    ],
  });
});

test('a reaction and its removal name the message', async () => {
  const messageId = await rig.write('Hi');
  expect(await arrives({ type: 'reaction', messageId, emoji: '👍' })).toMatchObject({
    type: 'reaction',
    reaction: { message_id: messageId, emoji: '👍' },
  });
  expect(await arrives({ type: 'reaction', messageId, emoji: '' })).toMatchObject({ reaction: { emoji: '' } });
});

test('an edited text and an edited caption come with the whole new content', async () => {
  const text = await rig.write('Sunday?');
  expect(await arrives({ type: 'edit', messageId: text, text: 'Monday?' })).toMatchObject({
    type: 'edit',
    edit: { original_message_id: text, message: { type: 'text', text: { body: 'Monday?' } } },
  });
  await arrives({ type: 'image', dataUrl: fileOf('image/jpeg'), caption: 'This' });
  const [, picture] = rig.simulator.world.chats.open(number.phoneNumberId, 'mina').entries;
  expect(await arrives({ type: 'edit', messageId: picture?.id ?? '', text: 'That' })).toMatchObject({
    edit: { message: { type: 'image', image: { caption: 'That', id: media.id, mime_type: 'image/jpeg' } } },
  });
});

test('a revoked message is named', async () => {
  const messageId = await rig.write('Oops');
  expect(await arrives({ type: 'revoke', messageId })).toMatchObject({
    type: 'revoke',
    revoke: { original_message_id: messageId },
  });
});

test('an answered form brings its token and its data', async () => {
  const parameters = { flow_message_version: '3', flow_id: '1', flow_cta: 'Start', flow_token: 'ft-20' };
  const flow = interactive({ type: 'flow', action: { name: 'flow', parameters } });
  const message = await answers(flow, (messageId) => ({ type: 'flow_reply', messageId, data: { rating: '5' } }));
  expect(message).toMatchObject({
    context: { id: rig.simulator.received()[0]?.messageId },
    interactive: {
      type: 'nfm_reply',
      nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"ft-20","rating":"5"}' },
    },
  });
});

test('an address comes as the answer to an address message', async () => {
  const ask = interactive({
    type: 'address_message',
    action: { name: 'address_message', parameters: { country: 'IN' } },
  });
  const data = { values: { city: 'Pune' } };
  expect(await answers(ask, (messageId) => ({ type: 'flow_reply', messageId, data }))).toMatchObject({
    interactive: { nfm_reply: { name: 'address_message', response_json: JSON.stringify(data) } },
  });
});

test('the own number is shared where it was asked for', async () => {
  const ask = interactive({ type: 'request_contact_info', action: { name: 'request_contact_info' } });
  const tap = (messageId: string) => ({ type: 'button' as const, messageId, buttonId: 'share_contact' });
  expect(await answers(ask, tap)).toMatchObject({
    type: 'contacts',
    contacts: [{ origin: 'contact_request', phones: [{ wa_id: '15550100001' }] }],
  });
});

test('calls are allowed or not', async () => {
  const ask = interactive({ type: 'call_permission_request', action: { name: 'call_permission_request' } });
  const tap = (messageId: string) => ({ type: 'button' as const, messageId, buttonId: 'accept' });
  expect(await answers(ask, tap)).toMatchObject({
    interactive: { call_permission_reply: { response: 'accept', is_permanent: false, response_source: 'user_action' } },
  });
});

test('a quick reply on a carousel card comes with its id', async () => {
  const card = (index: number) => ({
    card_index: index,
    type: 'cta_url',
    header: { type: 'image', image: { link: 'https://a.example/1.jpg' } },
    action: { buttons: [{ type: 'quick_reply', quick_reply: { id: `like-${index}`, title: 'Like' } }] },
  });
  const carousel = interactive({ type: 'carousel', action: { cards: [card(0), card(1)] } });
  const tap = (messageId: string) => ({ type: 'button' as const, messageId, buttonId: 'like-1' });
  expect(await answers(carousel, tap)).toMatchObject({
    interactive: { type: 'button_reply', button_reply: { id: 'like-1', title: 'Like' } },
  });
});

test('preferences come in a field of their own', async () => {
  rig.simulator.prefer(number.phoneNumberId, 'mina', 'stop');
  await rig.clock.advance(0);
  expect(rig.webhooks[0]?.entry[0]?.changes[0]).toMatchObject({
    field: 'user_preferences',
    value: {
      metadata: { phone_number_id: number.phoneNumberId },
      contacts: [{ wa_id: '15550100001' }],
      user_preferences: [{ wa_id: '15550100001', user_id: 'US.mina1', category: 'marketing_messages', value: 'stop' }],
    },
  });
});

test('a person whose phone is hidden moves without showing the new one', async () => {
  rig.simulator.changePerson('mina', { username: 'mina.k' });
  await rig.write('Hi');
  rig.simulator.changePhone('mina', '+1 555 010 0009');
  await rig.clock.advance(0);
  const message = rig.values().at(-1)?.messages?.[0];
  expect(message).toMatchObject({ from_user_id: 'US.mina1', system: { type: 'user_changed_number' } });
  expect(JSON.stringify(message)).not.toMatch(/1555/);
});

test('a new user id alone is told without a change of number', async () => {
  await rig.write('Hi');
  rig.simulator.changePerson('mina', { userId: 'US.mina2' });
  await rig.clock.advance(0);
  expect(rig.values().at(-1)).toMatchObject({
    messages: [
      {
        from_user_id: 'US.mina1',
        type: 'system',
        system: { type: 'user_changed_user_id', user_id: 'US.mina2', previous_user_id: 'US.mina1' },
      },
    ],
  });
});
