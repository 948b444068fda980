import { expect, test } from 'vitest';
import { GraphError } from '../graph-error.ts';
import { checkDraft } from './template-rules.ts';
import { parseDraft } from './template-schema.ts';

const body = (text: string, ...examples: string[]) => ({
  type: 'BODY',
  text,
  ...(examples.length > 0 && { example: { body_text: [examples] } }),
});
const plain = body('Your order is ready.');
const reply = (text: string) => ({ type: 'QUICK_REPLY', text });
const page = (more: object = {}) => ({ type: 'URL', text: 'Open', url: 'https://a.example', ...more });
const buttons = (...all: object[]) => ({ type: 'BUTTONS', buttons: all });
const picture = { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4:a'] } };
const card = (...components: object[]) => ({ components: [picture, body('One'), ...components] });

function draft(components: object[], more: object = {}): object {
  return { name: 'a_1', language: 'en', category: 'MARKETING', components, ...more };
}

/** Undefined: the template is fine. */
function refusalOf(input: object): { details: unknown; subcode: unknown } | undefined {
  try {
    checkDraft(parseDraft(input));
    return undefined;
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const { error_data: data, error_subcode: subcode, code } = error.render('A').error;
    expect(code).toBe(100);
    return { details: JSON.stringify(data), subcode };
  }
}

test.each([
  ['a body alone', draft([plain])],
  ['positional variables', draft([body('Hello {{1}}, see you on {{2}} at our desk.', 'Mina', 'Friday')])],
  [
    'named variables',
    draft(
      [
        {
          type: 'BODY',
          text: 'Hello {{first_name}}, welcome.',
          example: { body_text_named_params: [{ param_name: 'first_name', example: 'Mina' }] },
        },
      ],
      { parameter_format: 'named' },
    ),
  ],
  ['every kind of header', draft([picture, plain])],
  ['ten buttons in two blocks', draft([plain, buttons(...[...'abcdefgh'].map(reply), page(), page())])],
  ['a page with a variable', draft([plain, buttons(page({ url: 'https://a.example/{{1}}', example: ['x'] }))])],
  [
    'a carousel',
    draft([plain, { type: 'CAROUSEL', cards: [card(buttons(reply('Yes'))), card(buttons(reply('Yes')))] }]),
  ],
  [
    'a limited-time offer',
    draft([{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon', has_expiration: true } }, plain]),
  ],
])('%s is accepted', (_what, input) => {
  expect(refusalOf(input)).toBeUndefined();
});

test.each<[string, object, RegExp, number?]>([
  ['a name with capitals', draft([plain], { name: 'Ab' }), /name/],
  ['a language that is none', draft([plain], { language: 'english' }), /language/],
  ['an unknown category', draft([plain], { category: 'CHAT' }), /category/],
  ['no body', draft([{ type: 'FOOTER', text: 'a' }]), /BODY/],
  ['two bodies', draft([plain, plain]), /more than one BODY/],
  ['a body too long', draft([body('x'.repeat(1025))]), /1024/, 2388040],
  ['variables out of order', draft([body('Hello {{2}}, welcome to us.', 'a')]), /POSITIONAL/, 2388073],
  ['names where numbers are due', draft([body('Hello {{name}}, welcome to us.', 'a')]), /POSITIONAL/, 2388073],
  ['a variable at the start', draft([body('{{1}}, welcome to our shop.', 'a')]), /begin or end/, 2388299],
  ['a variable at the end', draft([body('Welcome to our shop, {{1}}', 'a')]), /begin or end/, 2388299],
  ['variables that touch', draft([body('Hello there {{1}} {{2}}, welcome to us.', 'a', 'b')]), /touch/, 2388299],
  ['more variables than words', draft([body('Hi {{1}}, go {{2}}.', 'a', 'b')]), /Too many/, 2388293],
  ['a variable without example', draft([body('Hello {{1}}, welcome to us.')]), /example/],
  ['a picture without sample', draft([{ type: 'HEADER', format: 'IMAGE' }, plain]), /header_handle/],
  ['a header too long', draft([{ type: 'HEADER', format: 'TEXT', text: 'x'.repeat(61) }, plain]), /60/, 2388040],
  ['a footer with a variable', draft([plain, { type: 'FOOTER', text: 'a {{1}} b' }]), /footer/],
  ['eleven buttons', draft([plain, buttons(...[...'abcdefghijk'].map(reply))]), /10/],
  ['three pages', draft([plain, buttons(page(), page(), page())]), /2 URL/],
  ['quick replies apart', draft([plain, buttons(reply('a'), page(), reply('b'))]), /together/],
  ['a label too long', draft([plain, buttons(reply('x'.repeat(26)))]), /25/],
  ['a page without example', draft([plain, buttons(page({ url: 'https://a.example/{{1}}' }))]), /example/],
  ['one card', draft([plain, { type: 'CAROUSEL', cards: [card()] }]), /2 to 10/],
  [
    'cards that differ',
    draft([plain, { type: 'CAROUSEL', cards: [card(buttons(reply('a'))), card(buttons(page()))] }]),
    /same/,
  ],
  [
    'an offer that is no marketing',
    draft([{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'a' } }, plain], { category: 'UTILITY' }),
    /MARKETING/,
  ],
  ['a code without its button', draft([plain], { category: 'AUTHENTICATION' }), /OTP/],
  ['a life too short', draft([plain], { message_send_ttl_seconds: 60 }), /message_send_ttl_seconds/],
])('%s is refused', (_what, input, details, subcode) => {
  const refusal = refusalOf(input);
  expect(refusal?.details).toMatch(details);
  if (subcode !== undefined) expect(refusal?.subcode).toBe(subcode);
});
