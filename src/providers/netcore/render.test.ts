import { describe, expect, test } from 'vitest';
import type { OutboundContent } from '../../domain/content.ts';
import type { Template } from '../../domain/template.ts';
import { ATTEMPT, connection, messageOf, RECIPIENT, SENDER } from './fixtures/connections.ts';
import { outbound } from './fixtures/outbound.ts';
import { renderMessage } from './render.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(connection);
const envelope = {
  recipient_whatsapp: RECIPIENT,
  recipient_type: 'individual',
  source: SENDER,
  'x-apiheader': ATTEMPT,
};

function elementOf(content: OutboundContent, more: Parameters<typeof messageOf>[1] = {}) {
  const rendered = renderMessage(messageOf(content, more), settings);
  return rendered.ok ? rendered.body.message[0] : rendered.failure;
}

const TABLE: readonly [string, OutboundContent, Record<string, unknown>][] = [
  ['text', outbound.text, { message_type: 'text', type_text: [{ preview_url: 'false', content: 'Hello' }] }],
  [
    'a file by its address',
    outbound.image,
    {
      message_type: 'media',
      type_media: [
        { attachments: [{ attachment_url: 'https://cdn.example/a.jpg', attachment_type: 'image', caption: 'A' }] },
      ],
    },
  ],
  [
    'a file by its id',
    { type: 'document', media: { id: 'b6a1' }, caption: 'Bill' },
    { message_type: 'media', type_media: [{ attachments: [{ attachment_id: 'b6a1', caption: 'Bill' }] }] },
  ],
  [
    'R4: a place, with numbers',
    outbound.location,
    {
      message_type: 'location',
      type_location: [{ longitude: 77.61, latitude: 12.93, name: 'Depot', address: '1 Dock Road' }],
    },
  ],
  [
    'a template',
    outbound.template,
    {
      message_type: 'template',
      type_template: [
        {
          name: 'parcel_update',
          attributes: ['Asha', 'A-77'],
          language: { locale: 'en', policy: 'deterministic' },
        },
      ],
    },
  ],
  [
    'a template with a file, whose block is an object',
    {
      ...outbound.template,
      header: { type: 'document', media: { url: 'https://cdn.example/a.pdf', fileName: 'invoice.pdf' } },
    },
    {
      message_type: 'media_template',
      type_media_template: { type: 'document', url: 'https://cdn.example/a.pdf', filename: 'invoice.pdf' },
      type_template: [
        {
          name: 'parcel_update',
          attributes: ['Asha', 'A-77'],
          language: { locale: 'en', policy: 'deterministic' },
        },
      ],
    },
  ],
  [
    'buttons',
    outbound.buttons,
    {
      message_type: 'interactive',
      type_interactive: [
        {
          type: 'button',
          body: 'Shall we deliver today?',
          footer: 'Blue Kite',
          action: [
            {
              buttons: [
                { type: 'reply', reply: { id: 'yes', title: 'Yes' } },
                { type: 'reply', reply: { id: 'no', title: 'No' } },
              ],
            },
          ],
        },
      ],
    },
  ],
  [
    'a list',
    outbound.list,
    {
      message_type: 'interactive',
      type_interactive: [
        {
          type: 'list',
          body: 'Choose',
          action: [
            {
              button: 'Options',
              sections: [{ title: 'Menu', rows: [{ id: 'r1', title: 'Balance', description: 'Last 30 days' }] }],
            },
          ],
        },
      ],
    },
  ],
  [
    'a link',
    outbound.cta_url,
    {
      message_type: 'interactive',
      type_interactive: [
        {
          type: 'cta_url',
          header: { type: 'text', text: 'Pay' },
          body: 'Tap to pay',
          action: [
            {
              buttons: [{ name: 'cta_url', parameters: { display_text: 'Pay now', url: 'https://pay.example/77' } }],
            },
          ],
        },
      ],
    },
  ],
];

test.each(TABLE)('R3: %s has its block beside the envelope, and nothing else', (_what, content, blocks) => {
  expect(elementOf(content)).toEqual({ ...envelope, ...blocks });
});

