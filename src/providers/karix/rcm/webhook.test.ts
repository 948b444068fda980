import { describe, expect, test } from 'vitest';
import type { ProviderEvent } from '../../../domain/events.ts';
import { ATTEMPT, postOf, RECEIVED_AT, RECIPIENT, SENDER } from '../fixtures/connections.ts';
import { FILE, inbound, MID, messages, referring, SHA256, STATUS, statuses, statusOf } from '../fixtures/rcm.ts';
import { parseWebhook } from './webhook.ts';

function one(body: string): ProviderEvent {
  const [event, ...more] = parseWebhook(postOf(body));
  expect(more).toEqual([]);
  return event ?? expect.fail('nothing was parsed');
}

describe('R8: a delivery event', () => {
  test.each([
    ['sent', statuses.sent, '100'],
    ['delivered', statuses.delivered, '101'],
    ['read', statuses.read, '102'],
    ['failed', statuses.failed, '702'],
  ])('tells %s', (status, body, code) => {
    expect(one(body)).toMatchObject({
      type: 'status_reported',
      status,
      providerMessageId: MID,
      sender: { field: 'phoneNumber', value: SENDER },
      person: { identifiers: [{ kind: 'phone', value: RECIPIENT }] },
      dedupeKey: `${MID}:${status}:${code}`,
      detail: { code },
    });
  });

  test.each(['Queued', 'queued', 'QUEUED'])('%s means accepted, and ends doubt like any other', (word) => {
    expect(one(statusOf(word, '090'))).toMatchObject({
      status: 'accepted',
      attemptId: ATTEMPT,
      providerMessageId: MID,
    });
  });

  test.each([
    ['702', '131026', 'recipient_unreachable'],
    ['714', '131049', 'rejected'],
    ['708', '130472', 'recipient_unreachable'],
    ['708', '131050', 'recipient_opted_out'],
    ['708', undefined, 'rejected'],
    ['702', undefined, 'recipient_unreachable'],
    ['799', '131047', 'window_closed'],
    ['799', '131031', 'channel_misconfigured'],
    ['799', undefined, 'rejected'],
  ])('failed with %s and %s means %s', (code, channelErrorCode, kind) => {
    const event = one(statusOf('failed', code, { channelErrorCode, channelErrorDesc: 'WhatsApp’s words' }));
    expect(event).toMatchObject({ status: 'failed', failure: { kind, code } });
    const message = event.type === 'status_reported' ? event.failure?.message : '';
    for (const part of ['Because', code, channelErrorCode ?? 'Karix', 'WhatsApp’s words'])
      expect(message).toContain(part);
  });

  test('keeps the codes and what it cost', () => {
    expect(one(statuses.failed)).toMatchObject({
      detail: { code: '702', channelErrorCode: '131026', channelErrorDesc: 'Message undeliverable' },
    });
    expect(one(statuses.delivered)).toMatchObject({ detail: { convDetails: { kxBillable: 'Y' } } });
  });

  test('with an unknown word failed only if WhatsApp gave a reason', () => {
    expect(one(statusOf('bounced', '9', { channelErrorCode: '131026' }))).toMatchObject({
      status: 'failed',
      failure: { kind: 'recipient_unreachable' },
    });
    expect(one(statusOf('clicked', '9'))).toMatchObject({ type: 'unknown_reported', kind: 'delivery:clicked' });
  });

  test('R11: repeated has the same key, and another status another', () => {
    const keys = [statuses.sent, statuses.sent, statuses.delivered, statusOf('sent', '199')].map((body) => {
      const event = one(body);
      return event.type === 'unparsable' ? '' : event.dedupeKey;
    });
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });
});

