import { describe, expect, test } from 'vitest';
import { messageOf } from '../../../test/support/infobip-far-end.ts';
import type { CommerceContent, OutboundContent } from '../../domain/content.ts';
import { degrade } from '../../domain/degrade.ts';
import type { OutboundMessage } from '../../domain/provider.ts';
import type { FieldValues } from '../../domain/settings.ts';
import { capabilities } from './capabilities.ts';
import { outbound } from './fixtures/outbound.ts';
import { CALLBACK_URL, NOW, settings, USER_ID } from './fixtures/webhooks.ts';
import { renderMessage } from './render.ts';
import { readSettings } from './settings.ts';

const NO_LINKS = { shortenUrl: false, trackClicks: false };
const url = 'https://cdn.example/a';

function render(content: OutboundContent, own: Partial<OutboundMessage> = {}, values: FieldValues = {}) {
  const parts = {
    settings: readSettings({ ...settings, ...values }),
    now: NOW,
    messageId: 'msg_0001',
    paymentType: undefined,
  };
  return renderMessage(messageOf(content, own), parts);
}

/** Path and content of a message that can be sent. */
function said(content: OutboundContent) {
  const made = render(content);
  if (!made.ok) return expect.fail(made.failure.message);
  return [made.rendered.path, made.rendered.body.content];
}

/** Why one cannot. */
function refusal(content: OutboundContent): string {
  const made = render(content);
  if (made.ok) return expect.fail('it was rendered');
  expect(made.failure.kind).toBe('message_invalid');
  return made.failure.message;
}

function bodyOf(made: ReturnType<typeof render>) {
  return made.ok ? made.rendered.body : expect.fail(made.failure.message);
}

const TEXT: OutboundContent = { type: 'text', text: 'Hello' };

describe('the envelope', () => {
  test('R5: numbers are digits', () => {
    const recipient = [{ kind: 'phone', value: '+385 91-000 0001', matchKey: 'x' }] as const;
    const body = bodyOf(render(TEXT, { senderPhoneNumber: '+1 555-010 0200', recipient }));
    expect(body).toMatchObject({ from: '15550100200', to: '385910000001' });
  });

  test('R5: a person without a number is written to by the user id as it is', () => {
    expect(bodyOf(render(TEXT, { recipient: [USER_ID] }))).toMatchObject({ to: 'HR.9kTw3Xq8LmZ2' });
  });

  test('R7: what can be set is set', () => {
    const values = { platformEntityId: 'shop', platformApplicationId: 'prod' };
    const replyToProviderId = 'wamid.T1=' as NonNullable<OutboundMessage['replyToProviderId']>;
    expect(bodyOf(render(TEXT, { replyToProviderId }, values))).toEqual({
      from: '15550100200',
      to: '385910000001',
      messageId: 'msg_0001',
      content: { text: 'Hello' },
      callbackData: 'att_0001',
      notifyUrl: `${CALLBACK_URL}?sender=15550100200`,
      urlOptions: NO_LINKS,
      entityId: 'shop',
      applicationId: 'prod',
      context: { replyToMessageId: 'wamid.T1=' },
    });
  });

  test.each([
    [{}, NO_LINKS],
    [
      { links: 'shortened', linkDomain: 'go.shop.example', trackingUrl: 'https://shop.example/c' },
      { shortenUrl: true, trackClicks: false, customDomain: 'go.shop.example' },
    ],
    [
      { links: 'tracked', trackingUrl: 'https://shop.example/c' },
      { shortenUrl: true, trackClicks: true, trackingUrl: 'https://shop.example/c' },
    ],
  ])('R7: links are treated as the settings %j say', (values, urlOptions) => {
    expect(bodyOf(render(TEXT, {}, values))).toMatchObject({ urlOptions });
  });

  test.each(['audio', 'sticker', 'location', 'contacts'] as const)('R7: %s has no options for links', (kind) => {
    const content = outbound[kind];
    expect(bodyOf(render(content))).not.toHaveProperty('urlOptions');
  });

  test('R30: a message leaves from the number that it is sent for', () => {
    expect(bodyOf(render(TEXT, { senderPhoneNumber: '15550100300' }))).toMatchObject({ from: '15550100300' });
  });
});

