import { describe, expect, test } from 'vitest';
import type { InboundContent } from '../../domain/content.ts';
import type { MessageReceived, ProviderEvent, StatusReported } from '../../domain/events.ts';
import { parseDate } from './date.ts';
import { allFixtures, combine, fixture, NOW, PHONE, postOf, SENDER, USER_ID } from './fixtures/webhooks.ts';
import { parseWebhook } from './webhook.ts';

type Item = Record<string, unknown>;

function parse(body: string, query = {}, keyword?: string): readonly ProviderEvent[] {
  return parseWebhook(postOf(body, query), keyword);
}

function parseOne(name: string, query = {}): ProviderEvent {
  const [event, ...others] = parse(fixture(name), query);
  expect(others).toEqual([]);
  return event ?? expect.fail('nothing');
}

/** The first item of a fixture with members replaced. */
function changed(name: string, change: (item: Item) => Item): string {
  const body = JSON.parse(fixture(name)) as { results: Item[] };
  return JSON.stringify({ results: [change(body.results[0] ?? {})] });
}

function message(name: string): MessageReceived {
  const event = parseOne(name);
  return event.type === 'message_received' ? event : expect.fail(event.type);
}

function status(name: string, query = {}): StatusReported {
  const event = parseOne(name, query);
  return event.type === 'status_reported' ? event : expect.fail(event.type);
}

const AT = Date.UTC(2026, 10, 1, 10, 10);

test.each([
  ['2026-11-01T10:10:00.000+0000', AT],
  ['2026-11-01T07:10:00.000-0300', AT],
  ['2026-11-01T10:10:00.000+00:00', AT],
  ['2026-11-01T10:10:00Z', AT],
  ['yesterday', undefined],
  ['', undefined],
  [AT, undefined],
])('R20: %j is %s', (text, at) => {
  expect(parseDate(text)).toBe(at);
});

describe('one address', () => {
  test.each([
    ['text', 'message_received'],
    ['report-delivered', 'status_reported'],
    ['seen', 'status_reported'],
    ['template-status', 'account_reported'],
    ['payment', 'message_received'],
    ['marketing-stop', 'preference_reported'],
    ['identity', 'unknown_reported'],
    ['sms', 'unknown_reported'],
  ])('R14: takes %s as %s', (name, type) => {
    expect(parseOne(name).type).toBe(type);
  });

  test('R15: processes every item of a batch', () => {
    const texts = parse(fixture('batch')).map((event) => event.type === 'message_received' && event.content);
    expect(texts).toEqual([
      { type: 'text', text: 'Hello' },
      { type: 'text', text: 'World' },
    ]);
  });

  test('R15: a bad item does not lose the others, and keeps its text as a body of its own', () => {
    const bad = { message: { type: 'TEXT', text: 'x' }, to: '15550100200' };
    const events = parse(combine([fixture('text'), JSON.stringify(bad), fixture('seen')]));
    expect(events.map(({ type }) => type)).toEqual(['message_received', 'unparsable', 'status_reported']);
    expect(events[1]).toMatchObject({ reason: 'It has no message id.', raw: JSON.stringify({ results: [bad] }) });
  });

  test.each([
    [{ from: undefined, contact: undefined }, 'It names no person.'],
    [{ to: 'shop' }, 'It names no number of the business.'],
  ])('R15: what lacks %j says so', (own, reason) => {
    expect(parse(changed('text', (item) => ({ ...item, ...own })))).toMatchObject([{ type: 'unparsable', reason }]);
  });

  test('R15: what is not JSON, or empty, is kept', () => {
    expect(parse('<html>')).toMatchObject([{ type: 'unparsable', raw: '<html>' }]);
    expect(parse('{"results":[]}')).toMatchObject([{ type: 'unknown_reported', kind: 'empty' }]);
  });

  test('R26: a webhook is taken in without asking anybody, and read the same again', () => {
    for (const body of Object.values(allFixtures())) expect(parse(body)).toEqual(parse(body));
  });
});

