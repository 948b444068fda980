import { describe, expect, test } from 'vitest';
import type { OutboundContent } from '../../domain/content.ts';
import type { AttemptId, MessageId, ProviderMessageId } from '../../domain/ids.ts';
import type { OutboundMessage } from '../../domain/provider.ts';
import { PHONE, USER_ID } from './fixtures/webhooks.ts';
import { renderMessage } from './render.ts';

function messageOf(content: OutboundContent, more: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    attemptId: 'att_1' as AttemptId,
    messageId: 'msg_1' as MessageId,
    senderPhoneNumber: '15550100200',
    senderFields: { phoneNumberId: '1' },
    recipient: [PHONE],
    content,
    callbackUrl: 'https://gateway.example',
    signal: new AbortController().signal,
    ...more,
  };
}

/** What is said, without the address around it. */
function render(content: OutboundContent, more: Partial<OutboundMessage> = {}): Record<string, unknown> {
  const rendered = renderMessage(messageOf(content, more));
  if (!rendered.ok) return rendered.failure as unknown as Record<string, unknown>; // So that a failing test shows it.
  const { messaging_product, recipient_type, to, biz_opaque_callback_data, ...said } = rendered.body;
  expect([messaging_product, recipient_type, to, biz_opaque_callback_data]).toEqual([
    'whatsapp',
    'individual',
    '+15550104477',
    'att_1',
  ]);
  return said;
}

function invalid(content: OutboundContent, more: Partial<OutboundMessage> = {}): string {
  const rendered = renderMessage(messageOf(content, more));
  if (rendered.ok) return expect.fail('it was rendered');
  expect(rendered.failure.kind).toBe('message_invalid');
  return rendered.failure.message;
}

const TEXT: OutboundContent = { type: 'text', text: 'Hello' };
const QUOTED = { replyToProviderId: 'wamid.IN1' as ProviderMessageId };

describe('the recipient', () => {
  const addressOf = (recipient: OutboundMessage['recipient']) => {
    const rendered = renderMessage(messageOf(TEXT, { recipient }));
    return rendered.ok ? { to: rendered.body.to, recipient: rendered.body.recipient } : rendered.failure.kind;
  };

  test('item 38: a phone goes out with plus and digits', () => {
    expect(addressOf([{ kind: 'phone', value: '+1 (555) 010-4477', matchKey: 'x' }])).toEqual({ to: '+15550104477' });
  });

  test('item 41: the phone is preferred, so that both are never set', () => {
    expect(addressOf([USER_ID, PHONE])).toEqual({ to: '+15550104477' });
  });

  test('item 24: without a phone the user id is addressed, or else the parent id', () => {
    expect(addressOf([USER_ID])).toEqual({ recipient: USER_ID.value });
    const parent = { kind: 'parent_user_id', value: 'US.ENT.1', matchKey: 'US.ENT.1' } as const;
    expect(addressOf([parent, USER_ID])).toEqual({ recipient: USER_ID.value });
    expect(addressOf([parent])).toEqual({ recipient: 'US.ENT.1' });
  });

  test('an id of another provider reaches nobody here', () => {
    expect(addressOf([{ kind: 'provider_ref', value: 'x', matchKey: 'x' }])).toBe('message_invalid');
  });
});