describe('plain kinds', () => {
  test.each<[OutboundContent, string, object]>([
    [
      { type: 'text', text: 'See https://bikes.example', previewUrl: true },
      'text',
      { text: 'See https://bikes.example', previewUrl: true },
    ],
    [{ type: 'text', text: 'See', previewUrl: true }, 'text', { text: 'See' }],
    [{ type: 'image', media: { url }, caption: 'Blue' }, 'image', { mediaUrl: url, caption: 'Blue' }],
    [{ type: 'video', media: { url } }, 'video', { mediaUrl: url }],
    [{ type: 'audio', media: { url } }, 'audio', { mediaUrl: url }],
    [{ type: 'voice', media: { url } }, 'audio', { mediaUrl: url, voice: true }],
    [
      { type: 'document', media: { url, fileName: 'a.pdf' }, caption: 'Bill' },
      'document',
      { mediaUrl: url, caption: 'Bill', filename: 'a.pdf' },
    ],
    [{ type: 'sticker', media: { url } }, 'sticker', { mediaUrl: url }],
    [{ type: 'location', latitude: 1.5, longitude: -2 }, 'location', { latitude: 1.5, longitude: -2 }],
  ])('R8: %j goes to %s', (content, path, body) => {
    expect(said(content)).toEqual([path, body]);
  });

  test('R8: cards have a first name, and types that Infobip knows', () => {
    const card = {
      name: { formatted: 'Ana B.', last: 'B.', prefix: 'Dr' },
      phones: [
        { phone: '+385910000002', type: 'CELL', waId: '385910000002' },
        { phone: '1', type: 'satellite' },
      ],
      emails: [{ email: 'ana@shop.example', type: 'Work' }],
      addresses: [{ street: 'Ilica 1', countryCode: 'HR' }],
      organization: { company: 'Shop' },
      birthday: '1990-01-31',
    };
    expect(said({ type: 'contacts', contacts: [card] })).toEqual([
      'contact',
      {
        contacts: [
          {
            name: { firstName: 'Ana B.', lastName: 'B.', namePrefix: 'Dr', formattedName: 'Ana B.' },
            phones: [{ phone: '+385910000002', waId: '385910000002', type: 'CELL' }, { phone: '1' }],
            emails: [{ email: 'ana@shop.example', type: 'WORK' }],
            addresses: [{ street: 'Ilica 1', countryCode: 'HR' }],
            org: { company: 'Shop' },
            birthday: '1990-01-31',
          },
        ],
      },
    ]);
  });
});

