import { describe, expect, test } from 'vitest';
import { memoryMemo } from '../../../test/support/memo.ts';
import type { ProviderEvent } from '../../domain/events.ts';
import { ATTEMPT, connection, postOf, RECEIVED_AT, RECIPIENT, SENDER } from './fixtures/connections.ts';
import { incoming, incomingBody, messages, NC_ID, SHA256, STATUS, statusBody, statuses } from './fixtures/webhooks.ts';
import { netcore } from './index.ts';

const host = { fetch, now: () => 0, memo: memoryMemo() };
const provider = netcore.connect(connection, host);
const parse = (body: string): readonly ProviderEvent[] => provider.parse(postOf(body));

function one(body: string): ProviderEvent {
  const [event, ...more] = parse(body);
  expect(more).toEqual([]);
  return event ?? expect.fail('nothing was parsed');
}

const text = (more: Record<string, unknown> = {}) => incoming('TEXT', { text_type: { text: 'Hi' }, ...more });

describe('a message', () => {
  test('names its person, its sender and its time', () => {
    expect(one(messages.text)).toMatchObject({
      type: 'message_received',
      stream: 'message',
      sender: { field: 'phoneNumber', value: SENDER },
      person: { identifiers: [{ kind: 'phone', value: RECIPIENT }], name: 'Asha' },
      providerMessageId: 'wamid.exampleIn01',
      dedupeKey: 'wamid.exampleIn01',
      at: 1_781_000_000_000,
      content: { type: 'text', text: 'Hi' },
    });
  });

  test('R11: of several in one webhook each has its own key', () => {
    const events = parse(incomingBody(text(), text({ message_id: 'wamid.exampleIn02' }), 'odd', text({ from: '' })));
    expect(events).toMatchObject([
      { type: 'message_received', dedupeKey: 'wamid.exampleIn01' },
      { type: 'message_received', dedupeKey: 'wamid.exampleIn02' },
      { type: 'unparsable' },
      { type: 'unparsable' },
    ]);
  });

  test('R11: without an id is known by its text', () => {
    const [first, other] = [text({ message_id: undefined }), text({ message_id: '', from_name: 'A.' })];
    const keys = [first, first, other]
      .map((element) => one(incomingBody(element)))
      .map((event) => event as { dedupeKey: string });
    expect(keys[0]?.dedupeKey).toBe(keys[1]?.dedupeKey);
    expect(keys[0]?.dedupeKey).not.toBe(keys[2]?.dedupeKey);
  });

  test.each([
    ['seconds as text', '1781000000', 1_781_000_000_000],
    ['seconds as a number', 1781000000, 1_781_000_000_000],
    ['milliseconds', '1781000000123', 1_781_000_000_123],
    ['a date without a zone', '2026-06-09 10:13:20', 1_781_000_000_000],
    ['such a date of later', '2026-06-09 15:43:20', RECEIVED_AT],
    ['nothing', '', RECEIVED_AT],
  ])('tells its time as %s', (_what, received_at, at) => {
    expect(one(incomingBody(text({ received_at })))).toMatchObject({ at });
  });

  test('R13: without an addressee is for the only number', () => {
    for (const to of [undefined, null, '']) {
      expect(one(incomingBody(text({ to })))).toMatchObject({ sender: { field: 'phoneNumber', value: null } });
    }
  });
});

