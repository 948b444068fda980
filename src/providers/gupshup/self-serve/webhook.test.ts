import { describe, expect, test } from 'vitest';
import { memoryMemo } from '../../../../test/support/memo.ts';
import type { ProviderEvent } from '../../../domain/events.ts';
import { postOf, selfServe } from '../fixtures/connections.ts';
import { cloudOf, eventOf, events, GS_ID, messageOf, messages, v3 } from '../fixtures/self-serve.ts';
import { gupshup } from '../index.ts';

const provider = gupshup.connect(selfServe, { fetch, now: () => 0, memo: memoryMemo() });

function one(body: string): ProviderEvent {
  const [event, ...more] = provider.parse(postOf(body));
  expect(more).toEqual([]);
  return event ?? expect.fail('nothing was parsed');
}

describe('R28: a message of version 2', () => {
  test('names its person, its sender, its time and what it quotes', () => {
    expect(one(messages.text)).toMatchObject({
      type: 'message_received',
      sender: { field: 'phoneNumber', value: '919800000010' },
      person: { identifiers: [{ kind: 'phone', value: '919812300001' }], name: 'Asha' },
      providerMessageId: 'wamid.exampleInbound01',
      dedupeKey: 'wamid.exampleInbound01',
      at: 1781000000000,
      context: { replyToProviderId: GS_ID },
    });
  });

  test('that quotes somebody else’s has WhatsApp’s id', () => {
    const body = messageOf('text', { text: 'Hi' }, { context: { id: 'wamid.other' } });
    expect(one(body)).toMatchObject({ context: { replyToProviderId: 'wamid.other' } });
  });

  test.each([
    ['image', messages.image, { type: 'image', caption: 'bill', media: { mimeType: 'image/jpeg' } }],
    ['video', messages.video, { type: 'video' }],
    ['audio', messages.audio, { type: 'audio' }],
    ['file', messages.file, { type: 'document', media: { fileName: 'in_voice.pdf' } }],
    ['sticker', messages.sticker, { type: 'sticker' }],
    ['location', messages.location, { type: 'location', latitude: 12.93, longitude: 77.61 }],
    ['contact', messages.contact, { type: 'contacts', contacts: [{ name: { formatted: 'Olu Banda' } }] }],
    ['button_reply', messages.button_reply, { type: 'button_reply', id: 'deliver_yes', title: 'Yes' }],
    [
      'list_reply',
      messages.list_reply,
      { type: 'list_reply', id: 'bal', title: 'Balance', description: 'Last 30 days' },
    ],
    ['quick_reply', messages.quick_reply, { type: 'template_reply', text: 'Track', payload: 'track_a77' }],
    ['another type', messages.unknown, { type: 'unsupported', kind: 'reaction' }],
  ])('of the type %s is read', (_type, body, content) => {
    expect(one(body)).toMatchObject({ type: 'message_received', content });
  });

  test('brings the address of its file', () => {
    expect(one(messages.image)).toMatchObject({
      media: { url: 'https://filemanager.gupshup.io/wa/a/b?download=false' },
    });
  });

  test('of a person without a number has their business-scoped id', () => {
    const body = messageOf('text', { text: 'Hi' }, { source: undefined, sender: { name: 'Asha', userId: 'IN.abc1' } });
    expect(one(body)).toMatchObject({ person: { identifiers: [{ kind: 'user_id', value: 'IN.abc1' }] } });
  });
});