describe('interactive kinds', () => {
  test('R9: buttons, with each header', () => {
    const buttons = (header: Extract<OutboundContent, { type: 'buttons' }>['header']) =>
      said({
        type: 'buttons',
        text: 'When?',
        buttons: [{ id: 'a', title: 'A' }],
        footer: 'Shop',
        ...(header && { header }),
      });
    const frame = {
      body: { text: 'When?' },
      footer: { text: 'Shop' },
      action: { buttons: [{ type: 'REPLY', id: 'a', title: 'A' }] },
    };
    expect(buttons(undefined)).toEqual(['interactive/buttons', frame]);
    expect(buttons({ type: 'text', text: 'T' })[1]).toEqual({ ...frame, header: { type: 'TEXT', text: 'T' } });
    expect(buttons({ type: 'image', media: { url } })[1]).toEqual({
      ...frame,
      header: { type: 'IMAGE', mediaUrl: url },
    });
    expect(buttons({ type: 'document', media: { url, fileName: 'a.pdf' } })[1]).toEqual({
      ...frame,
      header: { type: 'DOCUMENT', mediaUrl: url, filename: 'a.pdf' },
    });
  });

  test.each<[keyof typeof outbound, string, object]>([
    [
      'list',
      'list',
      {
        body: { text: 'Which shop?' },
        action: { title: 'Choose', sections: [{ rows: [{ id: 'shop_zg', title: 'Zagreb', description: 'Ilica 1' }] }] },
      },
    ],
    ['cta_url', 'url-button', { body: { text: 'See' }, action: { displayText: 'Open', url: 'https://bikes.example' } }],
    ['location_request', 'location-request', { body: { text: 'Where are you?' } }],
    ['contact_request', 'request-contact-info', { body: { text: 'Your number?' } }],
    ['product', 'product', { action: { catalogId: '200000000000001', productRetailerId: 'B-1' } }],
    [
      'product_list',
      'multi-product',
      {
        header: { type: 'TEXT', text: 'Bikes' },
        body: { text: 'Tap to see prices' },
        action: { catalogId: '200000000000001', sections: [{ title: 'New', productRetailerIds: ['B-1'] }] },
      },
    ],
    [
      'flow',
      'flow',
      {
        body: { text: 'Tell us' },
        action: {
          flowMessageVersion: 3,
          flowToken: 'unused',
          flowId: '512200887733449',
          callToActionButton: 'Start',
          flowAction: 'NAVIGATE',
          flowActionPayload: { screen: 'WELCOME', data: { firstName: 'Iria' } },
        },
      },
    ],
    [
      'carousel',
      'media-carousel',
      {
        body: { text: 'Two bikes' },
        action: {
          type: 'URL',
          cards: [
            {
              header: { type: 'IMAGE', url: 'https://cdn.example/1.jpg' },
              body: { text: 'Blue' },
              button: { displayText: 'Buy', url: 'https://bikes.example/1' },
            },
            {
              header: { type: 'IMAGE', url: 'https://cdn.example/2.jpg' },
              body: { text: '' },
              button: { displayText: 'Buy', url: 'https://bikes.example/2' },
            },
          ],
        },
      },
    ],
    [
      'order_status',
      'order-status',
      {
        body: { text: 'On its way' },
        action: { payment: { type: 'UPI_LINK', id: 'R-118' }, status: 'PARTIALLY_SHIPPED', description: 'By bicycle' },
      },
    ],
    [
      'order_details',
      'order-details',
      {
        body: { text: 'Your bill' },
        action: {
          payment: { type: 'UPI_LINK', id: 'R-118', paymentLink: 'https://pay.example/l/118' },
          orderCurrency: 'INR',
          orderType: 'PHYSICAL_GOODS',
          totalAmount: { value: 245_000 },
          order: {
            catalogId: '200000000000001',
            items: [{ retailerId: 'B-1', name: 'Lamp', amount: { value: 122_500 }, quantity: 2 }],
            subtotal: { value: 245_000 },
            tax: { value: 0, description: 'incl.' },
          },
        },
      },
    ],
    [
      'voice_call',
      'voice-button',
      { body: { text: 'Call us' }, action: { buttonDisplayText: 'Call now', callValidityPeriod: 60 } },
    ],
  ])('R9: %s goes to interactive/%s', (kind, path, body) => {
    expect(said(outbound[kind])).toEqual([`interactive/${path}`, body]);
  });

  test('R9: a permission to call is asked for without any content', () => {
    expect(said(outbound.call_permission_request)).toEqual(['interactive/call-permission-request', undefined]);
  });

  test('R9: a form that its endpoint begins has no first screen', () => {
    const parameters = { flowId: '1', flowCta: 'Start', flowAction: 'data_exchange', flowToken: 't', mode: 'draft' };
    expect(said({ type: 'flow', body: { text: 'x' }, action: { parameters } })[1]).toMatchObject({
      action: { mode: 'DRAFT', flowToken: 't', flowAction: 'DATA_EXCHANGE' },
    });
  });

  test('R9: cards with quick replies are of that type', () => {
    const card = {
      header: { type: 'video', media: { url } },
      body: { text: 'Blue' },
      action: { buttons: [{ quickReply: { id: 'like', title: 'Like' } }] },
    };
    expect(said({ type: 'carousel', body: { text: 'x' }, action: { cards: [card, card] } })[1]).toMatchObject({
      action: {
        type: 'QUICK_REPLY',
        cards: [{ header: { type: 'VIDEO' }, buttons: [{ id: 'like', title: 'Like' }] }, {}],
      },
    });
  });
});

