import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTwilioRig, type TwilioRig } from '../../../test/simulators/twilio-rig.ts';
import type { DisplayContent } from '../kit/display-content.ts';
import type { PersonMessage } from '../kit/person-message.ts';

let rig: TwilioRig;

beforeEach(async () => {
  rig = await startTwilioRig();
});

afterEach(() => rig.stop());

const PICTURE = `data:image/png;base64,${Buffer.from('picture').toString('base64')}`;

/** The form that a message of the person comes in. */
async function told(message: PersonMessage, personId = 'mina') {
  const entry = await rig.simulator.write(rig.numberId, personId, message);
  const [call] = await rig.business.arrived(1, ({ form }) => form.MessageSid === entry.id);
  return call?.form ?? {};
}

/** A message of the business in the chat. */
function shown(content: DisplayContent): string {
  const id = `MM${'1'.repeat(32)}`;
  rig.simulator.world.addEntry(rig.simulator.world.chats.open(rig.numberId, 'mina'), {
    ...{ id, providerMessageId: id, direction: 'from_business', at: rig.clock.now(), kind: 'text' },
    content,
    status: 'delivered',
  });
  return id;
}

const quoted = (sid: string) => ({ OriginalRepliedMessageSid: sid, OriginalRepliedMessageSender: rig.from });

