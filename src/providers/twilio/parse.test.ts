import { describe, expect, test } from 'vitest';
import type { InboundContent } from '../../domain/content.ts';
import type { MessageReceived, ProviderEvent, StatusReported } from '../../domain/events.ts';
import { fixture, fixtureWith, NOW, PHONE, postOf, SENDER, USER_ID } from './fixtures/webhooks.ts';
import { parseWebhook } from './webhook.ts';

function only(body: string, query: Readonly<Record<string, string>> = {}): ProviderEvent {
  const [event, ...others] = parseWebhook(postOf(body, query));
  expect(others).toEqual([]);
  if (event === undefined) throw new Error('there is no event');
  return event;
}

const messageIn = (body: string) => only(body) as MessageReceived;
const statusIn = (body: string, query?: Readonly<Record<string, string>>) => only(body, query) as StatusReported;

const file = (media: string, mimeType: string) => ({
  id: `Messages/MM${media}/Media/ME${media}`,
  mimeType,
  state: 'pending',
});
const id = (digits: string) => digits.padStart(32, '0');

const CONTENTS: Record<string, InboundContent> = {
  text: { type: 'text', text: 'Is the blue one there? 💙' },
  image: { type: 'image', media: file(id('2'), 'image/jpeg'), caption: 'Like this one' } as InboundContent,
  voice: { type: 'voice', media: file(id('3'), 'audio/ogg') } as InboundContent,
  sticker: { type: 'sticker', media: file(id('4'), 'image/webp') } as InboundContent,
  card: { type: 'document', media: file(id('5'), 'text/vcard') } as InboundContent,
  location: {
    type: 'location',
    latitude: 45.815,
    longitude: 15.982,
    name: 'Trg bana Jelacica',
    address: 'Trg bana Jelacica 1, Zagreb',
  },
  'button-reply': { type: 'button_reply', id: 'pick_today', title: 'Today' },
  'template-reply': { type: 'template_reply', text: 'Stop', payload: 'stop_offers' },
  'list-reply': { type: 'list_reply', id: 'shop_zg', title: 'Zagreb', description: 'Ilica 1' },
  'call-permission': {
    type: 'call',
    event: 'permission_reply',
    response: 'rejected',
    provider: { ButtonText: 'VOICE_CALL_REQUEST', ButtonPayload: 'REJECTED' },
  },
  'flow-reply': {
    type: 'flow_reply',
    name: 'flow',
    text: 'Sent',
    response: { flow_token: 'f-1', size: 'L' },
    provider: { FlowData: '{"flow_token":"f-1","size":"L"}', MessageType: 'interactive' },
  },
  'unknown-kind': { type: 'unsupported', kind: 'poll', provider: { MessageType: 'poll', NumMedia: '0' } },
};

describe('R20: what a person sends', () => {
  test.each(Object.entries(CONTENTS))('%s', (name, content) => {
    expect(messageIn(fixture(name)).content).toEqual(content);
  });

  test('is known by its parameters where MessageType is missing', () => {
    for (const name of ['text', 'image', 'location', 'list-reply', 'button-reply']) {
      expect(messageIn(fixtureWith(name, { MessageType: undefined })).content).toEqual(CONTENTS[name]);
    }
  });

  test.each([
    ['image/png', 'image'],
    ['audio/mpeg', 'audio'],
    ['audio/ogg; codecs=opus', 'voice'],
    ['video/mp4', 'video'],
    ['application/pdf', 'document'],
  ])('a file of the type %s is of the kind %s', (MediaContentType0, kind) => {
    expect(messageIn(fixtureWith('image', { MediaContentType0 })).content.type).toBe(kind);
  });
});

describe('R20: a choice out of a list is read from', () => {
  const bare = { ListId: undefined, ListTitle: undefined, ListDescription: undefined };
  const reply = { list_reply: { id: 'shop_zg', title: 'Zagreb' } };
  const choice = { type: 'list_reply', id: 'shop_zg', title: 'Zagreb' };

  test.each([
    ['ListId alone, with the body as title', { ...bare, ListId: 'shop_zg' }, choice],
    ['ListReplyId', { ...bare, ListReplyId: 'shop_zg' }, choice],
    ['ButtonPayload', { ...bare, ButtonPayload: 'shop_zg', ButtonText: 'Zagreb' }, { ...choice, type: 'button_reply' }],
    ['InteractiveData', { ...bare, InteractiveData: JSON.stringify(reply) }, choice],
    ['the depth of InteractiveData', { ...bare, InteractiveData: JSON.stringify({ a: { b: reply } }) }, choice],
    [
      'a button in InteractiveData',
      { ...bare, InteractiveData: JSON.stringify({ button_reply: { id: 'shop_zg' } }) },
      { ...choice, type: 'button_reply' },
    ],
    ['a reply in ChannelMetadata', { ...bare, ChannelMetadata: JSON.stringify({ data: { context: reply } }) }, choice],
    [
      'the parameters in ChannelMetadata',
      { ...bare, ChannelMetadata: JSON.stringify({ data: { context: { ListId: 'shop_zg', ListTitle: 'Zagreb' } } }) },
      choice,
    ],
    ['nothing, which leaves the text', { ...bare, ChannelMetadata: '{broken' }, { type: 'text', text: 'Zagreb' }],
  ])('%s', (_where, changes, content) => {
    expect(messageIn(fixtureWith('list-reply', changes)).content).toEqual(content);
  });
});