describe('R9: times', () => {
  const timed = (timestamp: unknown) => JSON.stringify({ ...STATUS, events: { ...STATUS.events, timestamp } });

  test('are milliseconds of deliveries and seconds of messages, both as text', () => {
    expect(one(statuses.delivered)).toMatchObject({ at: 1_781_689_011_123 });
    expect(one(messages.text)).toMatchObject({ at: 1_781_689_011_000 });
    expect(one(timed('1781689011'))).toMatchObject({ at: 1_781_689_011_000 });
  });

  test('that are missing are those of the receipt', () => {
    expect(one(timed(undefined))).toMatchObject({ at: RECEIVED_AT });
    expect(one(timed('2026-June-17'))).toMatchObject({ at: RECEIVED_AT });
  });
});

describe('R10: the reference', () => {
  test('restores the attempt, whatever stands beside it', () => {
    expect(one(statuses.delivered)).toMatchObject({ attemptId: ATTEMPT, providerMessageId: MID });
    expect(one(referring({ cust_ref: ATTEMPT, conversationId: 'c', batchId: 'b' }))).toMatchObject({
      attemptId: ATTEMPT,
    });
    expect(one(statuses.wrapped)).toMatchObject({ attemptId: ATTEMPT, status: 'delivered' });
  });

  test.each([
    undefined,
    null,
    'x',
    ATTEMPT,
    {},
    { cust_ref: '' },
    { cust_ref: null },
    { cust_ref: 'order-77' },
    { cust_ref: 'msg_0199a3c0d1e2' },
    { cust_ref: 'att_' },
    { cust_ref: 'att_2026 spring sale' },
    { cust_ref: `x${ATTEMPT}` },
    { cust_ref: [ATTEMPT] },
    { messageTag1: ATTEMPT },
  ])('of others is none of ours, and does no harm: %j', (reference) => {
    const event = one(referring(reference));
    expect(event).toMatchObject({ type: 'status_reported', status: 'delivered', providerMessageId: MID });
    expect(event).not.toHaveProperty('attemptId');
  });

  test('may be missing with everything else that is not needed', () => {
    const event = one(statuses.bare);
    expect(event).toMatchObject({ type: 'status_reported', status: 'sent', sender: { value: null } });
    expect(event).not.toHaveProperty('attemptId');
    expect(event).not.toHaveProperty('person');
  });
});

