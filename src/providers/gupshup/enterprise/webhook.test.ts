import { describe, expect, test } from 'vitest';
import { memoryMemo } from '../../../../test/support/memo.ts';
import type { ProviderEvent } from '../../../domain/events.ts';
import { enterprise, postOf } from '../fixtures/connections.ts';
import { MEDIA_SIGNATURE, MEDIA_URL, messages, PAYMENT, REPORT, reports, reportsOf } from '../fixtures/enterprise.ts';
import { gupshup } from '../index.ts';

function connect(more: Record<string, string> = {}) {
  return gupshup.connect({ ...enterprise, ...more }, { fetch, now: () => 0, memo: memoryMemo() });
}

function parse(body: string): readonly ProviderEvent[] {
  return connect().parse(postOf(body));
}

function one(body: string): ProviderEvent {
  const [event, ...more] = parse(body);
  expect(more).toEqual([]);
  return event ?? expect.fail('nothing was parsed');
}

function formWith(fields: Record<string, string>): string {
  return new URLSearchParams({ mobile: '919812300001', type: 'text', text: 'Hi', ...fields }).toString();
}

test('a message names its person, its sender and its time', () => {
  expect(one(messages.text)).toMatchObject({
    type: 'message_received',
    stream: 'message',
    sender: { field: 'phoneNumber', value: '919800000010' },
    person: { identifiers: [{ kind: 'phone', value: '919812300001' }], name: 'Asha' },
    at: 1781000000000,
    content: { type: 'text', text: 'Hi' },
  });
});

test('R10: forms and JSON say the same', () => {
  const { raw: _raw, ...form } = one(messages.text);
  expect(one(messages.text_as_json)).toMatchObject({ ...form, dedupeKey: expect.any(String) });
});

describe('R11: delivery reports', () => {
  test('are events of their own, twenty at once', () => {
    const twenty = Array.from({ length: 20 }, (_, index) => ({ ...REPORT, externalId: `461-${index}` }));
    const events = parse(reportsOf(...twenty));
    expect(events.map((event) => event.type === 'status_reported' && event.providerMessageId)).toEqual(
      twenty.map(({ externalId }) => externalId),
    );
  });

  test('an odd one leaves its siblings alone', () => {
    expect(parse(reportsOf({ ...REPORT, externalId: null }, REPORT))).toMatchObject([
      { type: 'unparsable', raw: expect.stringContaining('"response":[{') },
      { type: 'status_reported', status: 'sent' },
    ]);
  });

  test('are none where the response is null', () => {
    expect(one(messages.text_as_json).type).toBe('message_received');
  });

  test('name the attempt that was echoed, if it is ours', () => {
    expect(one(reports.sent)).toMatchObject({ attemptId: 'att_1', providerMessageId: REPORT.externalId });
    expect(one(reportsOf({ ...REPORT, extra: 'campaign-9' }))).not.toHaveProperty('attemptId');
  });
});

describe('R12: the status of a report', () => {
  const statusOf = (members: Record<string, unknown>) => one(reportsOf({ ...REPORT, ...members }));

  test.each([
    ['SENT', 'sent'],
    ['DELIVERED', 'delivered'],
    ['READ', 'read'],
    ['FAILED', 'failed'],
    ['EXPLODED', 'failed'],
  ])('%s is %s', (eventType, status) => {
    expect(statusOf({ eventType })).toMatchObject({ type: 'status_reported', status });
  });

  test('is read from the code where the word is missing', () => {
    expect(statusOf({ eventType: null, errorCode: '000' })).toMatchObject({ status: 'delivered' });
  });

  test.each(['errorCode', 'errCode'])('that failed has its code from %s and its cause', (name) => {
    const members = { eventType: 'FAILED', errorCode: undefined, [name]: '003', cause: 'UNKNOWN_SUBSCRIBER' };
    expect(statusOf(members)).toMatchObject({
      failure: { kind: 'recipient_unreachable', code: '003', message: expect.stringContaining('UNKNOWN_SUBSCRIBER') },
    });
  });
});

test.each(['1781000000000', '1781000000'])(
  'R13: the time %s is the same instant as text and as number',
  (timestamp) => {
    expect(one(formWith({ timestamp }))).toMatchObject({ at: 1781000000000 });
    const json = JSON.stringify({ mobile: '919812300001', type: 'text', text: 'Hi', timestamp: Number(timestamp) });
    expect(one(json)).toMatchObject({ at: 1781000000000 });
  },
);

test('R14: the address of a file is its url and signature, joined as they are', () => {
  expect(one(messages.image)).toMatchObject({
    content: { type: 'image', caption: 'bill', media: { mimeType: 'image/jpeg' } },
    media: { url: `${MEDIA_URL}${MEDIA_SIGNATURE}` },
  });
  const image = JSON.stringify({ url: 'https://files.example/a', mime_type: 'image/png' });
  const bare = formWith({ type: 'image', image, timestamp: '1781000000000' });
  expect(one(bare)).toMatchObject({ media: { url: 'https://files.example/a' } });
});

