import { expect, it } from 'vitest';
import type { Template } from '../template.ts';
import { fillTemplate, renderTemplateText } from './fill-template.ts';
import { findTemplate } from './find-template.ts';

const TEMPLATE: Template = {
  ...{ providerId: '1', name: 'book_ready', language: 'en_GB', category: 'utility', status: 'approved' },
  ...{ quality: null, rejection: null, parameterFormat: 'named', provider: {}, footer: 'Harbour Lane' },
  header: { format: 'text', text: 'For {{who}}', variables: ['who'] },
  body: { text: 'Hello {{who}}, until {{ day }}.', variables: ['who', 'day'] },
  buttons: [{ type: 'url', text: 'Map', url: 'https://books.example/{{1}}', needsParameter: true }],
  cards: [],
};
const named = (name: string, text: string) => ({ type: 'text', name, text });

it('fills every variable by its name, also twice, and leaves what is missing in its place', () => {
  const content = {
    ...{ type: 'template' as const, name: 'book_ready', language: 'en_GB' },
    header: named('who', 'Mara'),
    body: [named('who', 'Mara $& Ellis')],
    buttons: [{ index: 0, type: 'url', text: 'p/42' }],
  };
  expect(fillTemplate(TEMPLATE, content)).toEqual({
    header: { type: 'text', text: 'For Mara' },
    body: 'Hello Mara $& Ellis, until {{ day }}.',
    footer: 'Harbour Lane',
    buttons: [{ type: 'url', text: 'Map', url: 'https://books.example/p/42' }],
    cards: [],
  });
  expect(renderTemplateText(TEMPLATE, content)).toBe(
    'For Mara\nHello Mara $& Ellis, until {{ day }}.\nHarbour Lane\n[Map]',
  );
});

it('offers similar names for an unknown one, and the languages that there are', () => {
  const known = [
    { name: 'book_ready', language: 'en_GB' },
    { name: 'book_ready', language: 'de' },
    { name: 'parcel_note', language: 'en' },
  ];
  expect(findTemplate(known, { name: 'book_redy', language: 'de' })).toEqual({
    ok: false,
    path: '/name',
    message: 'there is no template book_redy; similar ones are book_ready',
  });
  expect(findTemplate(known, { name: 'book_ready', language: 'en' })).toEqual({
    ok: false,
    path: '/language',
    message: 'the template book_ready is not there in en; there is de, en_GB',
  });
  expect(findTemplate(known, { name: 'zzz', language: 'en' })).toMatchObject({ message: 'there is no template zzz' });
  expect(findTemplate(known, { name: 'parcel_note', language: 'en' })).toMatchObject({ ok: true });
});
