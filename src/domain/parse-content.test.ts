import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMERCE } from '../../test/support/commerce-content.ts';
import type { OutboundContent, OutboundKind } from './content.ts';
import { parseContent } from './parse-content.ts';

const EXAMPLES = {
  text: { type: 'text', text: 'Hi', previewUrl: true },
  image: { type: 'image', media: { url: 'https://cdn.example/a.jpg' }, caption: 'A' },
  video: { type: 'video', media: { id: 'm1' } },
  audio: { type: 'audio', media: { id: 'm1' } },
  voice: { type: 'voice', media: { id: 'm1' } },
  document: { type: 'document', media: { url: 'http://cdn.example/a.pdf', fileName: 'a.pdf' } },
  sticker: { type: 'sticker', media: { id: 'm1' } },
  location: { type: 'location', latitude: 50.8, longitude: -1.1, name: 'Quay' },
  contacts: { type: 'contacts', contacts: [{ name: { formatted: 'Ada B.' }, phones: [{ phone: '+1 555 0100' }] }] },
  buttons: {
    type: 'buttons',
    text: 'Sure?',
    buttons: [{ id: 'y', title: 'Yes' }],
    header: { type: 'image', media: { id: 'm1' } },
    footer: 'f',
  },
  list: {
    type: 'list',
    text: 'Which?',
    button: 'Open',
    sections: [{ rows: [{ id: 'a', title: 'A', description: 'd' }] }],
  },
  cta_url: { type: 'cta_url', text: 'See', label: 'Open', url: 'https://shop.example' },
  location_request: { type: 'location_request', text: 'Where?' },
  contact_request: { type: 'contact_request', text: 'Your number?' },
  ...COMMERCE,
  template: {
    type: 'template',
    name: 'hello',
    language: 'en',
    header: { type: 'image', media: { id: 'm1' } },
    body: ['Ada', { type: 'text', name: 'day', text: 'Friday' }],
    buttons: [{ index: 0, type: 'url', text: 'x' }],
  },
  reaction: { type: 'reaction', messageId: 'msg_1', emoji: '' },
  raw: { type: 'raw', provider: 'some', payload: { a: 1 } },
} satisfies Record<OutboundKind, OutboundContent>;

describe('our own shape', () => {
  it.each(Object.entries(EXAMPLES))('%s comes out as it went in', (_, content) => {
    expect(parseContent(content)).toEqual({ ok: true, content });
  });

  it('a string is text', () => {
    expect(parseContent('Hi')).toEqual({ ok: true, content: { type: 'text', text: 'Hi' } });
  });

  it('a string header is a text header', () => {
    expect(parseContent({ ...EXAMPLES.cta_url, header: 'Shop' })).toMatchObject({
      content: { header: { type: 'text', text: 'Shop' } },
    });
  });

  it('named template parameters may be an object', () => {
    expect(parseContent({ type: 'template', name: 't', language: 'de', body: { day: 'Friday' } })).toMatchObject({
      content: { body: [{ type: 'text', name: 'day', text: 'Friday' }] },
    });
  });

  it('null means absent', () => {
    expect(parseContent({ type: 'text', text: 'Hi', previewUrl: null })).toEqual({
      ok: true,
      content: { type: 'text', text: 'Hi' },
    });
  });

  it('halves of surrogate pairs are replaced', () => {
    expect(parseContent('a\ud83d')).toMatchObject({ content: { text: 'a\ufffd' } });
  });
});