describe('R12: content', () => {
  test.each([
    ['text', messages.text, { type: 'text', text: 'Hi' }],
    ['text in a list', messages.text_in_a_list, { type: 'text', text: 'Hi' }],
    ['text without a type', messages.untyped, { type: 'text', text: 'Hi' }],
    [
      'image',
      messages.image,
      { type: 'image', caption: 'bill', media: { id: 'b6a1c0de-0001', mimeType: 'image/jpeg', sha256: SHA256 } },
    ],
    ['video', messages.video, { type: 'video', media: { mimeType: 'video/mp4' } }],
    ['audio', messages.audio, { type: 'audio' }],
    ['voice', messages.voice, { type: 'voice' }],
    ['voice of its own type', messages.old_voice, { type: 'voice' }],
    ['document', messages.document, { type: 'document', media: { fileName: 'in_voice.pdf' } }],
    [
      'location as text',
      messages.location_text,
      { type: 'location', latitude: 12.93, longitude: 77.61, name: 'Depot' },
    ],
    ['location as numbers', messages.location_numbers, { type: 'location', latitude: 12.93, longitude: 77.61 }],
    ['button reply', messages.button_reply, { type: 'button_reply', id: 'yes', title: 'Yes' }],
    [
      'list reply',
      messages.list_reply,
      { type: 'list_reply', id: 'r1', title: 'Balance', description: 'Last 30 days' },
    ],
    ['a tap', messages.button, { type: 'template_reply', payload: 'confirm_yes', text: 'Yes' }],
    ['a tap in its own member', messages.button_other_member, { type: 'template_reply', payload: 'confirm_yes' }],
    ['a tap before 2024', messages.button_before_2024, { type: 'text', text: 'Yes' }],
    ['contact', messages.contact, { type: 'unsupported', kind: 'contact' }],
    ['order', messages.order, { type: 'unsupported', kind: 'order' }],
  ])('%s', (_what, body, content) => {
    expect(one(body)).toMatchObject({ type: 'message_received', content });
  });

  test('without a payload a tap has its text', () => {
    expect(one(incomingBody(incoming('BUTTON', { button_type: { text: 'Yes' } })))).toMatchObject({
      content: { type: 'template_reply', text: 'Yes', payload: 'Yes' },
    });
  });

  test('a file is to be had by its id', () => {
    expect(one(messages.image)).toMatchObject({ media: { providerMediaId: 'b6a1c0de-0001' } });
  });

  test('R14: a reaction is about the message that its context names', () => {
    expect(one(messages.reaction)).toMatchObject({ content: { type: 'reaction', messageId: NC_ID, emoji: '👍' } });
    expect(one(messages.reaction)).not.toHaveProperty('context');
    expect(one(messages.reaction_removed)).toMatchObject({ content: { messageId: NC_ID, emoji: '' } });
    const stray = incomingBody(incoming('REACTION', { reaction_type: { emoji: '👍' } }));
    expect(one(stray)).toMatchObject({ content: { type: 'unsupported', kind: 'reaction' } });
  });

  test.each([
    ['an error', messages.error, 'incoming:error'],
    ['a message of nothing', messages.nothing, 'incoming:untyped'],
  ])('%s is kept without being a message', (_what, body, kind) => {
    expect(one(body)).toMatchObject({ type: 'unknown_reported', kind });
  });
});

describe('R14: a quote', () => {
  test('is our message by Netcore’s id, or another one by WhatsApp’s', () => {
    expect(one(messages.quote)).toMatchObject({ context: { replyToProviderId: NC_ID } });
    const foreign = text({ context: { ncmessage_id: '', message_id: 'wamid.other' } });
    expect(one(incomingBody(foreign))).toMatchObject({ context: { replyToProviderId: 'wamid.other' } });
  });

  test.each([
    ['null', null],
    ['an empty text', ''],
    ['empty texts', { ncmessage_id: '', message_id: '', 'x-apiheader': '' }],
    ['nulls', { ncmessage_id: null, message_id: null }],
    ['nothing', undefined],
  ])('is none where the context is %s', (_what, context) => {
    expect(one(incomingBody(text({ context })))).not.toHaveProperty('context');
  });
});