test('R19: a message is known by its SID, whatever else comes with it', () => {
  const one = messageIn(fixture('text'));
  const again = messageIn(fixtureWith('text', { ErrorCode: '11200', ErrorUrl: 'https://gateway.example' }));
  expect(one.dedupeKey).toBe(one.providerMessageId);
  expect(again.dedupeKey).toBe(one.dedupeKey);
});

test('a message tells who wrote to whom, and has the time at which it came', () => {
  expect(messageIn(fixture('text'))).toMatchObject({
    type: 'message_received',
    sender: SENDER,
    person: { identifiers: [PHONE], name: 'Olu Banda' },
    at: NOW,
  });
  const image = messageIn(fixture('image'));
  expect(image.media?.url).toContain('https://api.twilio.com/2010-04-01/Accounts/');
});

test('R21: quotes, forwards and ads reach the bot', () => {
  expect(messageIn(fixture('quote')).context).toEqual({
    replyToProviderId: 'SM000000000000000000000000000000a4',
    forwarded: true,
  });
  expect(messageIn(fixture('ad-referral')).context?.referral).toMatchObject({ ReferralHeadline: 'Bikes in blue' });
  expect(messageIn(fixture('text')).context).toBeUndefined();
});

describe('R23: a person without a number', () => {
  test('is known by the user id, which has no plus', () => {
    expect(messageIn(fixture('without-number')).person.identifiers).toEqual([USER_ID]);
  });

  test.each(['ExternalUserId', 'ExternalUserIdentifier'])('is told by %s beside a number', (name) => {
    const body = fixtureWith('text', { [name]: `whatsapp:${USER_ID.value}` });
    expect(messageIn(body).person.identifiers).toEqual([PHONE, USER_ID]);
  });

  test('who is nobody at all is a dead letter', () => {
    const body = fixtureWith('text', { From: 'whatsapp:nobody', WaId: undefined });
    expect(only(body)).toMatchObject({ type: 'unparsable', reason: expect.stringContaining('person') });
  });
});

describe('R24: a status', () => {
  test.each([
    ['status-sent', 'sent'],
    ['status-delivered', 'delivered'],
    ['status-read', 'read'],
    ['status-failed', 'failed'],
    ['status-sent-json', 'sent'],
  ])('%s is %s', (name, status) => {
    expect(statusIn(fixture(name))).toMatchObject({ type: 'status_reported', status, sender: SENDER, at: NOW });
  });

  test('carries our own id out of the query', () => {
    const status = statusIn(fixture('status-sent'), { attempt: 'att_7781' });
    expect(status).toMatchObject({ attemptId: 'att_7781', person: { identifiers: [PHONE] } });
    expect(statusIn(fixture('status-sent')).attemptId).toBeUndefined();
    for (const attempt of ['3', `att_${'1'.repeat(4_000)}`]) {
      expect(statusIn(fixture('status-sent'), { attempt }).attemptId).toBeUndefined();
    }
  });

  test('is another event than the same message in another state', () => {
    const keys = ['status-sent', 'status-delivered', 'status-read'].map((name) => statusIn(fixture(name)).dedupeKey);
    expect(new Set(keys).size).toBe(3);
  });

  test.each(['accepted', 'scheduled', 'queued', 'sending'])(
    '%s waits at Twilio, and carries our own id too',
    (word) => {
      const waiting = fixtureWith('status-queued', { MessageStatus: word });
      expect(statusIn(waiting, { attempt: 'att_7781' })).toMatchObject({ status: 'accepted', attemptId: 'att_7781' });
    },
  );

  test('with a word that nobody knows is only kept', () => {
    const unknown = only(fixtureWith('status-queued', { MessageStatus: 'partially_delivered' }));
    expect(unknown).toMatchObject({ type: 'unknown_reported', kind: 'status:partially_delivered' });
  });

  test('R25: outside the window says so', () => {
    expect(statusIn(fixture('status-failed')).failure).toEqual({
      kind: 'window_closed',
      code: '63016',
      message: expect.stringMatching(/outside the allowed window \(Twilio code 63016\)\. .*template/),
    });
  });

  test('R26: tells who has not joined the sandbox', () => {
    const { failure } = statusIn(fixtureWith('status-failed', { ErrorCode: '63015' }));
    expect(failure).toMatchObject({ kind: 'recipient_unreachable', message: expect.stringMatching(/sandbox.*3 days/) });
  });

  test('with a newer code keeps code and text', () => {
    const { failure } = statusIn(fixtureWith('status-failed', { ErrorCode: '63999', ErrorMessage: 'Something new' }));
    expect(failure).toEqual({ kind: 'rejected', code: '63999', message: 'Something new (Twilio code 63999).' });
  });
});

test('R32: who joins the sandbox is shown and not answered', () => {
  expect(messageIn(fixture('sandbox-join')).duty).toBe('observe');
  expect(messageIn(fixtureWith('sandbox-join', { Body: 'join us' })).duty).toBeUndefined();
  expect(messageIn(fixtureWith('sandbox-join', { To: 'whatsapp:+15550100200' })).duty).toBeUndefined();
});

test('what is no message of WhatsApp is kept without one', () => {
  expect(only(fixture('sms'))).toMatchObject({ type: 'unknown_reported', kind: 'not_whatsapp' });
  expect(only('Level=ERROR&Sid=NO1')).toMatchObject({ type: 'unknown_reported', kind: 'not_a_message' });
});