describe('bills', () => {
  function bill(changes: object, order: object = {}): CommerceContent {
    const content = outbound.order_details as CommerceContent;
    const { parameters } = content.action as { parameters: { order: object } };
    return {
      ...content,
      action: { parameters: { ...parameters, ...changes, order: { ...parameters.order, ...order } } },
    };
  }

  const beneficiaries = [
    { name: 'A. Rao', addressLine1: 'MG Road 1', city: 'Pune', country: 'India', postalCode: '411001' },
  ];
  const beneficiary = {
    name: 'A. Rao',
    firstAddressLine: 'MG Road 1',
    city: 'Pune',
    country: 'INDIA',
    postalCode: '411001',
  };

  test.each<[string, object, object]>([
    [
      'a link in Brazil',
      { currency: 'BRL', paymentSettings: [{ type: 'payment_link', paymentLink: { uri: url } }] },
      { payment: { type: 'BRAZIL_LINK', id: 'R-118', paymentLink: url } },
    ],
    [
      'Pix',
      {
        currency: 'BRL',
        paymentSettings: [
          { type: 'pix_dynamic_code', pixDynamicCode: { code: 'c', merchantName: 'Shop', key: 'k', keyType: 'EVP' } },
        ],
      },
      { payment: { type: 'BRAZIL_PIX_DC', id: 'R-118', code: 'c', merchantName: 'Shop', keyType: 'EVP', key: 'k' } },
    ],
    [
      'a boleto',
      { currency: 'BRL', paymentSettings: [{ type: 'boleto', boleto: { digitableLine: '034' } }] },
      { payment: { type: 'BRAZIL_BOLETO', id: 'R-118', code: '034' } },
    ],
    [
      'an intent',
      { beneficiaries, paymentSettings: [{ type: 'upi_intent_link', upiIntentLink: { link: url } }] },
      { payment: { type: 'UPI_INTENT', id: 'R-118', beneficiary, format: { type: 'LINK', paymentLink: url } } },
    ],
    [
      'a gateway',
      {
        beneficiaries,
        paymentSettings: [
          {
            type: 'payment_gateway',
            paymentGateway: { type: 'razorpay', configurationName: 'shop', razorpay: { notes: { a: 'b' } } },
          },
        ],
      },
      {
        payment: { type: 'PG_RAZORPAY', id: 'R-118', beneficiary, callbackData: { a: 'b' } },
        paymentConfiguration: 'shop',
      },
    ],
    [
      'another gateway',
      {
        paymentSettings: [
          { type: 'payment_gateway', paymentGateway: { type: 'payu', configurationName: 'shop', payu: { udf1: 'x' } } },
        ],
      },
      { payment: { type: 'PG_PAYU', id: 'R-118', callbackData: ['x'] }, paymentConfiguration: 'shop' },
    ],
    [
      'Infobip’s own words',
      { paymentConfiguration: 'shop', payment: { type: 'UPI_PAYU', productDescription: 'Lamp' } },
      { payment: { type: 'UPI_PAYU', id: 'R-118', productDescription: 'Lamp' }, paymentConfiguration: 'shop' },
    ],
    ['Infobip’s own type', { paymentSettings: [{ type: 'BRAZIL' }] }, { payment: { type: 'BRAZIL', id: 'R-118' } }],
  ])('R9: are paid by %s', (_way, changes, action) => {
    expect(said(bill(changes))[1]).toMatchObject({ action });
  });

  test('R9: of Brazil may be paid in two ways', () => {
    const paymentSettings = [
      { type: 'boleto', boleto: { digitableLine: '034' } },
      { type: 'payment_link', paymentLink: { uri: url } },
    ];
    expect(said(bill({ currency: 'BRL', paymentSettings }))[1]).toMatchObject({
      action: { payment: { type: 'BRAZIL_PAYMENTS', payments: [{ type: 'BRAZIL_BOLETO' }, { type: 'BRAZIL_LINK' }] } },
    });
  });

  test('R9: have shipping, discount, importer and an end', () => {
    const item = {
      ...{
        retailerId: 'B-1',
        name: 'Lamp',
        amount: { value: 1, offset: 100 },
        saleAmount: { value: 1, offset: 100 },
        quantity: 2,
      },
      ...{
        countryOfOrigin: 'India',
        importerName: 'Shop',
        importerAddress: { addressLine1: 'MG Road 1', zoneCode: 'MH' },
      },
    };
    const rendered = said(
      bill(
        {},
        {
          items: [item],
          shipping: { value: 5, offset: 100 },
          discount: { value: 3, offset: 100, description: 'Loyal', discountProgramName: 'Club' },
          expiration: { timestamp: String(NOW / 1000 + 600), description: 'Tonight' },
        },
      ),
    );
    expect(rendered[1]).toMatchObject({
      action: {
        order: {
          items: [
            {
              saleAmount: { value: 1 },
              originCountry: 'India',
              importerAddress: { firstAddressLine: 'MG Road 1', zoneCode: 'MH' },
            },
          ],
          shipping: { value: 5 },
          discount: { amount: { value: 3, description: 'Loyal' }, programName: 'Club' },
          orderExpiration: { expirationSeconds: 600, description: 'Tonight' },
        },
      },
    });
  });

  test.each<[object, object, string]>([
    [{ paymentSettings: [{ type: 'barter' }] }, {}, 'Infobip has no barter'],
    [
      { paymentSettings: [{ type: 'payment_gateway', paymentGateway: { type: 'zaakpay' } }] },
      {},
      'Infobip has no zaakpay',
    ],
    [{ paymentSettings: [] }, {}, 'paymentSettings is missing'],
    [{}, { expiration: { timestamp: String(NOW / 1000 + 60), description: '' } }, 'at least 360 seconds'],
    [{}, { catalogId: undefined }, 'items[0].originCountry (or a catalogId of the order) is missing'],
    [{}, { items: [{ name: 'Lamp', amount: { value: 1 }, quantity: 1 }] }, 'items[0].retailerId is missing'],
  ])('R10: with %j and %j are refused', (changes, order, message) => {
    expect(refusal(bill(changes, order))).toContain(message);
  });
});

