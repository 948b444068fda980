import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTwilioRig, type TwilioRig } from '../../../test/simulators/twilio-rig.ts';

let rig: TwilioRig;

beforeEach(async () => {
  rig = await startTwilioRig();
});

afterEach(() => rig.stop());

const UNKNOWN = `HX${'0'.repeat(32)}`;

/** The sid of one of the account's approved templates. */
async function contentSid(name: string): Promise<string> {
  const { body } = await rig.call('GET', '/v1/ContentAndApprovals');
  return body.contents.find((one: { friendly_name: string }) => one.friendly_name === name).sid;
}

const statusesOf = (sid: string) =>
  rig.business.calls.filter(({ form }) => form.MessageSid === sid && form.MessageStatus);

test.each([
  [{ To: '' }, 21604, 400],
  [{ To: '', From: '', Body: '' }, 21604, 400],
  [{ To: 'whatsapp:+12', From: '' }, 21211, 400],
  [{ To: 'whatsapp:+US.mina1' }, 21211, 400],
  [{ From: '' }, 21603, 400],
  [{ From: 'whatsapp:12' }, 21212, 400],
  [{ From: 'whatsapp:+15550100009' }, 63007, 400],
  [{ From: '', MessagingServiceSid: `MG${'0'.repeat(32)}` }, 21701, 404],
  [{ From: '+15550109999', Body: '' }, 21910, 400],
  [{ To: '+15550100001' }, 21606, 400],
  [{ Body: '' }, 21602, 400],
  [{ Body: '', ContentVariables: '{}' }, 21654, 400],
  [{ Body: 'a'.repeat(1601), ContentSid: UNKNOWN }, 21617, 400],
  [{ Body: '', ContentSid: UNKNOWN, ContentVariables: 'no' }, 21655, 400],
  [{ MediaUrl: Array.from({ length: 11 }, () => 'https://a.example/b') }, 21623, 400],
  [{ MediaUrl: 'ftp://a.example/b' }, 21620, 400],
  [{ ValidityPeriod: '36001' }, 21624, 400],
  [{ ScheduleType: 'fixed' }, 35118, 400],
])('R35: a send with %j is refused with %i, which comes first', async (parameters, code, status) => {
  const answer = await rig.send({ Body: 'Hello', ...parameters });
  expect(answer).toMatchObject({
    status,
    body: { code, status, more_info: `https://www.twilio.com/docs/errors/${code}` },
  });
  expect(rig.simulator.received()).toEqual([]);
});

test.each(['no', '[1]', '{"1":1}', '{"1":"a"}', ''])(
  'R35: ContentVariables %j are refused',
  async (ContentVariables) => {
    const ContentSid = await contentSid('order_update');
    expect((await rig.send({ ContentSid, ContentVariables })).body).toMatchObject({ code: 21656 });
  },
);

test('R7: the answer has numbers as strings and nulls where nothing is known yet', async () => {
  const { status, body } = await rig.send({ Body: 'Hello' });
  expect(status).toBe(201);
  expect(body).toMatchObject({ num_media: '0', num_segments: '1', price: null, date_sent: null, status: 'queued' });
  expect(body.date_created).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
  expect(body.uri).toBe(`/2010-04-01/Accounts/${rig.accountSid}/Messages/${body.sid}.json`);
});

test('R24: statuses go to the URL of the message, with its own query, from queued to read', async () => {
  await rig.write('Hi');
  const { body } = await rig.send({ Body: 'Hello', StatusCallback: `${rig.business.url}/st?id=m-7781` });
  await rig.business.arrived(3, ({ url }) => url === '/st?id=m-7781');
  rig.simulator.read(rig.numberId, rig.person.id);
  await rig.business.arrived(4, ({ url }) => url === '/st?id=m-7781');
  const forms = statusesOf(body.sid).map(({ form }) => form);
  expect(forms.map(({ MessageStatus }) => MessageStatus)).toEqual(['queued', 'sent', 'delivered', 'read']);
  expect(forms[2]).toMatchObject({
    SmsSid: body.sid,
    SmsStatus: 'delivered',
    ChannelPrefix: 'whatsapp',
    ChannelToAddress: '+1555010XXXX',
    EventType: 'DELIVERED',
    From: rig.from,
    To: rig.to,
  });
  expect(forms[1]).not.toHaveProperty('EventType');
});

