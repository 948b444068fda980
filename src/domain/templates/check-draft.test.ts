import { describe, expect, it } from 'vitest';
import type { TemplateDraft } from '../template.ts';
import { checkDraft } from './check-draft.ts';

const GOOD: TemplateDraft = {
  ...{ name: 'book_ready', language: 'en_GB', category: 'utility', parameterFormat: 'positional' },
  header: { format: 'text', text: 'For {{1}}', examples: { '1': 'Mara' } },
  body: { text: 'Hello {{1}}, your book waits until {{2}} at the desk.', examples: { '1': 'Mara', '2': 'Friday' } },
  footer: 'Harbour Lane Books',
  buttons: [
    { type: 'url', text: 'Map', url: 'https://books.example/p/{{1}}', example: 'HLB-0042' },
    { type: 'phone_number', text: 'Call', phoneNumber: '+15550001111' },
    { type: 'quick_reply', text: 'Thanks' },
  ],
};

const body = (text: string, examples: Record<string, string> = {}) => ({ body: { text, examples } });
const buttons = (...list: NonNullable<TemplateDraft['buttons']>) => ({ buttons: list });
const reply = { type: 'quick_reply', text: 'Yes' };
const map = { type: 'url', text: 'Map', url: 'https://books.example/map' };

describe('checking the draft of a template', () => {
  it('lets a good one pass', () => {
    expect(checkDraft(GOOD)).toEqual([]);
  });

  it.each<[string, Partial<TemplateDraft>, string]>([
    ['a name in capitals', { name: 'Book' }, '/name'],
    ['a name that is too long', { name: 'x'.repeat(513) }, '/name'],
    ['a language that is none', { language: 'English' }, '/language'],
    ['an unknown category', { category: 'news' }, '/category'],
    ['two variables in the header', { header: { format: 'text', text: '{{1}} {{2}}' } }, '/header/text'],
    ['a header that is too long', { header: { format: 'text', text: 'x'.repeat(61) } }, '/header/text'],
    ['a header without an example', { header: { format: 'text', text: 'For {{1}}' } }, '/header/examples/1'],
    ['a file without an example', { header: { format: 'image' } }, '/header'],
    ['no text', body(' '), '/body/text'],
    ['a text that is too long', body('x'.repeat(1_025)), '/body/text'],
    ['a gap in the variables', body('Dear {{1}} and {{3}}!', { '1': 'a', '3': 'b' }), '/body/text'],
    ['a name where numbers are due', body('Dear {{who}}!', { who: 'a' }), '/body/text'],
    ['a variable first', body('{{1}} is here', { '1': 'a' }), '/body/text'],
    ['a variable last', body('Here is {{1}}', { '1': 'a' }), '/body/text'],
    ['variables that touch', body('Dear {{1}} {{2}}!', { '1': 'a', '2': 'b' }), '/body/text'],
    ['a missing example', body('Dear {{1}} and {{2}}!', { '1': 'a' }), '/body/examples/2'],
    ['an example for nothing', body('Dear {{1}}!', { '1': 'a', '2': 'b' }), '/body/examples/2'],
    ['a footer that is too long', { footer: 'x'.repeat(61) }, '/footer'],
    ['a footer with a variable', { footer: 'By {{1}}' }, '/footer'],
    ['a button without a label', buttons({ type: 'quick_reply' }), '/buttons/0/text'],
    ['a label that is too long', buttons(reply, { ...reply, text: 'x'.repeat(26) }), '/buttons/1/text'],
    ['an address that is none', buttons({ ...map, url: 'books.example' }), '/buttons/0/url'],
    ['a variable inside an address', buttons({ ...map, url: 'https://books.example/{{1}}/x' }), '/buttons/0/url'],
    ['an address without an example', buttons({ ...map, url: 'https://books.example/{{1}}' }), '/buttons/0/example'],
    ['a third address', buttons(map, map, map), '/buttons/2'],
    ['a call without a number', buttons({ type: 'phone_number', text: 'Call' }), '/buttons/0/phoneNumber'],
    ['a code without an example', buttons({ type: 'copy_code' }), '/buttons/0/example'],
    ['quick replies on both sides', buttons(reply, map, reply), '/buttons/2'],
    [
      'item 40: two addresses and nine others',
      buttons(map, map, ...Array.from({ length: 9 }, () => reply)),
      '/buttons',
    ],
    ['eleven buttons', { buttons: Array.from({ length: 11 }, () => reply) }, '/buttons'],
  ])('names the place of %s', (_what, change, path) => {
    expect(checkDraft({ ...GOOD, ...change }).map((problem) => problem.path)).toEqual([path]);
  });

  it('takes names where variables have names', () => {
    const named = { ...GOOD, parameterFormat: 'named' as const };
    const header = { format: 'text' as const, text: 'For {{who}}', examples: { who: 'Mara' } };
    expect(checkDraft({ ...named, header, ...body('Dear {{who}}!', { who: 'Mara' }) })).toEqual([]);
    expect(checkDraft({ ...named, header, ...body('Dear {{Who}}!', { Who: 'Mara' }) })).toMatchObject([
      { path: '/body/text' },
    ]);
  });

  it("leaves the provider's own components to the provider", () => {
    const { buttons: _buttons, ...rest } = GOOD;
    expect(
      checkDraft({ ...rest, ...body(''), components: [{ type: 'BODY', add_security_recommendation: true }] }),
    ).toEqual([]);
  });
});
