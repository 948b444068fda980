import i18next, { type TFunction } from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import en from '../i18n/en.json' with { type: 'json' };
import { type AnyContent, previewContent } from './preview.ts';

let t: TFunction;

beforeAll(async () => {
  t = await i18next.createInstance().init({
    lng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  });
});

const CASES: readonly (readonly [AnyContent, string])[] = [
  [{ type: 'text', text: 'Hello' }, 'Hello'],
  [{ type: 'buttons', text: 'Choose', buttons: [] }, 'Choose'],
  [{ type: 'button_reply', id: 'a', title: 'Order' }, 'Order'],
  [{ type: 'image', media: {} }, 'Photo'],
  [{ type: 'image', media: {}, caption: 'the handle' }, 'Photo: the handle'],
  [{ type: 'location', latitude: 1, longitude: 2, name: 'Depot' }, 'Location: Depot'],
  [{ type: 'template', name: 'reminder', language: 'en' }, 'Template reminder'],
  [{ type: 'reaction', messageId: 'm', emoji: '👍' }, 'Reaction 👍'],
  [{ type: 'reaction', messageId: 'm', emoji: '' }, 'Reaction removed'],
  [{ type: 'unsupported', kind: 'poll', provider: {} }, 'Unsupported: poll'],
  [{ type: 'order_details', body: { text: 'Your order 77' } }, 'Your order 77'],
  [{ type: 'order_status' }, 'Message of kind order_status'],
];

it.each(CASES)('%o is shown as “%s”', (content, line) => expect(previewContent(content, t)).toBe(line));