describe('limits', () => {
  const long = (length: number) => 'x'.repeat(length + 1);
  const flow = (parameters: object, own: object = {}): CommerceContent => ({
    type: 'flow',
    body: { text: 'x' },
    action: { parameters: { flowId: '1', flowCta: 'Go', flowActionPayload: { screen: 'A' }, ...parameters } },
    ...own,
  });
  const card = (action: object, header: object = { type: 'image', media: { url } }) => ({ header, action });
  const carousel = (one: object): CommerceContent => ({
    type: 'carousel',
    body: { text: 'x' },
    action: { cards: [one, one] },
  });

  test.each<[string, OutboundContent]>([
    ['media must have a public url', { type: 'image', media: { id: '88' } }],
    ['media.url has', { type: 'image', media: { url: `https://cdn.example/${long(2048)}` } }],
    ['media.fileName has 241', { type: 'document', media: { url, fileName: long(240) } }],
    ['name has 1001', { type: 'location', latitude: 1, longitude: 1, name: long(1000) }],
    [
      'header must be a text',
      { type: 'list', text: 'x', button: 'y', sections: [], header: { type: 'image', media: { url } } },
    ],
    ['flowCta has 21', flow({ flowCta: long(20) })],
    ['flowId is missing', flow({ flowId: undefined, flowName: 'both' })],
    ['screen is missing', flow({ flowActionPayload: undefined })],
    ['header must be a text', flow({}, { header: { type: 'image', media: { url } } })],
    ['quickReply.id has 21', carousel(card({ buttons: [{ quickReply: { id: long(20), title: 'A' } }] }))],
    ['no carousels of products', carousel(card({ productRetailerId: 'B-1', catalogId: '1' }))],
    ['header must be an image or a video', carousel(card({ parameters: {} }, { type: 'text', text: 'x' }))],
    ['leave it out', { type: 'call_permission_request', body: { text: 'May we?' } }],
    ['shows none', { type: 'voice_call', body: { text: 'x' }, footer: { text: 'y' } }],
    ['no catalog messages', { type: 'catalog', body: { text: 'x' } }],
    ['no reactions', { type: 'reaction', messageId: 'm', emoji: '👍' }],
  ])('R10: %s', (message, content) => {
    expect(refusal(content)).toContain(message);
  });

  test('R10: a person without number and user id cannot be written to', () => {
    const recipient = [{ kind: 'group', value: 'g', matchKey: 'g' }] as const;
    expect(render(TEXT, { recipient })).toMatchObject({ failure: { kind: 'message_invalid' } });
  });

  test('R11: a longer text becomes several, in order', () => {
    const words = Array.from({ length: 1_000 }, (_, index) => `word${index}`).join(' ');
    const degraded = degrade({ type: 'text', text: words }, capabilities);
    const texts = degraded.ok ? degraded.parts.map((part) => (part.type === 'text' ? part.text : '')) : [];
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.every((text) => text.length <= 4_096)).toBe(true);
    expect(texts.join(' ').split(/\s+/)).toEqual(words.split(' '));
  });
});

describe('what is in Infobip’s own words', () => {
  test('goes to the endpoint that it names, and may say more than we do', () => {
    const payload = { kind: 'interactive/in-thread-authentication-request', notifyUrl: 'https://shop.example' };
    const made = render({ type: 'raw', provider: 'infobip', payload });
    expect(made).toMatchObject({
      rendered: {
        path: payload.kind,
        body: { to: '385910000001', messageId: 'msg_0001', notifyUrl: 'https://shop.example' },
      },
    });
  });

  test.each([{}, { kind: '../../auth/1/session' }, { kind: 'text?x=1' }, { kind: 'a/b/c' }])(
    '%j names none',
    (payload) => {
      expect(refusal({ type: 'raw', provider: 'infobip', payload })).toContain('payload.kind');
    },
  );
});
