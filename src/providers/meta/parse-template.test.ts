import { expect, test } from 'vitest';
import { parseTemplate } from './parse-template.ts';

function parse(components: readonly unknown[], more: Record<string, unknown> = {}) {
  return parseTemplate({
    id: '1',
    name: 'a',
    language: 'en_GB',
    category: 'UTILITY',
    status: 'APPROVED',
    components,
    ...more,
  });
}

test('a whole template', () => {
  const provider = {
    id: '12345678901234567',
    name: 'order_ready',
    language: 'en_GB',
    category: 'UTILITY',
    status: 'REJECTED',
    quality_score: { score: 'GREEN', date: 1 },
    rejected_reason: 'INVALID_FORMAT',
    parameter_format: 'NAMED',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{number}}' },
      { type: 'BODY', text: 'Hello {{first_name}}, come on {{ day }}. {{first_name}}!' },
      { type: 'FOOTER', text: 'Tidewell' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Map', url: 'https://bikes.example/{{1}}' },
          { type: 'URL', text: 'Home', url: 'https://bikes.example' },
          { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100200' },
          { type: 'QUICK_REPLY', text: 'Thanks' },
          { type: 'COPY_CODE', text: 'Copy' },
        ],
      },
    ],
  };
  expect(parseTemplate(provider)).toEqual({
    providerId: '12345678901234567',
    name: 'order_ready',
    language: 'en_GB',
    category: 'utility',
    status: 'rejected',
    quality: 'green',
    rejection: 'INVALID_FORMAT',
    parameterFormat: 'named',
    header: { format: 'text', text: 'Order {{number}}', variables: ['number'] },
    body: {
      text: 'Hello {{first_name}}, come on {{ day }}. {{first_name}}!',
      variables: ['first_name', 'day'],
    },
    footer: 'Tidewell',
    buttons: [
      { type: 'url', text: 'Map', url: 'https://bikes.example/{{1}}', needsParameter: true },
      { type: 'url', text: 'Home', url: 'https://bikes.example', needsParameter: false },
      { type: 'phone_number', text: 'Call', phoneNumber: '+15550100200', needsParameter: false },
      { type: 'quick_reply', text: 'Thanks', needsParameter: false },
      { type: 'copy_code', text: 'Copy', needsParameter: true },
    ],
    cards: [],
    provider,
  });
});

test('numbers are in the order in which values are given, whatever their order in the text', () => {
  expect(parse([{ type: 'BODY', text: '{{10}} {{2}} {{1}} {{2}}' }])?.body.variables).toEqual(['1', '2', '10']);
});

test('the format of an older template is seen by its variables', () => {
  expect(parse([{ type: 'BODY', text: 'Hello {{name}}' }])?.parameterFormat).toBe('named');
  expect(parse([{ type: 'BODY', text: 'Hello {{1}}' }])?.parameterFormat).toBe('positional');
  expect(parse([])?.parameterFormat).toBe('positional');
});

test.each(['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF', 'LOCATION', 'PRODUCT'])('a header may be %s', (format) => {
  expect(parse([{ type: 'HEADER', format }])?.header).toEqual({ format: format.toLowerCase() });
});

test('an authentication template has one variable, also where its text is left out', () => {
  const components = [
    { type: 'BODY', add_security_recommendation: true },
    { type: 'BUTTONS', buttons: [{ type: 'OTP' }] },
  ];
  expect(parse(components, { category: 'AUTHENTICATION' })).toMatchObject({
    body: { text: '', variables: ['1'] },
    buttons: [{ type: 'otp', text: '', needsParameter: true }],
  });
});

test('a carousel has cards, each with header, body and buttons', () => {
  const card = {
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Blue {{1}}' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'This' }] },
    ],
  };
  expect(parse([{ type: 'CAROUSEL', cards: [card, {}] }])?.cards).toEqual([
    {
      header: { format: 'image' },
      body: { text: 'Blue {{1}}', variables: ['1'] },
      buttons: [{ type: 'quick_reply', text: 'This', needsParameter: false }],
    },
    { header: null, body: null, buttons: [] },
  ]);
});

test('an offer that ends is marked', () => {
  const offer = { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Soon over', has_expiration: true } };
  expect(parse([offer])).toMatchObject({ hasOffer: true });
  expect(parse([])).not.toHaveProperty('hasOffer');
});

test('what was never told is null, and no reason is none', () => {
  expect(parse([], { rejected_reason: 'NONE', quality_score: {} })).toMatchObject({
    quality: null,
    rejection: null,
    header: null,
    footer: null,
  });
});

test.each([null, {}, { name: 'a' }, { language: 'en' }])('%j is no template', (value) => {
  expect(parseTemplate(value)).toBeNull();
});
