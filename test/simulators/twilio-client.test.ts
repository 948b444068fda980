import twilio from 'twilio';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTwilioRig, type TwilioRig } from './twilio-rig.ts';

let rig: TwilioRig;
let client: twilio.Twilio;

/** The client knows only the real hosts; its requests are led to the simulator unchanged otherwise. */
class LedClient extends twilio.RequestClient {
  override request<TData>(options: Parameters<typeof twilio.RequestClient.prototype.request<TData>>[0]) {
    const { pathname, search } = new URL(options.uri);
    return super.request<TData>({ ...options, uri: `${rig.simulator.url}${pathname}${search}` });
  }
}

beforeEach(async () => {
  rig = await startTwilioRig();
  client = twilio(rig.accountSid, rig.authToken, { httpClient: new LedClient() });
});

afterEach(() => rig.stop());

/** The client sends JSON bodies as they are, but its types have the names of its own objects. */
const asWritten = <T>(body: object) => body as T;

const PICKUP = {
  friendly_name: 'pickup',
  language: 'en',
  variables: { 1: 'Ana' },
  types: {
    'twilio/quick-reply': {
      body: 'Hi {{1}}, when will you come?',
      actions: [{ type: 'QUICK_REPLY', title: 'Today', id: 'today' }],
    },
  },
};

const refusal = (code: number, status: number) => expect.objectContaining({ code, status });

test('R6: the client creates a message with a body and gets it as the platform writes it', async () => {
  const message = await client.messages.create({ from: rig.from, to: rig.to, body: 'Hello Mina' });
  expect(message).toMatchObject({
    accountSid: rig.accountSid,
    body: 'Hello Mina',
    direction: 'outbound-api',
    numMedia: '0',
    numSegments: '1',
    status: 'queued',
    price: null,
    from: rig.from,
    to: rig.to,
  });
  expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
  expect(rig.simulator.received(rig.person.id)).toMatchObject([{ messageId: message.sid, type: 'text' }]);
});

test('R8: the client creates a message with media and reads its list of media', async () => {
  rig.business.files.set('a.pdf', { type: 'application/pdf', bytes: Buffer.from('%PDF-1.7 invented') });
  await rig.write('Hi');
  const mediaUrl = [`${rig.business.url}/files/a.pdf`];
  const { sid } = await client.messages.create({ from: rig.from, to: rig.to, mediaUrl });
  await rig.business.arrived(1, ({ form }) => form.MessageSid === sid && form.MessageStatus === 'delivered');
  expect(sid).toMatch(/^MM/);
  const media = await client.messages(sid).media.list();
  expect(media).toMatchObject([{ parentSid: sid, contentType: 'application/pdf' }]);
  expect(await client.messages(sid).fetch()).toMatchObject({ numMedia: '1', status: 'delivered' });
});

test('R13: the client creates, reads, submits, sends and deletes a content', async () => {
  await rig.write('Hi');
  const content = await client.content.v1.contents.create(asWritten(PICKUP));
  expect(content.sid).toMatch(/^HX[0-9a-f]{32}$/);
  expect(await client.content.v1.contents(content.sid).fetch()).toMatchObject({ friendlyName: 'pickup' });
  const { sid } = await client.messages.create({
    from: rig.from,
    to: rig.to,
    contentSid: content.sid,
    contentVariables: JSON.stringify({ 1: 'Mina' }),
  });
  const [entry] = rig.simulator.world.chats.open(rig.numberId, 'mina').entries.filter(({ id }) => id === sid);
  expect(entry?.content).toMatchObject({ text: 'Hi Mina, when will you come?', buttons: [{ id: 'today' }] });
  const contents = await client.content.v1.contentAndApprovals.list();
  expect(contents.map(({ approvalRequests }) => approvalRequests.status)).toContain('unsubmitted');
  expect(await client.content.v1.contents(content.sid).remove()).toBe(true);
  await expect(client.content.v1.contents(content.sid).fetch()).rejects.toEqual(refusal(20404, 404));
});