test('a text comes as a form with everything that is the same for all', async () => {
  const entry = await rig.simulator.write(rig.numberId, 'mina', { type: 'text', text: 'Grüße & mehr' });
  const [call] = await rig.business.arrived(1);
  expect(call?.headers).toMatchObject({
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'user-agent': 'TwilioProxy/1.1',
    'x-twilio-signature': expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/),
    'i-twilio-idempotency-token': expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  const { ChannelMetadata = '', ...form } = call?.form ?? {};
  expect(form).toEqual({
    ...{ MessageSid: entry.id, SmsMessageSid: entry.id, SmsSid: entry.id, SmsStatus: 'received' },
    ...{ AccountSid: rig.accountSid, ApiVersion: '2010-04-01', MessageType: 'text', Body: 'Grüße & mehr' },
    ...{ NumMedia: '0', NumSegments: '1', ReferralNumMedia: '0', ProfileName: 'Mina', WaId: '15550100001' },
    ...{ From: rig.to, To: rig.from, ExternalUserId: 'whatsapp:US.mina1' },
  });
  const context = { ProfileName: 'Mina', WaId: '15550100001' };
  expect(JSON.parse(ChannelMetadata)).toEqual({ type: 'whatsapp', data: { context } });
});

test('a text is shown as delivered once the business has answered 204', async () => {
  const taken = new Promise((resolve) => rig.simulator.onDelivery(resolve));
  const id = await rig.write('Hi');
  await taken;
  await rig.settle();
  expect(rig.simulator.world.chats.open(rig.numberId, 'mina').get(id)?.status).toBe('delivered');
});

test('R20: a button in a session and one of a template differ in type only', async () => {
  const messageId = shown({ buttons: [{ id: 'pick_today', title: 'Today' }] });
  const press = { Body: 'Today', ButtonText: 'Today', ButtonPayload: 'pick_today', ...quoted(messageId) };
  const form = await told({ type: 'button', messageId, buttonId: 'pick_today' });
  expect(form).toMatchObject({ MessageType: 'interactive', ...press });
  shown({ buttons: [{ id: 'pick_today', title: 'Today' }], template: { name: 'day', language: 'en' } });
  const ofTemplate = await told({ type: 'button', messageId, buttonId: 'pick_today' });
  expect(ofTemplate).toMatchObject({ MessageType: 'button', ...press });
});

test.each([
  ['ListId', { ListId: 'leek', ListTitle: 'Leek', ListDescription: 'warm' }],
  ['ListReplyId', { ListReplyId: 'leek' }],
  ['ButtonPayload', { ButtonPayload: 'leek', ButtonText: 'Leek' }],
  ['InteractiveData', { InteractiveData: expect.stringContaining('"list_reply":{"id":"leek","title":"Leek"') }],
  ['ChannelMetadata', { ChannelMetadata: expect.stringContaining('"ListId":"leek"') }],
  ['Body', { Body: 'Leek' }],
])('R20: a choice from a list can come as %s', async (listReply, parameters) => {
  await rig.order('account', { numberId: rig.numberId, listReply });
  const rows = [{ id: 'leek', title: 'Leek', description: 'warm' }];
  const messageId = shown({ list: { button: 'Choose', sections: [{ rows }] } });
  const form = await told({ type: 'list', messageId, rowId: 'leek' });
  expect(form).toMatchObject({ MessageType: 'interactive', Body: 'Leek', ...quoted(messageId), ...parameters });
  if (listReply !== 'ListId') expect(form).not.toHaveProperty('ListId');
});

test.each([
  ['image', 'image'],
  ['voice', 'audio'],
  ['document', 'document'],
  ['sticker', 'sticker'],
] as const)('R20: a file sent as %s has the type %s and the address of its media', async (type, MessageType) => {
  const form = await told({ type, dataUrl: PICTURE, caption: 'Look' });
  const media = `${rig.simulator.url}/2010-04-01/Accounts/${rig.accountSid}/Messages/${form.MessageSid}/Media/ME`;
  expect(form).toMatchObject({ MessageType, Body: 'Look', NumMedia: '1', MediaContentType0: 'image/png' });
  expect(form.MediaUrl0).toContain(media);
});

test('R20: contacts come as a file with a card each', async () => {
  const contacts = [{ name: 'Åsa; L', phones: ['+1 555 010 0009'], organization: 'Shop', emails: ['a@shop.example'] }];
  const form = await told({ type: 'contacts', contacts });
  expect(form).toMatchObject({ MessageType: 'contacts', NumMedia: '1', MediaContentType0: 'text/vcard' });
  const path = (form.MediaUrl0 ?? '').replace(rig.simulator.url, '');
  const { headers } = await rig.call('GET', path);
  const card = await (await fetch(headers.get('location') ?? '')).text();
  expect(card).toContain('FN:Åsa\\; L\r\nORG:Shop\r\nTEL;type=CELL;waid=15550100009:+1 555 010 0009\r\n');
});

test('R20: a place, a form, a reaction and what is not supported', async () => {
  const place = { type: 'location', latitude: 45.815, longitude: 15.982, name: 'Square', address: 'Ilica 1' } as const;
  const labelled = { Latitude: '45.815', Longitude: '15.982', Label: 'Square', Address: 'Ilica 1', Body: '' };
  expect(await told(place)).toMatchObject({ MessageType: 'location', ...labelled });
  const messageId = shown({ flow: { label: 'Fill in' } });
  const answered = await told({ type: 'flow_reply', messageId, data: { size: 'L' } });
  expect(answered).toMatchObject({ FlowData: '{"size":"L"}', InteractiveData: '{"size":"L"}' });
  await rig.simulator.write(rig.numberId, 'mina', { type: 'reaction', messageId, emoji: '👍' });
  const [reaction] = await rig.business.arrived(1, ({ form }) => form.MessageType === 'reaction');
  expect(reaction?.form).toMatchObject({ Body: '👍', ...quoted(messageId) });
  expect(await told({ type: 'unsupported', kind: 'poll' })).toMatchObject({ MessageType: 'unsupported', Body: '' });
});

test('R21: an answer names the message it belongs to, for seven days', async () => {
  const replyTo = shown({ text: 'Shall we?' });
  expect(await told({ type: 'text', text: 'Yes', replyTo })).toMatchObject(quoted(replyTo));
  await rig.clock.advance(7 * 86_400_000 + 1);
  expect(await told({ type: 'text', text: 'Yes', replyTo })).not.toHaveProperty('OriginalRepliedMessageSid');
});

test('R21: after a click on an ad, its referral is told; a script can change it', async () => {
  const form = await told({ type: 'referral', text: 'Is it warm?', referral: { SourceId: '42' } });
  expect(form).toMatchObject({ Body: 'Is it warm?', ReferralSourceId: '42', ReferralSourceType: 'ad' });
});

test('R16, R21: parameters can be added and left out', async () => {
  const extraParameters = { Forwarded: 'true', Unheard: 'of' };
  await rig.order('account', {
    numberId: rig.numberId,
    extraParameters,
    omittedParameters: ['MessageType', 'NumSegments'],
  });
  const form = await told({ type: 'text', text: 'Hi' });
  expect(form).toMatchObject(extraParameters);
  expect(Object.keys(form)).not.toEqual(expect.arrayContaining(['MessageType']));
  expect(Object.keys(form)).not.toEqual(expect.arrayContaining(['NumSegments']));
});

test.each(['ExternalUserId', 'ExternalUserIdentifier'])('R23: who has no phone is known by %s alone', async (name) => {
  await rig.order('account', { numberId: rig.numberId, userIdParameter: name });
  rig.simulator.world.people.add({ id: 'hana', name: 'Hana', withoutPhone: true, userId: 'HR.13491208655302741918' });
  const form = await told({ type: 'text', text: 'Bok' }, 'hana');
  expect(form).toMatchObject({ From: 'whatsapp:HR.13491208655302741918', [name]: form.From });
  expect(form).not.toHaveProperty('WaId');
  const { body } = await rig.send({ To: form.From ?? '', Body: 'Bok' });
  await rig.business.arrived(3, (call) => call.form.MessageSid === body.sid);
  expect((await rig.call('GET', body.uri)).body.status).toBe('delivered');
});

test('an inbound message is in the list of messages', async () => {
  const id = await rig.write('Hi');
  const { body } = await rig.call('GET', `/2010-04-01/Accounts/${rig.accountSid}/Messages/${id}.json`);
  expect(body).toMatchObject({ direction: 'inbound', status: 'received', body: 'Hi', from: rig.to, to: rig.from });
});

test('R30: a messaging service has a callback URL of its own', async () => {
  const form = new URLSearchParams({ FriendlyName: 'Pool', InboundRequestUrl: `${rig.business.url}/pool` });
  const { body } = await rig.call('POST', '/v1/Services', form);
  await rig.call('POST', `/v1/Services/${body.sid}/ChannelSenders`, new URLSearchParams({ Sid: rig.numberId }));
  await rig.write('Hi');
  expect(rig.business.calls).toMatchObject([{ url: '/pool', form: { MessagingServiceSid: body.sid } }]);
});

test('R29: typing is shown until an answer comes, and marks the message as read', async () => {
  const messageId = await rig.write('Hi');
  const chat = rig.simulator.world.chats.open(rig.numberId, 'mina');
  const answer = await rig.call('POST', '/v3/Indicators/Typing.json', { channel: 'WHATSAPP', messageId });
  expect(answer).toMatchObject({ status: 200, body: { success: true } });
  expect(chat.get(messageId)?.status).toBe('read');
  expect(chat.typingUntil).toBe(rig.clock.now() + 25_000);
  await rig.send({ Body: 'Hello' });
  expect(chat.typingUntil).toBeUndefined();
  const unknown = await rig.call('POST', '/v3/Indicators/Typing.json', { channel: 'WHATSAPP', messageId: 'SM1' });
  expect(unknown.status).toBe(400);
});
