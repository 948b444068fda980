import { expect, test } from 'vitest';
import {
  account,
  amended,
  BY_PHONE,
  type Expected,
  file,
  media,
  message,
  NO_CONTACTS,
  PERSON,
  QUOTE,
  status,
  T,
  unknown,
  unsupported,
} from '../../../test/support/meta-expected.ts';
import { ACCOUNT_ID, allFixtures, fixture, PHONE, postOf, SENDER, USER_ID } from './fixtures/webhooks.ts';
import { parseWebhook } from './webhook.ts';

const EXPECTED: Record<string, Expected[]> = {
  text: [
    message(
      'TXT',
      { type: 'text', text: 'Ist das Rad noch da? – café 🚲 https://bikes.example/blue' },
      { at: T, context: QUOTE },
    ),
  ],
  image: [
    message(
      'IMG',
      { type: 'image', media: media('1', 'image/jpeg'), caption: 'This one' },
      { at: T + 1_000, ...file('1') },
    ),
  ],
  video: [message('VID', { type: 'video', media: media('2', 'video/mp4') }, { at: T + 2_000, ...file('2') })],
  audio: [message('AUD', { type: 'audio', media: media('3', 'audio/mpeg') }, { at: T + 3_000, ...file('3') })],
  voice: [
    message('VOI', { type: 'voice', media: media('4', 'audio/ogg; codecs=opus') }, { at: T + 4_000, ...file('4') }),
  ],
  document: [
    message(
      'DOC',
      { type: 'document', media: media('5', 'application/pdf', { fileName: 'invoice_17.pdf' }), caption: 'Invoice' },
      { at: T + 5_000, ...file('5') },
    ),
  ],
  sticker: [message('STI', { type: 'sticker', media: media('6', 'image/webp') }, { at: T + 6_000, ...file('6') })],
  location: [
    message(
      'LOC',
      { type: 'location', latitude: 52.5101, longitude: 13.3907, name: 'Depot', address: 'Dock 4' },
      { at: T + 7_000 },
    ),
  ],
  contacts: [
    message(
      'CON',
      {
        type: 'contacts',
        contacts: [
          {
            name: { formatted: 'Olu Banda', first: 'Olu', last: 'Banda' },
            phones: [{ phone: '+1 555 010 8899', type: 'CELL', waId: '15550108899' }],
            emails: [{ email: 'olu@mail.example', type: 'WORK' }],
            urls: [{ url: 'https://olu.example' }],
            addresses: [{ street: '1 Pier', city: 'Kiel', countryCode: 'DE', type: 'HOME' }],
            organization: { company: 'Banda Ltd' },
            birthday: '1990-02-03',
          },
        ],
      },
      { at: T + 8_000 },
    ),
  ],
  'button-reply': [
    message('BTN', { type: 'button_reply', id: 'yes', title: 'Yes' }, { at: T + 9_000, context: QUOTE }),
  ],
  'list-reply': [
    message(
      'LST',
      { type: 'list_reply', id: 'size-m', title: 'Medium', description: '54 cm' },
      { at: T + 10_000, context: QUOTE },
    ),
  ],
  'template-reply': [
    message(
      'QRP',
      { type: 'template_reply', text: 'No thanks', payload: 'STOP_NEWS' },
      { at: T + 11_000, context: QUOTE },
    ),
  ],
  reaction: [message('REA', { type: 'reaction', messageId: 'wamid.OUT1', emoji: '👍' }, { at: T + 12_000 })],
  'ad-referral': [
    message(
      'REF',
      { type: 'text', text: 'Saw your ad' },
      {
        at: T + 13_000,
        context: {
          referral: {
            source_url: 'https://fb.example/ad',
            source_id: '120210000000000001',
            source_type: 'ad',
            headline: 'Spring bikes',
            ctwa_clid: 'click-1',
          },
        },
      },
    ),
  ],
  forwarded: [message('FWD', { type: 'text', text: 'Look' }, { at: T + 14_000, context: { forwarded: true } })],
  'group-text': [
    message('GRP', { type: 'text', text: 'Hello all' }, { at: T + 15_000, groupId: 'Y2FwaV9ncm91cDpkZW1v' }),
  ],
  'flow-reply': [
    message(
      'NFM',
      {
        type: 'flow_reply',
        name: 'flow',
        text: 'Sent',
        provider: { name: 'flow', body: 'Sent', response_json: 'not json' },
      },
      { at: T + 16_000, context: QUOTE },
    ),
  ],
  'flow-reply-complete': [
    message(
      'NFC',
      {
        type: 'flow_reply',
        name: 'flow',
        text: 'Sent',
        response: { flow_token: 'ft-20', rating: '5' },
        provider: expect.objectContaining({ response_json: expect.any(String) }),
      },
      { at: T + 61_000, context: QUOTE },
    ),
  ],
  'address-reply': [
    message(
      'ADR',
      {
        type: 'flow_reply',
        name: 'address_message',
        text: 'A. Rao, Pune',
        response: { values: { in_pin_code: '411001', city: 'Pune' } },
        provider: expect.objectContaining({ name: 'address_message' }),
      },
      { at: T + 60_000 },
    ),
  ],
  'call-permission': [
    message(
      'CPR',
      {
        type: 'call',
        event: 'permission_reply',
        response: 'accept',
        provider: expect.objectContaining({ expiration_timestamp: 1_794_605_100 }),
      },
      { at: T + 62_000, context: QUOTE },
    ),
  ],
  'request-welcome': [
    message(
      'WEL',
      { type: 'system', event: 'request_welcome', provider: expect.objectContaining({ id: 'wamid.WEL' }) },
      { at: T + 63_000 },
    ),
  ],
  'contact-request': [
    message(
      'OWN',
      {
        type: 'contacts',
        contacts: [
          {
            name: { formatted: 'Iria Vaz', first: 'Iria' },
            phones: [{ phone: '+1 555 010 4477', waId: PHONE.value, type: 'CELL' }],
          },
        ],
        origin: 'contact_request',
      },
      { at: T + 64_000, person: { identifiers: [USER_ID, PHONE], name: 'Iria Vaz' } },
    ),
  ],
  'product-question': [
    message(
      'PRD',
      { type: 'text', text: 'Still there?' },
      { at: T + 65_000, context: { ...QUOTE, referredProduct: { catalogId: '200000000000001', productId: 'B-1' } } },
    ),
  ],
  'image-without-file': [message('BIG', unsupported('image', 'The file is larger than 100 MB.'), { at: T + 66_000 })],
  'image-without-url': [
    message(
      'URL',
      { type: 'image', media: { id: '880000000000007', mimeType: 'image/jpeg', state: 'pending' } },
      { at: T + 67_000, media: { providerMediaId: '880000000000007' } },
    ),
  ],
  order: [
    message(
      'ORD',
      {
        type: 'order',
        catalogId: '200000000000001',
        items: [{ productId: 'B-1', quantity: 1, price: 349.5, currency: 'EUR' }],
        provider: expect.objectContaining({ catalog_id: '200000000000001' }),
      },
      { at: T + 17_000 },
    ),
  ],
  poll: [message('POL', unsupported('poll', 'Message type is currently not supported.'), { at: T + 18_000 })],
  edit: [
    amended('EDT', 'TXT', { kind: 'edit', content: { type: 'text', text: 'Is it still there?' } }, { at: T + 19_000 }),
  ],
  'edit-caption': [
    amended(
      'EDC',
      'IMG',
      {
        kind: 'edit',
        content: {
          type: 'image',
          media: { id: '880000000000001', mimeType: 'image/jpeg', state: 'pending' },
          caption: 'That one',
        },
      },
      { at: T + 68_000 },
    ),
  ],
  'edit-unsupported': [message('EDU', unsupported('edit', 'Message type unknown'), { at: T + 69_000 })],
  revoke: [amended('RVK', 'TXT', { kind: 'revoke' }, { at: T + 20_000 })],
  'identity-check': [unknown('system:customer_identity_changed')],
  'user-id-change': [
    {
      type: 'identity_changed',
      sender: SENDER,
      previous: [PHONE, USER_ID],
      current: [{ kind: 'user_id', value: 'US.newId56', matchKey: 'US.newId56' }],
      at: T + 71_000,
      dedupeKey: 'wamid.UID',
    },
  ],
  call: [
    message(
      'x',
      { type: 'call', event: 'connect', provider: { id: 'wacid.C1', direction: 'USER_INITIATED' } },
      { at: T + 72_000, providerMessageId: 'wacid.C1', dedupeKey: 'wacid.C1:connect', duty: 'observe' },
    ),
  ],
  'call-ended': [unknown('call:terminate')],
  'call-status': [unknown('call_status')],
  'number-change': [
    {
      type: 'identity_changed',
      sender: SENDER,
      previous: [PHONE, USER_ID, { kind: 'parent_user_id', value: 'US.ENT.77Qp4', matchKey: 'US.ENT.77Qp4' }],
      current: [
        { kind: 'phone', value: '15550105588', matchKey: '15550105588' },
        { kind: 'user_id', value: 'US.newId55', matchKey: 'US.newId55' },
        { kind: 'parent_user_id', value: 'US.ENT.new1', matchKey: 'US.ENT.new1' },
      ],
      at: T + 21_000,
      dedupeKey: 'wamid.SYS',
    },
  ],
  'without-phone': [
    message(
      'BSU',
      { type: 'text', text: 'No number' },
      { at: T + 22_000, person: { identifiers: [USER_ID], name: 'Iria Vaz', username: 'iria.vaz' } },
    ),
  ],
  'status-sent': [
    status('OUT1', 'sent', {
      status: 'sent',
      at: T + 30_000,
      attemptId: 'att_1',
      detail: {
        pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' },
        conversation: { id: 'c1', origin: { type: 'service' }, expiration_timestamp: '1793890000' },
      },
    }),
  ],
  'status-delivered': [status('OUT1', 'delivered', { status: 'delivered', at: T + 31_000, attemptId: 'att_1' })],
  'status-read': [status('OUT1', 'read', { status: 'read', at: T + 32_000, ...NO_CONTACTS })],
  'status-played': [status('OUT2', 'played', { status: 'read', at: T + 33_000 })],
  'status-failed': [
    status('OUT3', 'failed', {
      status: 'failed',
      at: T + 34_000,
      attemptId: 'att_3',
      person: { identifiers: [PHONE] },
      failure: {
        kind: 'rejected',
        code: '131049',
        message:
          'Held back to keep engagement healthy (Meta code 131049). Do not send marketing to this person for 24 hours.',
      },
    }),
  ],
  'status-group': [
    status('OUT4', 'delivered', {
      status: 'delivered',
      at: T + 35_000,
      dedupeKey: 'wamid.OUT4:delivered:15550104477',
      person: { identifiers: [PHONE] },
    }),
    status('OUT4', 'delivered', {
      status: 'delivered',
      at: T + 36_000,
      dedupeKey: 'wamid.OUT4:delivered:15550106699',
      person: { identifiers: [{ kind: 'phone', value: '15550106699', matchKey: '15550106699' }] },
    }),
  ],
  'status-payment': [
    message(
      'x',
      { type: 'payment', status: 'failed', referenceId: 'R-1', provider: { reference_id: 'R-1' } },
      {
        ...BY_PHONE,
        at: T + 37_000,
        providerMessageId: `wamid.PAY:payment:failed:${T + 37_000}`,
        dedupeKey: `wamid.PAY:payment:failed:${T + 37_000}`,
        context: { replyToProviderId: 'wamid.PAY' },
        opensWindow: false,
      },
    ),
  ],
  'request-error': [account('errors', { detail: expect.objectContaining({ code: 130429 }) })],
  'user-action': [unknown('user_actions')],
  echo: [
    message(
      'ECH',
      { type: 'text', text: 'Answered from the shop' },
      { type: 'message_echoed', stream: 'echo', at: T + 40_000, ...NO_CONTACTS },
    ),
  ],
  history: [
    message(
      'H1',
      { type: 'text', text: 'Old question' },
      { stream: 'history', at: 1_790_000_000_000, person: { identifiers: [PHONE, USER_ID], username: 'iria.vaz' } },
    ),
    message('H2', unsupported('media_placeholder'), {
      type: 'message_echoed',
      stream: 'history',
      file: 'awaited',
      at: 1_790_000_100_000,
      person: { identifiers: [PHONE, USER_ID], username: 'iria.vaz' },
    }),
  ],
  'history-media': [
    message(
      'H2',
      { type: 'image', media: media('9', 'image/jpeg') },
      {
        type: 'message_echoed',
        stream: 'history',
        at: 1_790_000_100_000,
        dedupeKey: 'wamid.H2:media',
        file: 'arrived',
        ...file('9'),
        person: { identifiers: [PHONE] },
      },
    ),
  ],
  'history-declined': [unknown('history')],
  standby: [
    message(
      'SB1',
      { type: 'text', text: 'Hi' },
      { stream: 'standby', at: T + 41_000, person: { identifiers: [PHONE], name: 'Iria Vaz' } },
    ),
  ],
  'standby-echo': [
    message(
      'SB2',
      { type: 'text', text: 'From the other one' },
      { type: 'message_echoed', stream: 'standby', at: T + 42_000, person: { identifiers: [PHONE] } },
    ),
  ],
  'standby-echo-buttons': [
    message(
      'SB4',
      { type: 'text', text: '' },
      {
        type: 'message_echoed',
        stream: 'standby',
        at: T + 78_000,
        content: { type: 'buttons', text: 'Shall we?', buttons: [{ id: 'y', title: 'Yes' }] },
        ...BY_PHONE,
      },
    ),
  ],
  'standby-revoke': [
    amended('SB3', 'SB1', { kind: 'revoke' }, { stream: 'standby', at: T + 77_000, person: { ...PERSON } }),
  ],
  'standby-status': [unknown('standby_status')],
  'echo-edit': [
    amended(
      'EC2',
      'ECH',
      { kind: 'edit', content: { type: 'text', text: 'Answered from the workshop' } },
      { stream: 'echo', at: T + 75_000, ...BY_PHONE },
    ),
  ],
  'echo-revoke': [amended('EC3', 'ECH', { kind: 'revoke' }, { stream: 'echo', at: T + 76_000, ...BY_PHONE })],
  'address-book': [
    {
      type: 'identity_changed',
      sender: SENDER,
      previous: [],
      current: [PHONE, USER_ID],
      name: 'Iria from the dock',
      at: T + 82_000,
      dedupeKey: expect.stringMatching(/^state_sync:[0-9a-f]{64}$/),
    },
    unknown('state_sync:remove'),
  ],
  'automatic-event': [unknown('automatic_events')],
  'group-joined': [unknown('group_participants_update')],
  handover: [
    {
      type: 'control_reported',
      sender: SENDER,
      person: { identifiers: [PHONE] },
      owner: 'elsewhere',
      at: T + 86_000,
      kind: 'messaging_handovers',
      detail: expect.objectContaining({ type: 'control_taken' }),
      dedupeKey: expect.stringMatching(/^messaging_handovers:\d+:[0-9a-f]{64}$/),
    },
  ],
  preference: [
    {
      type: 'preference_reported',
      sender: SENDER,
      person: PERSON,
      marketing: 'stop',
      at: T + 43_000,
      dedupeKey: expect.stringMatching(/^user_preferences:[0-9a-f]{64}$/),
    },
  ],
  'preference-resume': [
    {
      type: 'preference_reported',
      sender: SENDER,
      person: PERSON,
      marketing: 'resume',
      at: T + 80_000,
      dedupeKey: expect.stringMatching(/^user_preferences:[0-9a-f]{64}$/),
    },
  ],
  'preference-signup': [
    account('user_preferences:signup', { at: T + 81_000, detail: expect.objectContaining({ signup_id: 's1' }) }),
  ],
  quality: [
    {
      type: 'account_reported',
      account: { field: 'businessAccountId', value: ACCOUNT_ID },
      kind: 'phone_number_quality_update',
      at: T + 45_000,
      detail: { display_phone_number: '15550100200', event: 'FLAGGED', current_limit: 'TIER_2K' },
      effects: [
        {
          type: 'sender_facts',
          phoneNumber: '15550100200',
          facts: { qualityEvent: 'flagged', messagingLimit: '2000' },
        },
      ],
      dedupeKey: expect.stringMatching(/^phone_number_quality_update:1793800045000:[0-9a-f]{64}$/),
    },
  ],
  'template-status': [
    {
      type: 'account_reported',
      account: { field: 'businessAccountId', value: ACCOUNT_ID },
      kind: 'message_template_status_update',
      at: T + 44_000,
      detail: {
        event: 'APPROVED',
        message_template_id: '12345678901234567',
        message_template_name: 'order_ready',
        message_template_language: 'en',
      },
      effects: [
        {
          type: 'template_changed',
          change: { providerId: '12345678901234567', name: 'order_ready', language: 'en', status: 'approved' },
        },
      ],
      dedupeKey: expect.stringContaining('message_template_status_update:1793800044000:'),
    },
  ],
  batch: [
    message(
      'B1',
      { type: 'text', text: 'first' },
      { at: T + 50_000, person: { identifiers: [PHONE, USER_ID], name: 'Iria Vaz' } },
    ),
    message(
      'B2',
      { type: 'text', text: 'second' },
      {
        at: T + 51_000,
        person: { identifiers: [{ kind: 'phone', value: '15550107711', matchKey: '15550107711' }], name: 'Juno' },
      },
    ),
    status('OUT9', 'delivered', {
      status: 'delivered',
      at: T + 52_000,
      person: { identifiers: [PHONE, USER_ID], name: 'Iria Vaz' },
    }),
    message(
      'B3',
      { type: 'text', text: 'other number' },
      {
        at: T + 53_000,
        sender: {
          field: 'phoneNumberId',
          value: '512340000000018',
          learned: { businessAccountId: '610980000000043' },
        },
        person: { identifiers: [PHONE] },
      },
    ),
  ],
};

test.each(Object.keys(EXPECTED))('item 16: %s becomes its events', (name) => {
  const events = parseWebhook(postOf(fixture(name)));
  expect(events).toEqual(EXPECTED[name]?.map((event) => ({ ...event, raw: expect.any(String) })));
});

test('every fixture has its expectation', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(allFixtures()).sort());
});

test('raw is the JSON text of the element alone', () => {
  const raws = parseWebhook(postOf(fixture('batch'))).map(({ raw }) => JSON.parse(raw) as { id: string });
  expect(raws.map(({ id }) => id)).toEqual(['wamid.B1', 'wamid.B2', 'wamid.OUT9', 'wamid.B3']);
});