describe('R15: fields in JSON text', () => {
  test.each([
    ['voice', messages.voice, { type: 'voice' }],
    ['document', messages.document, { type: 'document' }],
    ['location', messages.location, { type: 'location', latitude: 12.93, longitude: 77.61, name: 'Depot' }],
    ['button_reply', messages.button_reply, { type: 'button_reply', id: 'yes', title: 'Yes' }],
    [
      'list_reply',
      messages.list_reply,
      { type: 'list_reply', id: 'r1', title: 'Balance', description: 'Last 30 days' },
    ],
    ['button', messages.button, { type: 'template_reply', text: 'Track', payload: 'Track' }],
    ['contacts', messages.contacts, { type: 'contacts', contacts: [{ name: { formatted: 'Olu Banda' } }] }],
    ['an unknown kind', messages.unknown, { type: 'unsupported', kind: 'poll' }],
  ])('are read: %s', (_kind, body, content) => {
    expect(one(body)).toMatchObject({ type: 'message_received', content });
  });

  test.each(['interactive', 'button', 'location', 'contacts', 'image'])(
    'that are broken make a dead letter: %s',
    (type) => {
      const body = formWith({ type, [type]: '{"type":', timestamp: '1781000000000' });
      expect(one(body)).toEqual({ type: 'unparsable', reason: `The field ${type} is not JSON.`, raw: body });
    },
  );
});

describe('R16: ids of a message', () => {
  const with_ = (ids: Record<string, unknown>) =>
    one(JSON.stringify({ mobile: '919812300001', type: 'text', text: 'Hi', timestamp: 1781000000000, ...ids }));

  test('both together are the message of ours that is quoted', () => {
    expect(one(messages.quote)).toMatchObject({
      context: { replyToProviderId: '4610000000000000123-270000000000000456' },
    });
    expect(with_({ replyId: '461', messageId: '1b2c3d4e-1111-4222-8333-444455556666' })).toMatchObject({
      context: { replyToProviderId: '461-1b2c3d4e-1111-4222-8333-444455556666' },
    });
  });

  test('as long numbers keep their digits', () => {
    const body = `{"mobile":"919812300001","type":"text","text":"Hi","timestamp":1781000000000,"replyId":4610000000000000123,"messageId":270000000000000456}`;
    expect(one(body)).toMatchObject({ context: { replyToProviderId: '4610000000000000123-270000000000000456' } });
  });

  test('one alone is the message’s own', () => {
    const event = with_({ replyId: null, messageId: 'abc' });
    expect(event).toMatchObject({ dedupeKey: 'abc', providerMessageId: 'abc' });
    expect(event).not.toHaveProperty('context');
  });
});

describe('R17: without an id', () => {
  test('the same message has the same key, in either encoding', () => {
    const { dedupeKey } = one(messages.text) as { dedupeKey: string };
    expect(one(messages.text_as_json)).toMatchObject({ dedupeKey });
    expect(dedupeKey).toMatch(/^919812300001:1781000000000:text:/);
  });

  test('other words have another', () => {
    const { dedupeKey } = one(messages.text) as { dedupeKey: string };
    const other = one(formWith({ timestamp: '1781000000000', text: 'Hi!' }));
    expect(other).not.toMatchObject({ dedupeKey });
  });
});

describe('R18: a request that cannot be taken', () => {
  const nobody = new URLSearchParams({ waNumber: '919800000010', type: 'text', text: 'Hi' }).toString();

  test.each([
    ['without a body', '', 'The body is missing.'],
    ['without mobile', nobody, 'The field mobile is missing.'],
  ])('%s gets a clear 400', (_when, body, msg) => {
    const reply = connect().refuse?.(postOf(body));
    expect(reply).toMatchObject({ status: 400, contentType: 'application/json' });
    expect(JSON.parse(reply?.body ?? '')).toEqual({ errors: [{ msg, code: 400 }] });
  });

  test.each(['', nobody])('gets Kore.ai’s 500 where that is set (%j)', (body) => {
    const reply = connect({ compatibility: 'on' }).refuse?.(postOf(body));
    expect(reply?.status).toBe(500);
    expect(JSON.parse(reply?.body ?? '')).toEqual({ errors: [{ msg: 'Internal Server Error', code: 500 }] });
  });

  test('is none of those that can', () => {
    for (const body of [...Object.values(messages), ...Object.values(reports), 'odd=1', '[]']) {
      expect(connect().refuse?.(postOf(body)), body).toBeUndefined();
    }
  });
});

describe('R20: a payment', () => {
  test('has its six members and the object as it came', () => {
    expect(one(messages.payment)).toMatchObject({
      providerMessageId: 'payment:900012345678:success',
      dedupeKey: 'payment:900012345678:success',
      content: {
        type: 'payment',
        transactionId: '900012345678',
        referenceId: 'order-77-1',
        amount: { value: 300, offset: 100 },
        currency: 'INR',
        transactionType: 'upi',
        status: 'success',
        provider: { type: 'payment', ...PAYMENT.payment },
      },
    });
  });

  test('is known by transaction and status, however that is written', () => {
    const interactive = JSON.stringify({ ...PAYMENT, payment: { ...PAYMENT.payment, status: 'SUCCESS' } });
    const again = formWith({ type: 'interactive', interactive, timestamp: '1781000009999' });
    expect(one(again)).toMatchObject({ dedupeKey: 'payment:900012345678:success', content: { status: 'success' } });
  });
});

describe('proof of origin', () => {
  const body = messages.text;

  test('is the secret header where one is set', () => {
    expect(connect().verify(postOf(body))).toEqual({ ok: true });
    const without = { ...postOf(body), headers: {} };
    expect(connect().verify(without)).toEqual({ ok: false, reason: 'signature_missing' });
  });

  test('is none where nothing is set, and a bearer token is not ours to look at', () => {
    const open = connect({ webhookHeader: '', webhookSecret: '' });
    const request = { ...postOf(body), headers: { authorization: 'Bearer x.y.z' } };
    expect(open.verify(request)).toEqual({ ok: true, unproven: true });
  });
});
