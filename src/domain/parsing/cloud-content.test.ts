import { describe, expect, it } from 'vitest';
import { parseContent } from '../parse-content.ts';

const interactive = (value: unknown) => ({
  messaging_product: 'whatsapp',
  to: '15550100',
  type: 'interactive',
  interactive: value,
});

describe('the Cloud API shape is normalised', () => {
  it.each([
    [
      'text',
      { messaging_product: 'whatsapp', to: '15550100', text: { body: 'Hi', preview_url: true } },
      { type: 'text', text: 'Hi', previewUrl: true },
    ],
    [
      'image',
      { type: 'image', image: { link: 'https://a.example/1.jpg', caption: 'c' } },
      { type: 'image', media: { url: 'https://a.example/1.jpg' }, caption: 'c' },
    ],
    [
      'a document with text beside it',
      { type: 'document', message_text: 'Your bill', filename: 'b.pdf', document: { url: 'https://a.example/b' } },
      { type: 'document', media: { url: 'https://a.example/b', fileName: 'b.pdf' }, caption: 'Your bill' },
    ],
    [
      'a document with two texts',
      { type: 'document', caption: 'Bill', message_text: 'Pay soon', document: { link: 'https://a.example/b' } },
      { type: 'document', media: { url: 'https://a.example/b' }, caption: 'Bill\nPay soon' },
    ],
    [
      'a document whose texts are the same',
      { type: 'document', caption: 'Bill', message_text: 'Bill', document: { id: '9' } },
      { type: 'document', media: { id: '9' }, caption: 'Bill' },
    ],
    [
      'a template with params',
      { type: 'template', template: { name: 'ready', language: 'en', params: ['Mara', '7'], header: 'Hi' } },
      { type: 'template', name: 'ready', language: 'en', body: ['Mara', '7'], header: { type: 'text', text: 'Hi' } },
    ],
    [
      'a template with params, a picture and buttons',
      {
        type: 'template',
        template: {
          name: 'ready',
          language: 'en',
          params: [],
          header: { type: 'image', image: { link: 'https://a.example/1.jpg' } },
          buttons: [{ index: 0, type: 'quick_reply', payload: 'STOP' }],
        },
      },
      {
        type: 'template',
        name: 'ready',
        language: 'en',
        body: [],
        header: { type: 'image', media: { url: 'https://a.example/1.jpg' } },
        buttons: [{ index: 0, type: 'quick_reply', payload: 'STOP' }],
      },
    ],
    ['voice', { type: 'audio', audio: { id: '9', voice: true } }, { type: 'voice', media: { id: '9' } }],
    [
      'document',
      { type: 'document', document: { id: '9', filename: 'a.pdf' } },
      { type: 'document', media: { id: '9', fileName: 'a.pdf' } },
    ],
    [
      'location',
      { type: 'location', location: { latitude: '50.8', longitude: -1, name: 'Quay' } },
      { type: 'location', latitude: 50.8, longitude: -1, name: 'Quay' },
    ],
    [
      'contacts',
      {
        to: '1',
        type: 'contacts',
        contacts: [{ name: { formatted_name: 'Ada B', first_name: 'Ada', prefix: '' }, org: { company: 'C' } }],
      },
      { type: 'contacts', contacts: [{ name: { formatted: 'Ada B', first: 'Ada' }, organization: { company: 'C' } }] },
    ],
    [
      'reaction',
      { type: 'reaction', reaction: { message_id: 'msg_1', emoji: '👍' } },
      { type: 'reaction', messageId: 'msg_1', emoji: '👍' },
    ],
    [
      'buttons',
      interactive({
        type: 'button',
        header: { type: 'image', image: { link: 'https://a.example/1.jpg' } },
        body: { text: 'When?' },
        footer: { text: 'f' },
        action: { buttons: [{ type: 'reply', reply: { id: 'am', title: 'Morning' } }] },
      }),
      {
        type: 'buttons',
        text: 'When?',
        header: { type: 'image', media: { url: 'https://a.example/1.jpg' } },
        footer: 'f',
        buttons: [{ id: 'am', title: 'Morning' }],
      },
    ],
    [
      'list',
      interactive({
        type: 'list',
        body: { text: 'Which?' },
        action: { button: 'Browse', sections: [{ title: 'S', rows: [{ id: 'a', title: 'A', description: 'd' }] }] },
      }),
      {
        type: 'list',
        text: 'Which?',
        button: 'Browse',
        sections: [{ title: 'S', rows: [{ id: 'a', title: 'A', description: 'd' }] }],
      },
    ],
    [
      'cta_url',
      interactive({
        type: 'cta_url',
        body: { text: 'See' },
        action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://a.example' } },
      }),
      { type: 'cta_url', text: 'See', label: 'Open', url: 'https://a.example' },
    ],
    [
      'location_request',
      interactive({ type: 'location_request_message', body: { text: 'Where?' }, action: { name: 'send_location' } }),
      { type: 'location_request', text: 'Where?' },
    ],
    [
      'flow',
      interactive({
        type: 'flow',
        body: { text: 'Tell us' },
        action: {
          name: 'flow',
          parameters: { flow_id: '5', flow_cta: 'Go', flow_action_payload: { screen: 'A', data: { first_name: 'x' } } },
        },
      }),
      {
        type: 'flow',
        body: { text: 'Tell us' },
        action: {
          name: 'flow',
          parameters: { flowId: '5', flowCta: 'Go', flowActionPayload: { screen: 'A', data: { first_name: 'x' } } },
        },
      },
    ],
    [
      'contact_request',
      interactive({
        type: 'request_contact_info',
        body: { text: 'Your number?' },
        action: { name: 'request_contact_info' },
      }),
      { type: 'contact_request', text: 'Your number?' },
    ],
    [
      'address_request',
      interactive({ type: 'address_message', body: { text: 'Where to?' }, action: { parameters: { country: 'IN' } } }),
      { type: 'address_request', body: { text: 'Where to?' }, action: { parameters: { country: 'IN' } } },
    ],
    [
      'template with an offer',
      {
        type: 'template',
        template: {
          name: 'sale',
          language: { code: 'en' },
          components: [
            {
              type: 'limited_time_offer',
              parameters: [
                { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: Date.UTC(2026, 11, 1) } },
              ],
            },
          ],
        },
      },
      { type: 'template', name: 'sale', language: 'en', limitedTimeOffer: { expiresAt: '2026-12-01T00:00:00.000Z' } },
    ],
    [
      'template',
      {
        type: 'template',
        template: {
          name: 'ready',
          language: { code: 'en_GB', policy: 'deterministic' },
          components: [
            { type: 'header', parameters: [{ type: 'image', image: { id: '9' } }] },
            {
              type: 'BODY',
              parameters: [
                { type: 'text', text: 'Mara' },
                { type: 'text', parameter_name: 'day', text: 'Fri' },
              ],
            },
            { type: 'button', sub_type: 'quick_reply', index: '1', parameters: [{ type: 'payload', payload: 'STOP' }] },
          ],
        },
      },
      {
        type: 'template',
        name: 'ready',
        language: 'en_GB',
        header: { type: 'image', media: { id: '9' } },
        body: [
          { type: 'text', text: 'Mara' },
          { type: 'text', name: 'day', text: 'Fri' },
        ],
        buttons: [{ index: 1, type: 'quick_reply', payload: 'STOP' }],
      },
    ],
  ])('%s', (_, input, content) => {
    expect(parseContent(input)).toEqual({ ok: true, content });
  });

  it.each([
    [{ type: 'text', text: {} }, 'text.body', 'is missing'],
    [{ type: 'image', image: { url: 'https://a.example' } }, 'image', 'needs exactly one of link and id'],
    [{ type: 'document', message_text: 'a', document: {} }, 'document', 'needs exactly one of url and id'],
    [{ type: 'document', message_text: 7, document: { id: '1' } }, 'message_text', 'must be a string, not number'],
    [
      { type: 'document', message_text: 'a', document: { id: '1' }, colour: 'red' },
      'colour',
      'is not a known field here',
    ],
    [
      { type: 'template', template: { name: 'a', language: 'en', params: [7] } },
      'template.params[0]',
      'must be an object, not number',
    ],
    [{ type: 'image', image: { id: '1', alt: 'x' } }, 'image.alt', 'is not a known field here'],
    [interactive({ type: 'list', action: {} }), 'interactive.body', 'is missing'],
    [
      interactive({ type: 'button', body: { text: 'a' }, action: { buttons: [{ reply: { id: 'a' } }] } }),
      'interactive.action.buttons[0].reply.title',
      'is missing',
    ],
    [
      { type: 'template', template: { name: 'a', language: { code: 'en' }, components: [{ type: 'footer' }] } },
      'template.components[0].type',
      'must be one of header, body, button, carousel, limited_time_offer',
    ],
  ])('mistakes carry the path of the bot: %j', (input, path, message) => {
    expect(parseContent(input)).toEqual({ ok: false, path, message });
  });
});