describe('mistakes', () => {
  const { buttons, list, template } = EXAMPLES;
  it.each([
    [undefined, '', 'must be an object, not undefined'],
    [null, '', 'must be an object, not null'],
    [[], '', 'must be an object, not an array'],
    ['  ', '', 'must not be empty'],
    ['x'.repeat(65_537), '', 'is longer than 65536 characters'],
    [{ type: 'text' }, 'text', 'is missing'],
    [{ type: 'text', text: 7 }, 'text', 'must be a string, not number'],
    [{ type: 'text', text: 'a', colour: 'red' }, 'colour', 'is not a known field here'],
    [{ type: 'text', text: 'a', previewUrl: 'yes' }, 'previewUrl', 'must be true or false, not string'],
    [{ type: 'image', media: {} }, 'media', 'needs exactly one of url and id'],
    [{ type: 'image', media: { url: 'https://a.example', id: '1' } }, 'media', 'needs exactly one of url and id'],
    [{ type: 'image', media: { url: 'ftp://a.example/x' } }, 'media.url', 'must be a full http or https URL'],
    [{ type: 'image', media: { url: '/x.jpg' } }, 'media.url', 'must be a full http or https URL'],
    [{ type: 'location', latitude: 91, longitude: 0 }, 'latitude', 'must be between -90 and 90'],
    [{ type: 'contacts', contacts: [{ name: {} }] }, 'contacts[0].name.formatted', 'is missing'],
    [{ ...buttons, buttons: [] }, 'buttons', 'must have 1 to 100 items, has 0'],
    [{ ...buttons, buttons: 'a' }, 'buttons', 'must be an array, not string'],
    [{ ...buttons, buttons: [{ id: 'a', title: 'A' }, { id: 'b' }] }, 'buttons[1].title', 'is missing'],
    [
      {
        ...buttons,
        buttons: [
          { id: 'a', title: 'A' },
          { id: 'a', title: 'B' },
        ],
      },
      'buttons[1].id',
      'repeats the id of buttons[0].id',
    ],
    [{ ...buttons, header: { type: 'audio' } }, 'header.type', 'must be one of text, image, video, document'],
    [
      { ...list, sections: [list.sections[0], list.sections[0]] },
      'sections[1].rows[0].id',
      'repeats the id of sections[0].rows[0].id',
    ],
    [
      { ...template, limitedTimeOffer: { expiresAt: 'soon' } },
      'limitedTimeOffer.expiresAt',
      'must be a time such as 2026-12-01T18:00:00Z',
    ],
    [{ ...template, body: [3] }, 'body[0]', 'must be an object, not number'],
    [{ ...template, buttons: [{ index: 0.5, type: 'url' }] }, 'buttons[0].index', 'must be a whole number'],
    [{ type: 'raw', provider: 'p', payload: [] }, 'payload', 'must be an object, not an array'],
  ])('%j is refused', (input, path, message) => {
    expect(parseContent(input)).toEqual({ ok: false, path, message });
  });

  it('an object without a type is answered with the known ones', () => {
    expect(parseContent({})).toEqual({
      ok: false,
      path: 'type',
      message: expect.stringMatching(/^is missing: one of text, image/),
    });
  });

  it('an unknown type is answered with the known ones', () => {
    const parsed = parseContent({ type: 'poll' });
    expect(parsed).toMatchObject({ ok: false, path: 'type' });
    expect(parsed).toHaveProperty('message', expect.stringContaining('text, image'));
  });

  it('a name of Object.prototype is not a type', () => {
    expect(parseContent({ type: 'constructor', constructor: {} })).toMatchObject({ ok: false, path: 'type' });
  });
});

describe('whatever is given', () => {
  const odd = fc.oneof(
    fc.constantFrom('', ' ', '0', 'text', 'https://cdn.example/a', 0, -1, 1e300, true, null, [], {}),
    fc.jsonValue(),
  );
  const pathOf = (value: unknown, steps: readonly number[]): string[] => {
    const [step, ...rest] = steps;
    if (step === undefined || typeof value !== 'object' || value === null) return [];
    const names = Object.keys(value);
    const name = names[step % Math.max(names.length, 1)];
    return name === undefined ? [] : [name, ...pathOf(Reflect.get(value, name), rest)];
  };
  const spoil = (content: OutboundContent, { steps, value }: { steps: readonly number[]; value: unknown }): unknown => {
    const copy: unknown = structuredClone(content);
    const path = pathOf(copy, steps);
    const last = path.pop();
    if (last === undefined) return value;
    const holder = path.reduce<unknown>((at, name) => Reflect.get(at as object, name), copy);
    Reflect.set(holder as object, last, value);
    return copy;
  };
  const given = fc.oneof(
    { weight: 1, arbitrary: fc.anything() },
    {
      weight: 6,
      arbitrary: fc
        .tuple(
          fc.constantFrom<OutboundContent>(...Object.values(EXAMPLES)),
          fc.record({ steps: fc.array(fc.nat(9), { minLength: 1, maxLength: 5 }), value: odd }),
        )
        .map(([content, change]) => spoil(content, change)),
    },
  );

  it('it is understood or refused with a word to where it is wrong, and never thrown at', () => {
    fc.assert(
      fc.property(given, (value) => {
        const parsed = parseContent(value);
        if (!parsed.ok) expect(parsed.message).not.toBe('');
      }),
      { numRuns: 1_000 },
    );
  });

  it('what was understood is understood again, as the same', () => {
    fc.assert(
      fc.property(given, (value) => {
        const parsed = parseContent(value);
        fc.pre(parsed.ok);
        expect(parseContent(parsed.content)).toEqual(parsed);
      }),
      { numRuns: 300 },
    );
  });
});