test('R2: the client reads the account, its numbers and its senders', async () => {
  const account = await client.api.v2010.accounts(rig.accountSid).fetch();
  expect(account).toMatchObject({ sid: rig.accountSid, status: 'active', type: 'Full', friendlyName: 'Corner Shop' });
  expect(await client.incomingPhoneNumbers.list()).toMatchObject([{ phoneNumber: '+15550109999' }]);
  const senders = await client.messaging.v2.channelsSenders.list({ channel: 'whatsapp' });
  expect(senders).toMatchObject([{ sid: rig.numberId, status: 'ONLINE', senderId: rig.from }]);
});

test('R5: the client sets the webhook of a sender', async () => {
  const change = { webhook: { callback_url: 'https://gw.example.net/hook', callback_method: 'POST' } };
  await client.messaging.v2.channelsSenders(rig.numberId).update(asWritten(change));
  const sender = await client.messaging.v2.channelsSenders(rig.numberId).fetch();
  expect(sender.webhook).toMatchObject({ callbackUrl: 'https://gw.example.net/hook' });
});

test('R28: the client finds what it sent, by recipient and time, over several pages', async () => {
  for (const body of ['one', 'two', 'three']) await client.messages.create({ from: rig.from, to: rig.to, body });
  const dateSentAfter = new Date(rig.clock.now() - 60_000);
  const found = await client.messages.list({ from: rig.from, to: rig.to, dateSentAfter, pageSize: 2 });
  expect(found.map(({ body }) => body)).toEqual(['three', 'two', 'one']);
  const later = new Date(rig.clock.now() + 60_000);
  expect(await client.messages.list({ to: rig.to, dateSentAfter: later })).toEqual([]);
  expect(await client.messages.list({ to: 'whatsapp:+15550100002' })).toEqual([]);
});

test('the client deletes and redacts messages', async () => {
  const { sid } = await client.messages.create({ from: rig.from, to: rig.to, body: 'secret' });
  expect(await client.messages(sid).update({ body: '' })).toMatchObject({ body: '' });
  expect(await client.messages(sid).remove()).toBe(true);
  await expect(client.messages(sid).fetch()).rejects.toEqual(refusal(20404, 404));
});

test('R33: the client gets refusals with code, status and address', async () => {
  const send = client.messages.create({ from: rig.from, to: 'whatsapp:+12', body: 'a' });
  await expect(send).rejects.toMatchObject({
    code: 21211,
    status: 400,
    moreInfo: 'https://www.twilio.com/docs/errors/21211',
  });
  const stranger = twilio(rig.accountSid, 'f'.repeat(32), { httpClient: new LedClient() });
  await expect(stranger.messages.list()).rejects.toEqual(refusal(20003, 401));
});

test('R29: the client shows that it is typing', async () => {
  const messageId = await rig.write('Hi');
  const answer = await client.messaging.v2.typingIndicator.create({ channel: 'whatsapp', messageId });
  expect(answer.success).toBe(true);
  expect(rig.simulator.world.chats.open(rig.numberId, 'mina').typingUntil).toBe(rig.clock.now() + 25_000);
});

test('R15: the client accepts the signatures of messages and of status callbacks', async () => {
  const statusCallback = `${rig.business.url}/status?id=m-7781&name=${encodeURIComponent('Ž a')}`;
  await rig.write("Bok! €5 it's & more");
  await client.messages.create({ from: rig.from, to: rig.to, body: 'Hello', statusCallback });
  const calls = await rig.business.arrived(4);
  for (const { url, form, headers } of calls) {
    const signature = String(headers['x-twilio-signature']);
    expect(twilio.validateRequest(rig.authToken, signature, `${rig.business.url}${url}`, form)).toBe(true);
    expect(twilio.validateRequest('other', signature, `${rig.business.url}${url}`, form)).toBe(false);
  }
});

test('R17: the client accepts JSON by the hash in its URL', async () => {
  await rig.order('account', { numberId: rig.numberId, sendsJson: true });
  await rig.simulator.write(rig.numberId, rig.person.id, { type: 'text', text: 'Hi' });
  const [call] = await rig.business.arrived(1);
  const { url = '', raw = '', headers = {} } = call ?? {};
  expect(url).toContain('bodySHA256=');
  const signature = String(headers['x-twilio-signature']);
  const address = `${rig.business.url}${url}`;
  expect(twilio.validateRequestWithBody(rig.authToken, signature, address, raw)).toBe(true);
  expect(twilio.validateRequestWithBody(rig.authToken, signature, address, `${raw} `)).toBe(false);
});