describe('a message', () => {
  test('R14, R18, R30: is of the person for the number that it was sent to, under its own id', () => {
    expect(message('text')).toMatchObject({
      stream: 'message',
      sender: SENDER,
      person: { identifiers: [PHONE, USER_ID], name: 'Iria', username: 'iria.b' },
      providerMessageId: 'wamid.T1=',
      dedupeKey: 'wamid.T1=',
      at: AT,
      content: { type: 'text', text: 'Hello' },
    });
  });

  test('R30: is for the number in `to`, also if its context names another', () => {
    const body = changed('reply', (item) => ({
      ...item,
      to: '+1 555 010-0300',
      message: { type: 'TEXT', text: 'x', context: { from: '15550100200', id: 'msg_0001' } },
    }));
    expect(parse(body)).toMatchObject([{ sender: { value: '15550100300' } }]);
  });

  test('R19: of somebody without a number is known by the user id', () => {
    expect(message('without-number').person.identifiers).toEqual([USER_ID]);
  });

  test('R20: without a readable time has that of the webhook', () => {
    expect(parse(changed('text', (item) => ({ ...item, receivedAt: 'soon' })))).toMatchObject([{ at: NOW }]);
  });

  test('keeps what it quotes, the ad it came from and the product it asks about', () => {
    expect(message('reply').context).toEqual({ replyToProviderId: 'msg_0001' });
    expect(message('referral').context).toMatchObject({ referral: { sourceType: 'AD', ctwaClickId: 'click-1' } });
    expect(message('product-question').context).toEqual({
      replyToProviderId: 'msg_0001',
      referredProduct: { catalogId: '200000000000001', productId: 'B-1' },
    });
    expect(message('text').context).toBeUndefined();
  });
});

const media = (id: string) => ({ id: `15550100200/${id}`, mimeType: 'application/octet-stream', state: 'pending' });

describe('content', () => {
  test.each<[string, InboundContent]>([
    ['image', { type: 'image', media: media('5f1c') as never, caption: 'Mine' }],
    ['video', { type: 'video', media: media('5f1d') as never }],
    ['audio', { type: 'audio', media: media('5f1e') as never }],
    ['voice', { type: 'voice', media: media('5f1f') as never }],
    ['document', { type: 'document', media: { ...media('5f20'), fileName: 'bill 7.pdf' } as never }],
    ['sticker', { type: 'sticker', media: media('5f21') as never }],
    ['location', { type: 'location', latitude: 45.815, longitude: 15.982, name: 'Shop', address: 'Ilica 1' }],
    ['reaction', { type: 'reaction', messageId: 'msg_0001', emoji: '👍' }],
    ['reaction-removed', { type: 'reaction', messageId: 'msg_0001', emoji: '' }],
  ])('R16: of %s', (name, content) => {
    expect(message(name).content).toEqual(content);
  });

  test('R16: of a file says where it is to be had', () => {
    expect(message('image').media).toEqual({
      providerMediaId: '15550100200/5f1c',
      url: 'https://infobip.example/whatsapp/1/senders/15550100200/media/5f1c',
    });
  });

  test('R16: a document keeps a caption that is no file name', () => {
    const body = changed('document', (item) => ({
      ...item,
      message: { type: 'DOCUMENT', url: 'https://infobip.example/x', caption: 'My bill' },
    }));
    expect(parse(body)).toMatchObject([
      { content: { caption: 'My bill', media: { id: 'https://infobip.example/x' } } },
    ]);
  });

  test('R16: of a card', () => {
    expect(message('contact').content).toEqual({
      type: 'contacts',
      contacts: [
        {
          name: { formatted: 'Ana B.', first: 'Ana', last: 'B.' },
          phones: [{ phone: '+385 91 000 0002', type: 'CELL', waId: '385910000002' }],
          emails: [{ email: 'ana@shop.example', type: 'WORK' }],
          addresses: [{ street: 'Ilica 1', city: 'Zagreb', countryCode: 'HR', type: 'WORK' }],
          organization: { company: 'Shop' },
          urls: [{ url: 'https://shop.example', type: 'WORK' }],
          birthday: '1990-01-31',
        },
      ],
    });
  });

  test.each<[string, object]>([
    ['flow-reply', { type: 'flow_reply', name: 'flow', text: 'Sent', response: { size: 'M' } }],
    ['payment-confirmation', { type: 'payment', status: 'success', referenceId: 'R-118' }],
    ['payment-acknowledgement', { type: 'payment', status: 'paid', referenceId: 'R-118' }],
    ['call-permission', { type: 'call', event: 'permission_reply', response: 'accept' }],
    ['authentication', { type: 'system', event: 'in_thread_authentication', status: 'success' }],
    [
      'order',
      {
        type: 'order',
        catalogId: '200000000000001',
        text: 'Please',
        items: [{ productId: 'B-1', quantity: 2, price: 12.5, currency: 'EUR' }],
      },
    ],
    ['infected', { type: 'unsupported', kind: 'infected_content', reason: 'Eicar-Test' }],
    ['unsupported', { type: 'unsupported', kind: 'unsupported' }],
    ['unknown-kind', { type: 'unsupported', kind: 'hologram' }],
  ])('R16: of %s keeps what Infobip said', (name, content) => {
    const { raw, content: found } = message(name);
    const said = (JSON.parse(raw) as { message: object }).message;
    expect(found).toEqual({ ...content, provider: said });
  });

  test.each<[string, object]>([
    ['template-reply', { type: 'template_reply', text: 'Confirm', payload: 'CONFIRM-7' }],
    ['button-reply', { type: 'button_reply', id: 'pick_today', title: 'Today' }],
    ['list-reply', { type: 'list_reply', id: 'shop_zg', title: 'Zagreb', description: 'Ilica 1' }],
  ])('R17: a selection reaches the bot: %s', (name, content) => {
    expect(message(name).content).toEqual(content);
  });
});