describe('R29: an event of version 2', () => {
  test.each([
    ['sent', events.sent, 1781000005000],
    ['delivered', events.delivered, 1781000006000],
  ])('%s belongs to the send’s own id', (status, body, at) => {
    expect(one(body)).toMatchObject({
      type: 'status_reported',
      status,
      providerMessageId: GS_ID,
      at,
      person: { identifiers: [{ value: '919812300001' }] },
    });
  });

  test('without that id has the one there is', () => {
    const body = eventOf('message-event', { id: 'gBEGkZ1', type: 'read', payload: { ts: 1781000009 } });
    expect(one(body)).toMatchObject({ status: 'read', providerMessageId: 'gBEGkZ1' });
  });

  test('failed has code and reason', () => {
    expect(one(events.failed)).toMatchObject({
      status: 'failed',
      providerMessageId: GS_ID,
      failure: { kind: 'recipient_unreachable', code: '1002', message: expect.stringContaining('does not exist') },
    });
  });

  test.each([
    [1003, 'channel_misconfigured'],
    [1004, 'window_closed'],
    [1005, 'message_invalid'],
    [1008, 'rejected'],
    [1012, 'recipient_opted_out'],
    [4002, 'rejected'],
    [131047, 'window_closed'],
    [99, 'rejected'],
  ])('failed with %i means %s', (code, kind) => {
    const body = eventOf('message-event', { gsId: GS_ID, type: 'failed', payload: { code, reason: 'No' } });
    expect(one(body)).toMatchObject({ failure: { kind, code: String(code) } });
  });

  test.each([
    ['enqueued', events.enqueued, 'message-event:enqueued'],
    ['a bill', events.billing, 'billing-event'],
  ])('of no meaning here is kept: %s', (_what, body, kind) => {
    expect(one(body)).toMatchObject({ type: 'unknown_reported', kind });
  });

  test('tells who opted out', () => {
    expect(one(events.opted_out)).toMatchObject({
      type: 'preference_reported',
      marketing: 'stop',
      person: { identifiers: [{ value: '919812300001' }] },
    });
  });

  test('tells what became of a template', () => {
    expect(one(events.template)).toMatchObject({
      type: 'account_reported',
      account: null,
      effects: [
        {
          type: 'template_changed',
          change: { name: 'parcel_update', language: 'en', status: 'rejected', rejection: 'INVALID_FORMAT' },
        },
      ],
    });
  });
});

describe('R30: version 3 on the same URL', () => {
  test('brings messages as the Cloud API does, for the number they were sent to', () => {
    expect(one(v3.text)).toMatchObject({
      type: 'message_received',
      sender: { field: 'phoneNumber', value: '919800000010' },
      person: { identifiers: [{ value: '919812300001' }], name: 'Asha' },
      content: { type: 'text', text: 'Hi' },
      context: { replyToProviderId: GS_ID },
    });
    expect(one(v3.form)).toMatchObject({ content: { type: 'flow_reply', response: { day: 'Friday' } } });
  });

  test('joins statuses by gs_id', () => {
    expect(one(v3.delivered)).toMatchObject({ type: 'status_reported', status: 'delivered', providerMessageId: GS_ID });
  });

  test('does without metadata and takes milliseconds', () => {
    expect(one(v3.failed)).toMatchObject({
      sender: { field: 'phoneNumber', value: null },
      at: 1781000006000,
      failure: { kind: 'channel_misconfigured', code: '1003', message: expect.stringContaining('Low') },
    });
    expect(one(v3.enqueued)).toMatchObject({ type: 'unknown_reported', kind: 'status:enqueued' });
  });

  test('prefers the errors of WhatsApp to bare codes', () => {
    const errors = [{ code: 131026, title: 'Undeliverable' }];
    const status = { id: 'x', gs_id: GS_ID, status: 'failed', timestamp: '1781000006', errors, code: 500 };
    expect(one(cloudOf({ statuses: [status] }))).toMatchObject({
      failure: { kind: 'recipient_unreachable', code: '131026' },
    });
  });

  test('has a test event that is kept', () => {
    expect(one(v3.set_callback)).toMatchObject({ type: 'unknown_reported', kind: 'set-callback' });
    expect(one(v3.billing)).toMatchObject({ type: 'unknown_reported', kind: 'billing-event' });
  });

  test('tells results of payments as the Cloud API does', () => {
    const payment = { reference_id: 'order-77-1', amount: { value: 300, offset: 100 } };
    const status = { id: 'x', gs_id: GS_ID, type: 'payment', status: 'captured', timestamp: '1781000006', payment };
    expect(one(cloudOf({ statuses: [{ ...status, recipient_id: '919812300001' }] }))).toMatchObject({
      type: 'message_received',
      content: { type: 'payment', status: 'captured', referenceId: 'order-77-1' },
      context: { replyToProviderId: GS_ID },
    });
  });
});

test('a request without a body is refused, and nothing else is', () => {
  expect(provider.refuse?.(postOf(''))).toMatchObject({ status: 400 });
  for (const body of [...Object.values(messages), ...Object.values(v3), '{}']) {
    expect(provider.refuse?.(postOf(body))).toBeUndefined();
  }
});
