import { describe, expect, test } from 'vitest';
import type { TemplateContent } from '../../domain/content.ts';
import type { Template } from '../../domain/template.ts';
import { parseTemplate } from './parse-template.ts';
import { renderVariables } from './render-template.ts';

function templateOf(types: Record<string, unknown>): Template {
  const template = parseTemplate({ sid: 'HX1', friendly_name: 'one', language: 'en', types });
  if (template === null) throw new Error('it is none');
  return template;
}

const card = templateOf({
  'twilio/text': { body: 'poorer' },
  'whatsapp/card': {
    body: 'Hi {{2}}, it is {{1}}.',
    media: ['https://cdn.example/{{3}}.jpg'],
    footer: 'Bye',
    actions: [
      { type: 'QUICK_REPLY', title: 'Yes', id: 'yes' },
      { type: 'URL', title: 'See', url: 'https://bikes.example/{{4}}' },
      { type: 'PHONE_NUMBER', title: 'Call', phone: '+15550100200' },
    ],
  },
});

function variablesFor(template: Pick<Template, 'body' | 'provider'>, own: Partial<TemplateContent>) {
  return renderVariables({ type: 'template', name: 'one', language: 'en', ...own }, template);
}

test('of several types the richest is the template', () => {
  expect(card).toMatchObject({
    header: { format: 'image' },
    body: { text: 'Hi {{2}}, it is {{1}}.', variables: ['1', '2'] },
    footer: 'Bye',
    buttons: [
      { type: 'quick_reply', text: 'Yes', needsParameter: false },
      { type: 'url', needsParameter: true },
      { type: 'phone_number', phoneNumber: '+15550100200', needsParameter: false },
    ],
  });
});

test.each<[string, Record<string, unknown>, Partial<Template>]>([
  [
    'a file that is always the same is no header',
    { 'twilio/media': { body: 'x', media: ['https://cdn.example/a.pdf'] } },
    { header: null },
  ],
  [
    'a document is told by its address',
    { 'twilio/media': { body: 'x', media: ['https://cdn.example/{{1}}.pdf'] } },
    { header: { format: 'document' } },
  ],
  ['names make named variables', { 'twilio/text': { body: 'Hi {{first_name}}' } }, { parameterFormat: 'named' }],
  [
    'the code is the variable of an authentication template',
    { 'whatsapp/authentication': { actions: [] } },
    { body: { text: '', variables: ['1'] } },
  ],
  [
    'cards are read too',
    { 'twilio/carousel': { body: 'All', cards: [{ title: 'A', body: 'One', actions: [] }] } },
    {
      cards: [
        { header: { format: 'text', text: 'A', variables: [] }, body: { text: 'One', variables: [] }, buttons: [] },
      ],
    },
  ],
  ['a content without types is empty', {}, { body: { text: '', variables: [] } }],
])('%s', (_what, types, expected) => {
  expect(templateOf(types)).toMatchObject(expected);
});

describe('values go to the variables of', () => {
  test('body, header and buttons, counted over all of it', () => {
    expect(
      variablesFor(card, {
        header: { type: 'image', media: { url: 'https://cdn.example/a/b.jpg' } },
        body: ['noon', { type: 'text', text: 'Ana' }],
        buttons: [
          { index: 1, type: 'url', text: '7' },
          { index: 0, type: 'quick_reply', payload: 'ignored' },
        ],
      }),
    ).toEqual({ '1': 'noon', '2': 'Ana', '3': 'a/b', '4': '7' });
  });

  test('named parameters', () => {
    const named = templateOf({ 'twilio/text': { body: 'Hi {{first_name}}' } });
    expect(variablesFor(named, { body: [{ type: 'text', name: 'first_name', text: 'Ana' }] })).toEqual({
      first_name: 'Ana',
    });
  });

  test('amounts, by the text that stands for them', () => {
    const price = { type: 'currency', currency: { fallbackValue: '3 EUR' } };
    expect(variablesFor(card, { body: [price] })).toEqual({ '1': '3 EUR' });
  });

  test('cards', () => {
    const carousel = templateOf({
      'twilio/carousel': {
        body: 'For {{1}}',
        cards: [{ title: 'A {{2}}', actions: [{ type: 'URL', title: 'See', url: 'https://b.example/{{3}}' }] }],
      },
    });
    const given = { body: ['x'], buttons: [{ index: 0, type: 'url', text: '7' }] };
    expect(variablesFor(carousel, { body: ['Ana'], carousel: [given] })).toEqual({ '1': 'Ana', '2': 'x', '3': '7' });
  });

  test('a body alone, where the definition is not known', () => {
    const unknown = { body: { text: '', variables: [] }, provider: {} };
    expect(variablesFor(unknown, { body: ['a', 'b'] })).toEqual({ '1': 'a', '2': 'b' });
    expect(variablesFor(unknown, { buttons: [{ index: 0, type: 'url', text: '7' }] })).toContain('not known');
  });
});

test.each<[string, Partial<TemplateContent>, string]>([
  [
    'a file of another host',
    { header: { type: 'image', media: { url: 'https://other.example/b.jpg' } } },
    'https://cdn.example/',
  ],
  ['a file without address', { header: { type: 'image', media: { id: '1' } } }, 'url'],
  ['a button that is not there', { buttons: [{ index: 9, type: 'url', text: '7' }] }, 'no button 9'],
  ['a card that is not there', { carousel: [{}] }, 'fewer cards'],
  ['a value without text', { body: [{ type: 'date_time' }] }, 'date_time'],
])('%s is refused with the reason', (_what, own, message) => {
  expect(variablesFor(card, own)).toContain(message);
});