describe('R16: a delivery event', () => {
  test.each([
    ['sent', statuses.sent],
    ['delivered', statuses.delivered],
    ['read', statuses.read],
    ['failed', statuses.failed],
  ])('tells %s in any case', (status, body) => {
    expect(one(body)).toMatchObject({
      type: 'status_reported',
      status,
      providerMessageId: NC_ID,
      sender: { value: SENDER },
      person: { identifiers: [{ value: RECIPIENT }] },
      at: 1_781_000_009_000,
      dedupeKey: `${NC_ID}:${status}`,
    });
  });

  test('is read wherever it stands, also beside messages', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ ...STATUS, ncmessage_id: `id-${index}` }));
    const body = JSON.stringify({ delivery_status: [...many, 7], incoming_message: [text()] });
    const events = parse(body);
    expect(events.filter(({ type }) => type === 'status_reported')).toHaveLength(30);
    expect(events.map(({ type }) => type)).toContain('message_received');
    expect(events.map(({ type }) => type)).toContain('unparsable');
  });

  test('R6: that failed is of the same class as an answer with its code, and keeps its remark', () => {
    const failed = (status_remark: string) => one(statusBody({ ...STATUS, status: 'failed', status_remark }));
    expect(failed('8007: outside the window')).toMatchObject({
      failure: { kind: 'window_closed', code: '8007', message: expect.stringContaining('outside the window') },
      detail: { remark: '8007: outside the window' },
    });
    expect(failed('8002')).toMatchObject({ failure: { kind: 'rejected', code: '8002' } });
    expect(failed('8005 technical error')).toMatchObject({ failure: { kind: 'rejected', code: '8005' } });
    expect(failed('Handset is off')).toMatchObject({ failure: { kind: 'rejected', message: 'Handset is off.' } });
    expect(failed('')).toMatchObject({ failure: { kind: 'rejected', message: expect.stringMatching(/./) } });
    expect(failed('Media: Access Denied')).toMatchObject({ failure: { kind: 'rejected' } });
  });

  test('of the second version names the number and keeps the price', () => {
    expect(one(statuses.v2)).toMatchObject({
      sender: { value: SENDER },
      detail: { pricing: { billable: true, category: 'utility' } },
    });
  });

  test('names the number by its source, unless the source is the operator’s own', () => {
    const withSource = (source: string) => provider.parse(postOf(statusBody({ ...STATUS, source })));
    expect(withSource(SENDER)).toMatchObject([{ sender: { value: SENDER } }]);
    expect(withSource('3f7d0b2a-5b1e')).toMatchObject([{ sender: { value: null } }]);
    const own = netcore.connect({ ...connection, source: '12345678901' }, host);
    const events = own.parse(postOf(statusBody({ ...STATUS, source: '12345678901' })));
    expect(events).toMatchObject([{ sender: { value: null } }]);
  });

  test.each([
    ['a date', '2026-06-09 10:13:29', 1_781_000_009_000],
    ['nothing', undefined, RECEIVED_AT],
  ])('may tell its time as %s', (_what, received_at, at) => {
    expect(one(statusBody({ ...STATUS, received_at }))).toMatchObject({ at });
  });

  test('of an unknown kind is kept', () => {
    expect(one(statuses.unknown)).toMatchObject({ type: 'unknown_reported', kind: 'delivery:clicked' });
  });
});

describe('R5: what came back in x-apiheader', () => {
  test('is the attempt if it is ours', () => {
    expect(one(statuses.delivered)).toMatchObject({ attemptId: ATTEMPT });
  });

  test.each(['order-77', '', null, undefined, 7, 'att_', 'att_1 2', 'ATT_1', 'x att_1', { id: ATTEMPT }])(
    'is nothing of ours if it is %j',
    (header) => {
      const event = one(statusBody({ ...STATUS, 'x-apiheader': header }));
      expect(event).toMatchObject({ type: 'status_reported', providerMessageId: NC_ID });
      expect(event).not.toHaveProperty('attemptId');
    },
  );
});

describe('R18: bodies', () => {
  test('that are no JSON get a 400', () => {
    expect(provider.refuse?.(postOf('incoming_message=x'))).toMatchObject({ status: 400 });
    expect(provider.refuse?.(postOf(''))).toMatchObject({ status: 400 });
    expect(provider.refuse?.(postOf('{"incoming_message":null}'))).toBeUndefined();
  });

  test('with unknown members are taken', () => {
    expect(one(incomingBody(text({ extra: { a: 1 } })))).toMatchObject({ content: { type: 'text' } });
    expect(one('{"something":"else"}')).toMatchObject({ type: 'unknown_reported', kind: 'empty' });
    expect(one('[]')).toMatchObject({ type: 'unparsable' });
  });

  test('of which one element is odd keep it as a body of its own', () => {
    const [odd] = parse(incomingBody(text({ from: '' })));
    expect(odd).toMatchObject({ type: 'unparsable', raw: incomingBody(text({ from: '' })) });
  });
});

describe('R17: a webhook', () => {
  const verify = (settings: Record<string, string>, request: Partial<ReturnType<typeof postOf>>) =>
    netcore.connect({ apiKey: connection.apiKey, ...settings }, host).verify({ ...postOf('{}'), ...request });

  test('needs no header where the operator set none', () => {
    expect(verify({}, { headers: {} })).toEqual({ ok: true, unproven: true });
  });

  test('needs the very header that the operator set', () => {
    const guard = { webhookHeader: 'X-Webhook-Secret', webhookSecret: connection.webhookSecret };
    expect(verify(guard, {})).toEqual({ ok: true });
    expect(verify(guard, { headers: {} })).toMatchObject({ ok: false });
    expect(verify(guard, { headers: { 'x-webhook-secret': 'wrong' } })).toMatchObject({ ok: false });
  });

  test('comes from the networks that the operator listed', () => {
    const guard = { webhookAddresses: '198.51.100.0/24' };
    expect(verify(guard, { address: '198.51.100.7' })).toMatchObject({ ok: true });
    expect(verify(guard, { address: '203.0.113.7' })).toEqual({ ok: false, reason: 'address_refused' });
  });
});