describe('content', () => {
  test('text, with and without a preview', () => {
    expect(render(TEXT)).toEqual({ type: 'text', text: { body: 'Hello' } });
    expect(render({ ...TEXT, previewUrl: true })).toEqual({ type: 'text', text: { body: 'Hello', preview_url: true } });
  });

  test('a quote stands in the context', () => {
    expect(render(TEXT, QUOTED)).toMatchObject({ context: { message_id: 'wamid.IN1' } });
  });

  test('item 43: a reaction names its message and quotes none', () => {
    const content: OutboundContent = { type: 'reaction', messageId: 'msg_1', emoji: '' };
    const target = { targetProviderId: 'wamid.IN2' as ProviderMessageId };
    expect(render(content, { ...QUOTED, ...target })).toEqual({
      type: 'reaction',
      reaction: { message_id: 'wamid.IN2', emoji: '' },
    });
    expect(invalid(content)).toContain('not known');
  });

  test('media by id and by address', () => {
    expect(render({ type: 'image', media: { id: '88' }, caption: 'Blue' })).toEqual({
      type: 'image',
      image: { id: '88', caption: 'Blue' },
    });
    expect(render({ type: 'document', media: { url: 'https://cdn.example/a', fileName: 'a.pdf' } })).toEqual({
      type: 'document',
      document: { link: 'https://cdn.example/a', filename: 'a.pdf' },
    });
    expect(render({ type: 'video', media: { url: 'https://cdn.example/v', fileName: 'v.mp4' } })).toEqual({
      type: 'video',
      video: { link: 'https://cdn.example/v' },
    });
  });

  test('a voice note is audio that is marked so', () => {
    expect(render({ type: 'voice', media: { id: '88' } })).toEqual({ type: 'audio', audio: { id: '88', voice: true } });
    expect(render({ type: 'audio', media: { id: '88' } })).toEqual({ type: 'audio', audio: { id: '88' } });
  });

  test('a caption that nobody would see is refused', () => {
    expect(invalid({ type: 'audio', media: { id: '88' }, caption: 'Listen' })).toContain('no caption with audio');
    expect(invalid({ type: 'sticker', media: { id: '88' }, caption: 'Look' })).toContain('no caption with sticker');
  });

  test('a location', () => {
    expect(render({ type: 'location', latitude: 52.5, longitude: 13.4, name: 'Depot', address: 'Dock 4' })).toEqual({
      type: 'location',
      location: { latitude: 52.5, longitude: 13.4, name: 'Depot', address: 'Dock 4' },
    });
  });

  test('contacts in their own spelling, with a second part of the name if there is none', () => {
    const card = {
      name: { formatted: 'Olu Banda' },
      phones: [{ phone: '+15550108899', waId: '15550108899' }],
      addresses: [{ city: 'Kiel', countryCode: 'DE' }],
      organization: { company: 'Banda Ltd' },
    };
    expect(render({ type: 'contacts', contacts: [card, { name: { formatted: 'X', last: 'Y' } }] })).toEqual({
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Olu Banda', first_name: 'Olu Banda' },
          phones: [{ phone: '+15550108899', wa_id: '15550108899' }],
          addresses: [{ city: 'Kiel', country_code: 'DE' }],
          org: { company: 'Banda Ltd' },
        },
        { name: { formatted_name: 'X', last_name: 'Y' } },
      ],
    });
  });

  test('buttons with header and footer', () => {
    const content: OutboundContent = {
      type: 'buttons',
      text: 'When?',
      buttons: [{ id: 'am', title: 'Morning' }],
      header: { type: 'document', media: { id: '88', fileName: 'a.pdf' } },
      footer: 'Tidewell',
    };
    expect(render(content)).toEqual({
      type: 'interactive',
      interactive: {
        type: 'button',
        header: { type: 'document', document: { id: '88', filename: 'a.pdf' } },
        body: { text: 'When?' },
        footer: { text: 'Tidewell' },
        action: { buttons: [{ type: 'reply', reply: { id: 'am', title: 'Morning' } }] },
      },
    });
  });

  test('a list', () => {
    const sections = [{ title: 'Small', rows: [{ id: 's', title: 'S', description: '50 cm' }] }, { rows: [] }];
    const content: OutboundContent = {
      type: 'list',
      text: 'Size?',
      button: 'Choose',
      sections,
      header: { type: 'text', text: 'Sizes' },
    };
    expect(render(content)).toEqual({
      type: 'interactive',
      interactive: {
        type: 'list',
        header: { type: 'text', text: 'Sizes' },
        body: { text: 'Size?' },
        action: { button: 'Choose', sections },
      },
    });
  });

  test('a request for the number', () => {
    expect(render({ type: 'contact_request', text: 'Your number?' })).toEqual({
      type: 'interactive',
      interactive: {
        type: 'request_contact_info',
        body: { text: 'Your number?' },
        action: { name: 'request_contact_info' },
      },
    });
  });

  test('a link button and a request for the location', () => {
    expect(render({ type: 'cta_url', text: 'See', label: 'Open', url: 'https://bikes.example' })).toEqual({
      type: 'interactive',
      interactive: {
        type: 'cta_url',
        body: { text: 'See' },
        action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://bikes.example' } },
      },
    });
    expect(render({ type: 'location_request', text: 'Where?' })).toEqual({
      type: 'interactive',
      interactive: { type: 'location_request_message', body: { text: 'Where?' }, action: { name: 'send_location' } },
    });
  });

  test('a raw payload goes out as it is, but to nobody else and under our own mark', () => {
    const payload = {
      type: 'sticker',
      sticker: { id: '88' },
      context: { message_id: 'wamid.OWN' },
      to: '+15550109999',
      recipient: 'US.somebodyElse',
      recipient_type: 'group',
      biz_opaque_callback_data: 'theirs',
    };
    expect(render({ type: 'raw', provider: 'meta', payload })).toEqual({
      type: 'sticker',
      sticker: { id: '88' },
      context: { message_id: 'wamid.OWN' },
    });
    expect(invalid({ type: 'raw', provider: 'another', payload })).toContain('another');
  });
});