describe('the keyword of a shared sender', () => {
  const textOf = (text: string, own: Item = {}) =>
    changed('text', (item) => ({ ...item, ...own, message: { type: 'TEXT', text } }));
  const contentOf = (body: string, keyword?: string) => {
    const [event] = parse(body, {}, keyword);
    return event?.type === 'message_received' ? event.content : expect.fail('no message');
  };

  test('R29: that the item names is taken off', () => {
    expect(message('shared-sender').content).toEqual({ type: 'text', text: 'Hi there' });
  });

  test.each([
    ['Platform Hi', 'Hi'],
    ['PLATFORM\nHi', 'Hi'],
    ['platforms Hi', 'platforms Hi'],
    ['Hi Platform', 'Hi Platform'],
  ])('R29: that the settings name: %j becomes %j', (text, rest) => {
    expect(contentOf(textOf(text), 'platform')).toEqual({ type: 'text', text: rest });
  });

  test('R29: alone opens the chat', () => {
    expect(contentOf(textOf('Platform '), 'Platform')).toMatchObject({ type: 'system', event: 'request_welcome' });
  });

  test('R29: is no keyword where none is set', () => {
    expect(contentOf(textOf('Platform Hi'))).toEqual({ type: 'text', text: 'Platform Hi' });
  });
});