test('R4: whether a link is previewed is a text', () => {
  const block = { preview_url: 'true', content: 'https://a.example' };
  expect(elementOf({ type: 'text', text: 'https://a.example', previewUrl: true })).toMatchObject({
    type_text: [block],
  });
});

describe('R2: the envelope', () => {
  test('has the recipient as digits', () => {
    const recipient = [{ kind: 'phone', value: '+91 98123-00001', matchKey: RECIPIENT } as const];
    expect(elementOf(outbound.text, { recipient })).toMatchObject({ recipient_whatsapp: RECIPIENT });
  });

  test.each([
    ['is too short', [{ kind: 'phone', value: '123456789', matchKey: 'x' } as const]],
    ['is no phone', [{ kind: 'user_id', value: 'IN.abc', matchKey: 'IN.abc' } as const]],
  ])('is refused where the recipient %s', (_why, recipient) => {
    expect(elementOf(outbound.text, { recipient })).toMatchObject({ kind: 'message_invalid' });
  });

  test('has the source that the operator set', () => {
    const rendered = renderMessage(messageOf(outbound.text), readSettings({ ...connection, source: '3f7d-01' }));
    expect(rendered).toMatchObject({ body: { message: [{ source: '3f7d-01' }] } });
  });

  test('R5: carries the id of the attempt, whatever a raw payload says', () => {
    const payload = { message_type: 'text', recipient_whatsapp: '910000000000', 'x-apiheader': 'x', extra: 1 };
    const raw = { type: 'raw', provider: 'netcore', payload } as const;
    expect(elementOf(raw)).toEqual({ ...envelope, message_type: 'text', extra: 1 });
    expect(elementOf({ ...raw, payload: { message: [payload] } })).toEqual({
      ...envelope,
      message_type: 'text',
      extra: 1,
    });
  });

  test('has one element: a raw payload with two is refused', () => {
    const payload = { message: [{ message_type: 'text' }, { message_type: 'text' }] };
    expect(elementOf({ type: 'raw', provider: 'netcore', payload })).toMatchObject({ kind: 'message_invalid' });
    expect(elementOf({ type: 'raw', provider: 'other', payload })).toMatchObject({ kind: 'message_invalid' });
  });
});

describe('values of a template', () => {
  const template = { body: { text: 'Hi {{who}}, {{what}}', variables: ['who', 'what'] } } as unknown as Template;
  const named = (...names: string[]) => ({
    ...outbound.template,
    body: names.map((name) => ({ type: 'text', name, text: `<${name}>` })),
  });
  const attributesOf = (content: OutboundContent, more = {}) =>
    (elementOf(content, more) as { type_template?: { attributes: unknown }[] }).type_template?.[0]?.attributes;

  test('with names stand in the order of our copy', () => {
    expect(attributesOf(named('what', 'who'), { template })).toEqual(['<who>', '<what>']);
  });

  test.each([
    ['too few', named('who')],
    ['one that is not known', named('who', 'where')],
    ['one twice', named('who', 'who')],
  ])('are refused where there are %s', (_why, content) => {
    expect(elementOf(content, { template })).toMatchObject({ kind: 'message_invalid' });
  });

  test('begin with a header of text and end with what a button’s address goes on with', () => {
    const content: OutboundContent = {
      ...outbound.template,
      header: { type: 'text', text: 'Parcel' },
      buttons: [
        { index: 0, type: 'quick_reply', payload: 'x' },
        { index: 1, type: 'url', text: 'track/A-77' },
      ],
    };
    expect(attributesOf(content)).toEqual(['Parcel', 'Asha', 'A-77', 'track/A-77']);
  });

  test.each([
    ['a place above', { header: { type: 'location', location: {} } }],
    ['a file above by its id', { header: { type: 'image', media: { id: 'x' } } }],
    ['cards', { carousel: [{}] }],
  ])('cannot say %s', (_what, more) => {
    expect(elementOf({ ...outbound.template, ...more })).toMatchObject({ kind: 'message_invalid' });
  });
});
