import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fitting, fittingTemplate } from '../../../test/support/arbitrary-template.ts';
import type { TemplateContent, TemplateParameter } from '../content.ts';
import type { Template } from '../template.ts';
import { checkTemplate } from './check-template.ts';

/** One thing spoilt, and where that must be told. */
interface Mutation {
  what: string;
  content: TemplateContent;
  path: string;
}

const LONG = 'x'.repeat(1_025);
const BAD_TEXTS = ['', '  ', 'two\nlines', 'a\ttab', 'five     spaces', LONG];

describe('checking the content of a template', () => {
  it('lets pass what fits', () => {
    fc.assert(fc.property(fittingTemplate, ({ template, content }) => checkTemplate(template, content).ok));
  });

  it('item 44: names the place of every single mistake', () => {
    fc.assert(
      fc.property(fittingTemplate, (fitting) => {
        for (const { what, content, path } of mutationsOf(fitting)) {
          const check = checkTemplate(fitting.template, content);
          expect({ what, path: check.ok ? 'no problem' : check.path }).toEqual({ what, path });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('says how many values a text needs, which, and how many were given', () => {
    expect(problemOf({ body: ['Mara'] })).toEqual({
      path: '/body/1',
      message: 'this template needs 2 values here (1, 2), 1 value given',
    });
  });

  it('says why a template cannot be sent', () => {
    const rejected = { ...TEMPLATE, status: 'rejected', rejection: 'INVALID_FORMAT' };
    expect(checkTemplate(rejected, { ...CONTENT, body: ['Mara', 'Friday'] })).toEqual({
      ok: false,
      path: '/name',
      message: 'the template book_ready in en_GB is rejected (INVALID_FORMAT); only approved ones can be sent',
    });
  });

  it('tells numbers from names', () => {
    const named = {
      ...TEMPLATE,
      parameterFormat: 'named' as const,
      body: { text: '{{first}} {{day}}', variables: ['first', 'day'] },
    };
    expect(checkTemplate(named, { ...CONTENT, body: ['Mara', 'Friday'] })).toMatchObject({ path: '/body/0' });
    expect(problemOf({ body: [{ type: 'text', name: 'first', text: 'Mara' }, 'Friday'] })).toMatchObject({
      path: '/body/0/name',
    });
  });

  it('takes any number of product cards from two to ten', () => {
    const card = { header: { format: 'product' as const }, body: null, buttons: [] };
    const shelf = { ...TEMPLATE, body: { text: 'Look', variables: [] }, cards: [card, card] };
    const shown = { header: { type: 'product', product: { productRetailerId: 'HLB-0042', catalogId: '7' } } };
    expect(checkTemplate(shelf, { ...CONTENT, carousel: Array.from({ length: 10 }, () => shown) })).toEqual({
      ok: true,
    });
    expect(checkTemplate(shelf, { ...CONTENT, carousel: [shown] })).toMatchObject({ path: '/carousel' });
  });

  it('asks for the end of an offer', () => {
    const offer = { ...TEMPLATE, body: { text: 'Save', variables: [] }, hasOffer: true as const };
    const until = (expiresAt: string) => checkTemplate(offer, { ...CONTENT, limitedTimeOffer: { expiresAt } });
    expect(until('2026-11-30T18:00:00Z')).toEqual({ ok: true });
    expect(until('soon')).toMatchObject({ path: '/limitedTimeOffer/expiresAt' });
    expect(checkTemplate(offer, CONTENT)).toMatchObject({ path: '/limitedTimeOffer' });
    expect(problemOf({ body: ['a', 'b'], limitedTimeOffer: { expiresAt: '2026-11-30' } })).toMatchObject({
      path: '/limitedTimeOffer',
    });
  });

  it('refuses a code that is no code', () => {
    const coupon = {
      ...TEMPLATE,
      body: { text: 'Save', variables: [] },
      buttons: [{ type: 'copy_code', text: 'Copy', needsParameter: true }],
    };
    const withCode = (couponCode: string) =>
      checkTemplate(coupon, { ...CONTENT, buttons: [{ index: 0, type: 'copy_code', couponCode }] });
    expect(withCode('AUTUMN10')).toEqual({ ok: true });
    expect(withCode('AUTUMN-10')).toMatchObject({ path: '/buttons/0/couponCode' });
    expect(withCode('A234567890123456')).toMatchObject({ path: '/buttons/0/couponCode' });
  });
});

const TEMPLATE: Template = {
  ...{ providerId: '1', name: 'book_ready', language: 'en_GB', category: 'utility', status: 'approved' },
  ...{ quality: null, rejection: null, parameterFormat: 'positional', header: null, footer: null },
  body: { text: 'Hello {{1}}, until {{2}}!', variables: ['1', '2'] },
  ...{ buttons: [], cards: [], provider: {} },
};
const CONTENT: TemplateContent = { type: 'template', name: 'book_ready', language: 'en_GB' };

function problemOf(parts: Partial<TemplateContent>): unknown {
  const check = checkTemplate(TEMPLATE, { ...CONTENT, ...parts });
  return check.ok ? null : { path: check.path, message: check.message };
}

/** Everything that can be spoilt in the text, the header, the buttons and the cards of this content. */
function mutationsOf(fitting: Fitting): Mutation[] {
  return [
    ...bodyMutations(fitting),
    ...headerMutations(fitting),
    ...buttonMutations(fitting),
    ...cardMutations(fitting),
  ];
}

function bodyMutations({ template, content }: Fitting): Mutation[] {
  const { body, ...rest } = content;
  const isNamed = template.parameterFormat === 'named';
  if (body === undefined)
    return [{ what: 'text where none belongs', content: { ...content, body: ['x'] }, path: '/body' }];
  const place = (index: number) => `/body/${isNamed ? template.body.variables[index] : index}`;
  const extra = isNamed ? { type: 'text', name: 'NOBODY', text: 'x' } : 'x';
  const shorter = isNamed ? body.slice(1) : body.slice(0, -1);
  const missing = body.length === 1 ? '/body' : place(isNamed ? 0 : body.length - 1);
  return [
    { what: 'no text', content: rest, path: '/body' },
    { what: 'one value less', content: { ...content, body: shorter }, path: missing },
    {
      what: 'one value more',
      content: { ...content, body: [...body, extra] },
      path: isNamed ? '/body/NOBODY' : `/body/${body.length}`,
    },
    ...body.flatMap((value, index) =>
      BAD_TEXTS.map((text) => ({
        what: `value ${index}: ${JSON.stringify(text.slice(0, 20))}`,
        content: { ...content, body: body.with(index, typeof value === 'string' ? text : { ...value, text }) },
        path: place(index),
      })),
    ),
  ];
}

function headerMutations({ content }: Fitting): Mutation[] {
  const { header, ...rest } = content;
  if (header === undefined) {
    return [
      {
        what: 'header where none belongs',
        content: { ...content, header: { type: 'text', text: 'x' } },
        path: '/header',
      },
    ];
  }
  const spoilt = (what: string, change: Partial<TemplateParameter>, path: string): Mutation => ({
    what,
    content: { ...content, header: { ...header, ...change } },
    path,
  });
  return [
    { what: 'no header', content: rest, path: '/header' },
    spoilt('header of another kind', { type: 'sticker' }, '/header/type'),
    ...(header.type === 'text' ? [spoilt('long header', { text: 'x'.repeat(61) }, '/header/text')] : []),
    ...(header.media === undefined ? [] : [spoilt('header without file', { media: undefined }, '/header/media')]),
    ...(header.type === 'location'
      ? [spoilt('header without place', { location: undefined }, '/header/location')]
      : []),
  ];
}

function buttonMutations({ template, content }: Fitting): Mutation[] {
  const { buttons, ...rest } = content;
  const given = buttons ?? [];
  const taken = given.map(({ index }) => index);
  const free = template.buttons.findIndex((button, index) => button.type === 'url' && !taken.includes(index));
  const missing = buttons ? [{ what: 'no buttons', content: rest, path: '/buttons' }] : [];
  const unknown = { index: template.buttons.length, type: 'url', text: 'x' };
  return [
    ...missing,
    {
      what: 'button that is not there',
      content: { ...content, buttons: [...given, unknown] },
      path: `/buttons/${given.length}/index`,
    },
    ...(free === -1
      ? []
      : [
          {
            what: 'value for a fixed address',
            content: { ...content, buttons: [...given, { index: free, type: 'url', text: 'x' }] },
            path: `/buttons/${given.length}`,
          },
        ]),
    ...given.flatMap((button, place) => [
      {
        what: 'button of another type',
        content: { ...content, buttons: given.with(place, { ...button, type: 'catalog' }) },
        path: `/buttons/${place}/type`,
      },
      {
        what: 'button without its value',
        content: { ...content, buttons: given.with(place, { index: button.index, type: button.type }) },
        path: `/buttons/${place}/${Object.keys(button).find((field) => field !== 'index' && field !== 'type')}`,
      },
    ]),
  ];
}

function cardMutations({ template, content }: Fitting): Mutation[] {
  const { carousel, ...rest } = content;
  if (carousel === undefined) {
    return [{ what: 'cards where none belong', content: { ...content, carousel: [{}] }, path: '/carousel' }];
  }
  const [first] = carousel;
  const cardContent = { ...CONTENT, ...first, buttons: first?.buttons as TemplateContent['buttons'] };
  const cardTemplate = { ...TEMPLATE, ...template.cards[0], parameterFormat: template.parameterFormat, cards: [] };
  const ofFirst = bodyMutations({ template: cardTemplate as Template, content: cardContent as TemplateContent });
  return [
    { what: 'no cards', content: rest, path: '/carousel' },
    { what: 'a card less', content: { ...content, carousel: carousel.slice(1) }, path: '/carousel' },
    { what: 'a card more', content: { ...content, carousel: [...carousel, {}] }, path: '/carousel' },
    ...ofFirst.map(({ what, content: { header, body, buttons }, path }) => ({
      what: `card: ${what}`,
      content: {
        ...content,
        carousel: carousel.with(0, { ...(header && { header }), ...(body && { body }), ...(buttons && { buttons }) }),
      },
      path: `/carousel/0${path}`,
    })),
  ];
}