describe('a report', () => {
  test('R21: of a delivery names the attempt, the person and the time', () => {
    expect(status('report-delivered', { sender: '15550100200' })).toMatchObject({
      sender: SENDER,
      providerMessageId: 'msg_0001',
      status: 'delivered',
      attemptId: 'att_0001',
      at: Date.UTC(2026, 10, 1, 10, 1, 56, 494),
      person: { identifiers: [PHONE, USER_ID] },
      detail: { price: { pricePerMessage: 0.21, currency: 'EUR' } },
    });
  });

  test('R21: of a message that another program sent names no attempt of ours', () => {
    const [event] = parse(changed('report-delivered', (item) => ({ ...item, callbackData: 'campaign 7' })));
    expect(event).not.toHaveProperty('attemptId');
  });

  test('R21: on an address without a sender is for the channel’s only one', () => {
    expect(status('report-delivered').sender).toEqual({ field: 'phoneNumber', value: null });
    expect(status('report-delivered', { sender: 'x' }).sender.value).toBeNull();
    expect(status('report-delivered', { sender: ['1', '2'] }).sender.value).toBeNull();
  });

  test.each([
    ['report-sent', 'sent'],
    ['report-delivered', 'delivered'],
    ['report-window', 'failed'],
    ['report-expired', 'failed'],
    ['seen', 'read'],
  ])('R21: %s says %s', (name, word) => {
    expect(status(name).status).toBe(word);
  });

  test('R21: goes by the group, whatever the id stands for elsewhere', () => {
    const body = (groupId: number) => changed('report-sent', (item) => ({ ...item, status: { groupId, id: 87 } }));
    expect(parse(body(3))).toMatchObject([{ status: 'delivered' }]);
    expect(parse(body(4))).toMatchObject([{ status: 'failed' }]);
  });

  test('R21: that a message is on its way, or was sent twice, changes nothing', () => {
    expect(parseOne('report-pending')).toMatchObject({ type: 'unknown_reported', kind: 'status:PENDING_ENROUTE' });
    expect(parseOne('report-duplicate')).toMatchObject({ type: 'unknown_reported' });
  });

  test('R21: with next to nothing in it is understood', () => {
    const body = JSON.stringify({ results: [{ messageId: 'msg_0001', status: { groupId: 3 }, doneAt: null }] });
    expect(parse(body)).toMatchObject([{ type: 'status_reported', status: 'delivered', at: NOW }]);
  });

  test('R22: of a closed window says what to do', () => {
    expect(status('report-window').failure).toEqual({
      kind: 'window_closed',
      code: '7010',
      message: 'No session (EC_NO_SESSION 7010). Outside the 24 h window: use a template.',
    });
  });

  test('says why by its status where there is no error', () => {
    expect(status('report-expired').failure).toMatchObject({ kind: 'rejected', code: 'EXPIRED_EXPIRED' });
  });

  test.each([
    [7002, 'recipient_unreachable'],
    [7009, 'message_invalid'],
    [7013, 'message_invalid'],
    [7033, 'recipient_opted_out'],
    [7034, 'channel_misconfigured'],
    [7051, 'provider_unavailable'],
    [7999, 'rejected'],
  ])('of the error %i is %s', (id, kind) => {
    const body = changed('report-window', (item) => ({
      ...item,
      error: { groupId: 1, id, name: 'EC', permanent: true },
    }));
    expect(parse(body)).toMatchObject([{ failure: { kind, code: String(id) } }]);
  });

  test('R18: is one for every status of a message, however often it comes', () => {
    const names = ['report-sent', 'report-delivered', 'report-window', 'seen'];
    const keys = names.map((name) => status(name).dedupeKey);
    expect(new Set(keys).size).toBe(names.length);
    const later = parse(changed('report-delivered', (item) => ({ ...item, doneAt: '2026-11-01T11:00:00.000+0000' })));
    expect(later).toMatchObject([{ dedupeKey: status('report-delivered').dedupeKey }]);
  });
});

describe('other news', () => {
  test('R14: the result of a payment reaches the bot, and opens no window', () => {
    expect(message('payment')).toMatchObject({
      sender: SENDER,
      person: { identifiers: [PHONE] },
      content: { type: 'payment', status: 'captured', referenceId: 'R-118', provider: { totalAmountValue: 245_000 } },
      opensWindow: false,
    });
  });

  test.each(['stop', 'resume'] as const)('R14: a person says %s to marketing', (marketing) => {
    expect(parseOne(`marketing-${marketing}`)).toMatchObject({
      type: 'preference_reported',
      sender: SENDER,
      person: { identifiers: [PHONE] },
      marketing,
      at: Date.UTC(2026, 10, 1, 10, 5),
    });
  });

  test('R14: a new security code is shown with the number', () => {
    expect(parseOne('identity')).toMatchObject({ kind: 'user_identity_changed', sender: SENDER });
  });

  const named = { providerId: '111', name: 'order_ready', language: 'en_GB' };

  test.each<[string, object]>([
    ['template-status', { ...named, status: 'rejected', rejection: 'INVALID_FORMAT' }],
    ['template-category', { ...named, category: 'marketing' }],
    ['template-quality', { ...named, quality: 'red' }],
  ])('R28: %s changes our copy of the template', (name, change) => {
    expect(parseOne(name)).toMatchObject({ account: null, effects: [{ type: 'template_changed', change }] });
    expect(parseOne(name, { sender: '15550100200' })).toMatchObject({ account: SENDER });
  });

  test.each([
    ['DELETED', { status: 'deleted', deleted: true }],
    ['FLAGGED', { contentChanged: true }],
    ['FIRST_PAUSED', { status: 'paused' }],
    ['REINSTATED', { status: 'approved' }],
  ])('R28: the status %s', (newStatus, change) => {
    const body = {
      ...JSON.parse(fixture('template-status')),
      change: { type: 'TEMPLATE_STATUS_UPDATE', newStatus, reason: 'NONE' },
    };
    expect(parse(JSON.stringify(body))).toMatchObject([{ effects: [{ change: { ...named, ...change } }] }]);
  });
});