test('without a URL of its own a message is told where the sender is', async () => {
  await rig.write('Hi');
  const { body } = await rig.send({ Body: 'Hello' });
  const calls = await rig.business.arrived(3, ({ form }) => form.MessageSid === body.sid);
  expect(calls.map(({ url }) => url)).toEqual(['/hook', '/hook', '/hook']);
});

test('a callback URL with an underscore in its host is a warning only', async () => {
  expect((await rig.send({ Body: 'Hello', StatusCallback: 'https://my_host.example/st' })).status).toBe(201);
  expect(rig.simulator.alerts()).toMatchObject([{ code: 21609 }]);
});

test('R25: outside the window a free-form message is accepted and fails with 63016', async () => {
  const { body } = await rig.send({ Body: 'Hello' });
  const [, last] = await rig.business.arrived(2, ({ form }) => form.MessageSid === body.sid);
  expect(last?.form).toMatchObject({ MessageStatus: 'failed', ErrorCode: '63016' });
  const read = await rig.call('GET', body.uri);
  expect(read.body).toMatchObject({ status: 'failed', error_code: 63016 });
});

test('R25: the window closes 24 hours after the person has written', async () => {
  await rig.write('Hi');
  await rig.clock.advance(24 * 3_600_000 - 1);
  const inTime = await rig.send({ Body: 'a' });
  await rig.business.arrived(3, ({ form }) => form.MessageSid === inTime.body.sid);
  await rig.clock.advance(1);
  const late = await rig.send({ Body: 'b' });
  const [, last] = await rig.business.arrived(2, ({ form }) => form.MessageSid === late.body.sid);
  expect(statusesOf(inTime.body.sid).at(-1)?.form.MessageStatus).toBe('delivered');
  expect(last?.form.ErrorCode).toBe('63016');
});

test('R13: an approved template reaches people outside the window', async () => {
  const ContentSid = await contentSid('order_update');
  const ContentVariables = JSON.stringify({ 1: 'A-7', 2: '3 May' });
  const { body } = await rig.send({ ContentSid, ContentVariables });
  expect(body).toMatchObject({ sid: expect.stringMatching(/^MM/), num_media: '0' });
  await rig.business.arrived(3, ({ form }) => form.MessageSid === body.sid);
  expect(statusesOf(body.sid).at(-1)?.form.MessageStatus).toBe('delivered');
  const [entry] = rig.simulator.world.chats.open(rig.numberId, 'mina').entries;
  expect(entry).toMatchObject({ content: { template: { name: 'order_update' } }, category: 'utility' });
  expect(entry?.content.text).toContain('Your order A-7');
});

test.each([
  [{ 1: 'A\n7', 2: '3 May' }, '63013'],
  [{ 1: 'A     7', 2: '3 May' }, '63013'],
])('values like %j are against WhatsApp’s policy', async (values, code) => {
  const { body } = await rig.send({
    ContentSid: await contentSid('order_update'),
    ContentVariables: JSON.stringify(values),
  });
  const [, last] = await rig.business.arrived(2, ({ form }) => form.MessageSid === body.sid);
  expect(last?.form.ErrorCode).toBe(code);
});

test('R10: a place goes out as body and geo action', async () => {
  await rig.write('Hi');
  await rig.send({ Body: 'Main square', PersistentAction: 'geo:45.815,15.982|Square 1, Zagreb' });
  const entry = rig.simulator.world.chats.open(rig.numberId, 'mina').entries.at(-1);
  const location = { latitude: 45.815, longitude: 15.982, name: 'Main square', address: 'Square 1, Zagreb' };
  expect(entry).toMatchObject({ kind: 'location', content: { location } });
});

test.each([
  ['someone unknown', 'whatsapp:+15550100077', '63003'],
  ['an unknown user id', 'whatsapp:US.nobody', '63024'],
])('a message to %s is undelivered', async (_who, To, ErrorCode) => {
  const { body } = await rig.send({ To, Body: 'Hello' });
  const [, last] = await rig.business.arrived(2, ({ form }) => form.MessageSid === body.sid);
  expect(last?.form).toMatchObject({
    MessageStatus: 'undelivered',
    ErrorCode,
    ChannelStatusMessage: expect.any(String),
  });
});

test('R23: a person is reached by user id, without a plus', async () => {
  await rig.write('Hi');
  const { body } = await rig.send({ To: 'whatsapp:US.mina1', Body: 'Hello' });
  expect(body.to).toBe('whatsapp:US.mina1');
  expect(rig.simulator.received('mina')).toHaveLength(1);
});