describe('R12: a message', () => {
  test('names its person, its number and what it quotes', () => {
    expect(one(messages.quote)).toMatchObject({
      type: 'message_received',
      stream: 'message',
      sender: { field: 'phoneNumber', value: SENDER },
      person: { identifiers: [{ kind: 'phone', value: RECIPIENT }], name: 'Asha' },
      providerMessageId: 'wamid.exampleIn01',
      dedupeKey: 'wamid.exampleIn01',
      content: { type: 'text', text: 'Yes' },
      context: { replyToProviderId: MID },
    });
    expect(one(messages.text)).not.toHaveProperty('context');
  });

  test.each([
    ['text', messages.text, { type: 'text', text: 'Hi' }],
    ['text without a type', messages.untyped_text, { type: 'text', text: 'Hi' }],
    ['text in upper case', messages.upper_case, { type: 'text', text: 'Hi' }],
    ['a tap', messages.button, { type: 'template_reply', text: 'Yes', payload: '{"answer":"yes"}' }],
    ['a tap told elsewhere', messages.button_elsewhere, { type: 'button_reply', id: 'yes', title: 'Yes' }],
    ['a tap told at the top', messages.button_at_the_top, { type: 'button_reply', id: 'yes', title: 'Yes' }],
    ['button reply', messages.button_reply, { type: 'button_reply', id: 'yes', title: 'Yes' }],
    [
      'list reply',
      messages.list_reply,
      { type: 'list_reply', id: 'r1', title: 'Balance', description: 'Last 30 days' },
    ],
    ['form', messages.form, { type: 'flow_reply', response: { day: 'Friday' } }],
    [
      'image',
      messages.image,
      { type: 'image', caption: 'bill', media: { mimeType: 'image/jpeg', sha256: SHA256, state: 'pending' } },
    ],
    [
      'document',
      messages.document,
      { type: 'document', media: { mimeType: 'application/pdf', fileName: 'in_voice.pdf' } },
    ],
    ['video told flat', messages.flat, { type: 'video', media: { mimeType: 'video/mp4', fileName: 'a.mp4' } }],
    ['voice told within', messages.nested, { type: 'voice', media: { mimeType: 'audio/ogg' } }],
    ['sticker without a type', messages.untyped_file, { type: 'sticker', media: { mimeType: 'image/webp' } }],
    ['location', messages.location, { type: 'location', latitude: 12.93, longitude: 77.61, name: 'Depot' }],
    ['contacts', messages.contacts, { type: 'contacts', contacts: [{ name: { formatted: 'Olu Banda' } }] }],
    ['reaction', messages.reaction, { type: 'reaction', messageId: MID, emoji: '👍' }],
    ['another kind', messages.poll, { type: 'unsupported', kind: 'poll', provider: { poll: { question: 'Tea?' } } }],
    ['an empty kind', inbound({ contentType: 'text' }), { type: 'unsupported', kind: 'text' }],
    ['nothing', inbound({}), { type: 'unsupported', kind: 'untyped' }],
    [
      'a file without an address',
      inbound({ contentType: 'image', image: { id: 'x' } }),
      { type: 'unsupported', kind: 'image' },
    ],
  ])('says %s', (_what, body, content) => {
    expect(one(body)).toMatchObject({ type: 'message_received', content });
  });

  test.each([messages.image, messages.document, messages.flat, messages.nested, messages.untyped_file])(
    'tells where its file is (%#)',
    (body) => {
      expect(one(body)).toMatchObject({ media: { url: FILE } });
    },
  );

  test('has the first of several addresses of its file', () => {
    const both = { image: { fileLink: FILE }, attachmentUrl: 'https://media.instaalerts.zone/other' };
    expect(one(inbound({ contentType: 'ATTACHMENT', attachmentType: 'image', ...both }))).toMatchObject({
      media: { url: FILE },
    });
  });

  test('takes nothing odd for a checksum, since it goes into a header', () => {
    const image = { fileLink: FILE, sha256: 'a\r\nX-Evil: 1' };
    const event = one(inbound({ contentType: 'image', image }));
    expect(JSON.stringify(event.type === 'message_received' && event.media)).not.toContain('Evil');
  });

  test('R15: without an addressee is for the only number', () => {
    expect(one(inbound({ to: undefined, text: { body: 'Hi' } }))).toMatchObject({ sender: { value: null } });
  });

  test('without an id is known by its text', () => {
    const bare = inbound({ id: undefined, text: { body: 'Hi' } });
    expect(one(bare)).toEqual(one(bare));
    expect(one(bare)).toMatchObject({ dedupeKey: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});

describe('R14: what is not understood', () => {
  test.each([
    ['another type of event', statuses.other, 'Template events'],
    ['an event of another form', statuses.flat, 'untyped'],
  ])('is kept: %s', (_what, body, kind) => {
    expect(one(body)).toMatchObject({ type: 'unknown_reported', kind });
  });

  test.each([
    '',
    'x',
    '7',
    '{"events":',
    inbound({ from: '' }),
    JSON.stringify({ ...STATUS, events: { eventType: 'DELIVERY EVENTS' } }),
  ])('becomes a dead letter: %s', (body) => {
    expect(one(body)).toMatchObject({ type: 'unparsable', raw: body || '(empty)' });
  });

  test('leaves its siblings alone', () => {
    const list = `[${messages.text},7,${inbound({ from: '' })},${statuses.sent}]`;
    expect(parseWebhook(postOf(list)).map(({ type }) => type)).toEqual([
      'message_received',
      'unknown_reported',
      'unparsable',
      'status_reported',
    ]);
  });

  test('a type is known in any case, and without one by what it is about', () => {
    const { eventType: _type, ...events } = STATUS.events;
    expect(one(JSON.stringify({ ...STATUS, events }))).toMatchObject({ type: 'status_reported' });
    expect(one(messages.text.replace('User initiated', 'USER INITIATED'))).toMatchObject({ type: 'message_received' });
  });
});