describe('item 44: templates', () => {
  const render44 = (template: Omit<Extract<OutboundContent, { type: 'template' }>, 'type' | 'name' | 'language'>) =>
    render({ type: 'template', name: 'order_ready', language: 'en_GB', ...template }).template;

  test('without variables have no components', () => {
    expect(render44({})).toEqual({ name: 'order_ready', language: { code: 'en_GB' } });
    expect(render44({ body: [] })).toEqual({ name: 'order_ready', language: { code: 'en_GB' } });
  });

  test('take positional and named parameters', () => {
    expect(render44({ body: ['Iria', { type: 'text', name: 'day', text: 'Friday' }] })).toMatchObject({
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Iria' },
            { type: 'text', parameter_name: 'day', text: 'Friday' },
          ],
        },
      ],
    });
  });

  test('take header media by id and by address, and other parameters in either spelling', () => {
    const headerOf = (header: { type: string; [field: string]: unknown }) => {
      const { components } = render44({ header }) as { components: { parameters: unknown[] }[] };
      return components[0]?.parameters[0];
    };
    expect(headerOf({ type: 'image', media: { id: '88' } })).toEqual({ type: 'image', image: { id: '88' } });
    expect(headerOf({ type: 'document', media: { url: 'https://cdn.example/a', fileName: 'a.pdf' } })).toEqual({
      type: 'document',
      document: { link: 'https://cdn.example/a', filename: 'a.pdf' },
    });
    const currency = { type: 'currency', currency: { fallback_value: '€1', code: 'EUR', amount_1000: 1000 } };
    expect(headerOf({ type: 'currency', currency: { fallbackValue: '€1', code: 'EUR', amount1000: 1000 } })).toEqual(
      currency,
    );
    expect(headerOf(currency)).toEqual(currency);
  });

  test('number their buttons and give each what its kind takes', () => {
    const buttons = [
      { index: 0, type: 'url', text: 'B-1' },
      { index: 1, type: 'QUICK_REPLY', payload: 'STOP' },
      { index: 2, type: 'copy_code', couponCode: 'SPRING' },
      { index: 3, type: 'flow', flowToken: 'f1', flowActionData: { myField: 1 } },
      { index: 4, type: 'url', parameters: [{ type: 'text', text: 'own' }] },
      { index: 5, type: 'catalog', action: { thumbnail_product_retailer_id: 'B-1' } },
      { index: 6, type: 'quick_reply' },
    ];
    expect(render44({ buttons })).toMatchObject({
      components: [
        { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'B-1' }] },
        { sub_type: 'quick_reply', index: '1', parameters: [{ type: 'payload', payload: 'STOP' }] },
        { sub_type: 'copy_code', index: '2', parameters: [{ type: 'coupon_code', coupon_code: 'SPRING' }] },
        {
          sub_type: 'flow',
          index: '3',
          parameters: [{ type: 'action', action: { flow_token: 'f1', flow_action_data: { myField: 1 } } }],
        },
        { sub_type: 'url', index: '4', parameters: [{ type: 'text', text: 'own' }] },
        {
          sub_type: 'catalog',
          index: '5',
          parameters: [{ type: 'action', action: { thumbnail_product_retailer_id: 'B-1' } }],
        },
      ],
    });
  });

  test('tell when their offer ends, and show a product', () => {
    expect(render44({ limitedTimeOffer: { expiresAt: '2026-12-01T18:00:00Z' } })).toMatchObject({
      components: [
        {
          type: 'limited_time_offer',
          parameters: [
            { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: Date.UTC(2026, 11, 1, 18) } },
          ],
        },
      ],
    });
    const product = { productRetailerId: 'B-1', catalogId: '1' };
    expect(render44({ header: { type: 'product', product } })).toMatchObject({
      components: [{ parameters: [{ type: 'product', product: { product_retailer_id: 'B-1', catalog_id: '1' } }] }],
    });
  });

  test('count their cards', () => {
    const card = {
      header: { type: 'image', media: { id: '88' } },
      body: ['Blue'],
      buttons: [{ index: 0, type: 'url', text: 'b' }],
    };
    expect(render44({ carousel: [card, card] })).toMatchObject({
      components: [
        {
          type: 'carousel',
          cards: [
            { card_index: 0, components: [{ type: 'header' }, { type: 'body' }, { type: 'button' }] },
            { card_index: 1, components: [{ type: 'header' }, { type: 'body' }, { type: 'button' }] },
          ],
        },
      ],
    });
  });
});