test('a person who blocks the business is not told of: the message stays sent', async () => {
  await rig.write('Hi');
  await rig.order('person', { numberId: rig.numberId, personId: 'mina', blocks: true });
  const { body } = await rig.send({ Body: 'Hello' });
  await rig.business.arrived(2, ({ form }) => form.MessageSid === body.sid);
  await rig.clock.advance(3_600_000);
  expect(statusesOf(body.sid).map(({ form }) => form.MessageStatus)).toEqual(['queued', 'sent']);
});

test('R30: a messaging service accepts first and chooses its sender afterwards', async () => {
  const created = await rig.call('POST', '/v1/Services', new URLSearchParams({ FriendlyName: 'Pool' }));
  const MessagingServiceSid = created.body.sid;
  const request = { From: '', MessagingServiceSid, Body: 'Hello' };
  expect((await rig.send(request)).body).toMatchObject({ code: 21703 });
  await rig.call(
    'POST',
    `/v1/Services/${MessagingServiceSid}/ChannelSenders`,
    new URLSearchParams({ Sid: rig.numberId }),
  );
  await rig.write('Hi');
  const { body } = await rig.send(request);
  expect(body).toMatchObject({
    status: 'accepted',
    from: null,
    num_segments: '0',
    messaging_service_sid: MessagingServiceSid,
  });
  const [first] = await rig.business.arrived(1, ({ form }) => form.MessageSid === body.sid);
  expect(first?.form).toMatchObject({ MessagingServiceSid, From: rig.from });
});

test('R30: a scheduled message waits for its time, unless it is canceled', async () => {
  const { body: service } = await rig.call('POST', '/v1/Services', new URLSearchParams({ FriendlyName: 'Pool' }));
  await rig.call('POST', `/v1/Services/${service.sid}/ChannelSenders`, new URLSearchParams({ Sid: rig.numberId }));
  const SendAt = new Date(rig.clock.now() + 3_600_000).toISOString();
  const request = { From: '', MessagingServiceSid: service.sid, Body: 'Later', ScheduleType: 'fixed' };
  expect((await rig.send(request)).body.code).toBe(35111);
  expect((await rig.send({ ...request, SendAt: new Date(rig.clock.now()).toISOString() })).body.code).toBe(35114);
  const [kept, canceled] = [await rig.send({ ...request, SendAt }), await rig.send({ ...request, SendAt })];
  expect(kept.body.status).toBe('scheduled');
  const answer = await rig.call('POST', canceled.body.uri, new URLSearchParams({ Status: 'canceled' }));
  expect(answer.body.status).toBe('canceled');
  await rig.clock.advance(3_601_000);
  await rig.business.arrived(2, ({ form }) => form.MessageSid === kept.body.sid);
  expect(statusesOf(canceled.body.sid)).toEqual([]);
});

test('R27: a sender sends so many messages a second; the others wait in its queue', async () => {
  await rig.write('Hi');
  await rig.order('sender', { numberId: rig.numberId, perSecond: 2 });
  const answers = [];
  for (let count = 0; count < 3; count++) answers.push(await rig.send({ Body: `${count}` }));
  const [first, , third] = answers.map(({ body }) => body.sid);
  await rig.business.arrived(3, ({ form }) => form.MessageSid === first);
  expect(statusesOf(third)).toEqual([]);
  await rig.clock.advance(499);
  expect(statusesOf(third)).toEqual([]);
  await rig.clock.advance(1);
  await rig.business.arrived(3, ({ form }) => form.MessageSid === third);
});

test('R27: a queue of four hours is full', async () => {
  await rig.order('sender', { numberId: rig.numberId, perSecond: 1 / 7_200 });
  for (let count = 0; count < 3; count++) expect((await rig.send({ Body: 'a' })).status).toBe(201);
  expect(await rig.send({ Body: 'a' })).toMatchObject({ status: 429, body: { code: 21611 } });
});

test('a trial account sends 50 messages a day', async () => {
  await rig.order('account', { numberId: rig.numberId, type: 'Trial' });
  for (let count = 0; count < 50; count++) await rig.send({ Body: 'a' });
  expect(await rig.send({ Body: 'a' })).toMatchObject({ status: 429, body: { code: 63038 } });
  await rig.clock.advance(86_400_000);
  expect((await rig.send({ Body: 'a' })).status).toBe(201);
});
