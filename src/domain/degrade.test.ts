import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Capabilities, CapabilityLevel, ContentLimits } from './capability.ts';
import type { OutboundContent, OutboundKind } from './content.ts';
import { degrade } from './degrade.ts';
import { countCodePoints } from './text-split.ts';

const LIMITS: ContentLimits = {
  text: 4096,
  caption: 1024,
  interactiveText: 1024,
  listText: 4096,
  headerText: 60,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  listButton: 20,
  listSections: 10,
  listRows: 10,
  listSectionTitle: 24,
  listRowTitle: 24,
  listRowDescription: 72,
  listRowId: 200,
  ctaLabel: 20,
};

const KINDS = [
  'text', 'image', 'video', 'audio', 'voice', 'document', 'sticker', 'location', 'contacts', 'buttons', 'list',
  'cta_url', 'location_request', 'carousel', 'flow', 'product', 'product_list', 'catalog', 'order_details',
  'order_status', 'voice_call', 'call_permission_request', 'address_request', 'contact_request', 'template', 'reaction', 'raw',
] as const satisfies readonly OutboundKind[]; // biome-ignore format: a table

function provider(
  levels: Partial<Record<OutboundKind, CapabilityLevel>> = {},
  limits: Partial<ContentLimits> = {},
): Capabilities {
  const native = Object.fromEntries(KINDS.map((kind) => [kind, 'native'])) as Record<OutboundKind, CapabilityLevel>;
  return {
    content: { ...native, ...levels },
    limits: { ...LIMITS, ...limits },
    sendersPerChannel: 1,
    windowMs: null,
    pacing: { perSecond: 1, pairBurst: null, pairSeconds: null },
    inboundCountsTowardsRate: false,
    reportsRead: true,
    doubt: 'none',
  };
}

const url = 'https://cdn.example/a';
const buttonsOf = (...titles: string[]): Extract<OutboundContent, { type: 'buttons' }> => ({
  type: 'buttons',
  text: 'Sure?',
  buttons: titles.map((title, index) => ({ id: `b${index}`, title })),
});
const list: Extract<OutboundContent, { type: 'list' }> = {
  type: 'list',
  text: 'Which?',
  button: 'Open',
  sections: [
    { title: 'Fruit', rows: [{ id: 'a', title: 'Apple', description: 'red' }] },
    { title: 'Roots', rows: [{ id: 'c', title: 'Carrot' }] },
  ],
};

function partsOf(content: OutboundContent, capabilities: Capabilities) {
  const degraded = degrade(content, capabilities);
  if (!degraded.ok) throw new Error(degraded.message);
  return degraded.parts;
}

describe('native content', () => {
  it.each<OutboundContent>([
    { type: 'text', text: 'Hi', previewUrl: true },
    { type: 'image', media: { url }, caption: 'c' },
    { ...buttonsOf('Yes', 'No'), header: { type: 'image', media: { url } }, footer: 'f' },
    list,
    { type: 'template', name: 't', language: 'en' },
    { type: 'reaction', messageId: 'm', emoji: '' },
  ])('within the limits passes unchanged: $type', (content) => {
    expect(degrade(content, provider())).toEqual({ ok: true, parts: [content], choices: [] });
  });

  it('of a kind that the provider rejects is refused', () => {
    expect(degrade(buttonsOf('Yes'), provider({ buttons: 'rejected' }))).toMatchObject({ ok: false, path: 'type' });
  });

  it.each<OutboundContent>([
    { type: 'reaction', messageId: 'm', emoji: '👍' },
    { type: 'template', name: 't', language: 'en' },
    { type: 'raw', provider: 'p', payload: {} },
  ])('that nothing can stand for is refused: $type', (content) => {
    expect(degrade(content, provider({ [content.type]: 'degraded' }))).toMatchObject({ ok: false, path: 'type' });
  });
});

describe('text and media', () => {
  it('texts and captions are counted as the provider counts', () => {
    const utf16 = provider({}, { text: 4, caption: 4, textUnit: 'utf16' });
    expect(partsOf({ type: 'text', text: '😀😀😀' }, utf16)).toMatchObject([{ text: '😀😀' }, { text: '😀' }]);
    const image = { type: 'image', media: { url }, caption: '😀😀😀' } as const;
    expect(partsOf(image, utf16).map(({ type }) => type)).toEqual(['image', 'text', 'text']);
    expect(partsOf(image, provider({}, { text: 4, caption: 4 }))).toEqual([image]);
  });

  it('a long text becomes several, with its options', () => {
    expect(partsOf({ type: 'text', text: 'one two', previewUrl: true }, provider({}, { text: 4 }))).toEqual([
      { type: 'text', text: 'one', previewUrl: true },
      { type: 'text', text: 'two', previewUrl: true },
    ]);
  });

  it('a long caption follows its file', () => {
    const media = { id: '1' };
    expect(partsOf({ type: 'image', media, caption: 'long' }, provider({}, { caption: 3 }))).toEqual([
      { type: 'image', media },
      { type: 'text', text: 'long' },
    ]);
  });

  it('kinds may have a limit of their own for captions', () => {
    const limits = { caption: 9, videoCaption: 0, documentCaption: 3 };
    const media = { url };
    const kindsOf = (type: 'image' | 'video' | 'document') =>
      partsOf({ type, media, caption: 'four' }, provider({}, limits)).map((part) => part.type);
    expect(kindsOf('image')).toEqual(['image']);
    expect(kindsOf('video')).toEqual(['video', 'text']);
    expect(kindsOf('document')).toEqual(['document', 'text']);
  });

  it('a caption of a kind without captions follows too', () => {
    expect(partsOf({ type: 'audio', media: { id: '1' }, caption: 'c' }, provider())).toHaveLength(2);
  });

  it('voice goes as audio, a sticker as image', () => {
    const capabilities = provider({ voice: 'degraded', sticker: 'degraded' });
    expect(partsOf({ type: 'voice', media: { url } }, capabilities)).toEqual([{ type: 'audio', media: { url } }]);
    expect(partsOf({ type: 'sticker', media: { url } }, capabilities)).toEqual([{ type: 'image', media: { url } }]);
  });

  it('a file that cannot be shown goes as a link, and without a URL not at all', () => {
    const capabilities = provider({ document: 'degraded' });
    const document = { type: 'document', media: { url, fileName: 'a.pdf' }, caption: 'Yours' } as const;
    expect(partsOf(document, capabilities)).toEqual([{ type: 'text', text: `Yours\na.pdf\n${url}` }]);
    expect(degrade({ type: 'document', media: { id: '1' } }, capabilities)).toMatchObject({ ok: false, path: 'media' });
  });

  it('a location becomes a map link', () => {
    const location = { type: 'location', latitude: 50.8, longitude: -1.1, name: 'Quay', address: 'Road 4' } as const;
    expect(partsOf(location, provider({ location: 'degraded' }))).toEqual([
      { type: 'text', text: 'Quay\nRoad 4\nhttps://maps.google.com/?q=50.8,-1.1' },
    ]);
  });

  it('contacts become lines', () => {
    const contacts = [
      {
        name: { formatted: 'Ada B.' },
        phones: [{ phone: '+1 555 0100' }],
        organization: { title: 'CTO', company: 'C' },
      },
      { name: { formatted: 'Bo' }, emails: [{ email: 'bo@mail.example' }] },
    ];
    expect(partsOf({ type: 'contacts', contacts }, provider({ contacts: 'degraded' }))).toEqual([
      { type: 'text', text: 'Ada B.\nCTO, C\n+1 555 0100\n\nBo\nbo@mail.example' },
    ]);
  });
});

describe('interactive content', () => {
  it('item 40: too many buttons become a list', () => {
    const content = buttonsOf('A', 'B', 'C', 'D');
    expect(partsOf(content, provider())).toEqual([
      { type: 'list', text: 'Sure?', button: 'Menu', sections: [{ rows: content.buttons }] },
    ]);
  });

  it.each([
    ['where there are no lists', buttonsOf('A', 'B', 'C', 'D'), provider({ list: 'degraded' })],
    ['where titles are too long', buttonsOf('A'.repeat(25), 'B'), provider()],
    ['where there are too many for a list', buttonsOf(...'ABCDEFGHIJK'), provider()],
    ['where there are no buttons either', buttonsOf('A'), provider({ buttons: 'degraded', list: 'degraded' })],
  ])('buttons become numbered text %s', (_, content, capabilities) => {
    const text = `Sure?\n\n${content.buttons.map(({ title }, index) => `${index + 1}. ${title}`).join('\n')}`;
    expect(degrade(content, capabilities)).toEqual({
      ok: true,
      parts: [{ type: 'text', text }],
      choices: content.buttons.map(({ id, title }) => ({ id, title, kind: 'button_reply' })),
    });
  });

  it('item 40: buttons with the same title are not shown as buttons', () => {
    expect(partsOf(buttonsOf('A', 'A'), provider())[0]).toHaveProperty('type', 'list');
  });

  it('a numbered list keeps sections, descriptions, header and footer, and counts on', () => {
    const content = { ...list, header: { type: 'text', text: 'Shop' }, footer: 'Bye' } as const;
    expect(degrade(content, provider({ list: 'degraded' }))).toEqual({
      ok: true,
      parts: [{ type: 'text', text: 'Shop\n\nWhich?\n\nFruit\n1. Apple – red\n\nRoots\n2. Carrot\n\nBye' }],
      choices: [
        { id: 'a', title: 'Apple', kind: 'list_reply' },
        { id: 'c', title: 'Carrot', kind: 'list_reply' },
      ],
    });
  });

  it('header media of numbered text go first', () => {
    const content = { ...buttonsOf('A'), header: { type: 'image', media: { url } } } as const;
    expect(partsOf(content, provider({ buttons: 'degraded', list: 'degraded' }))).toEqual([
      { type: 'image', media: { url } },
      { type: 'text', text: 'Sure?\n\n1. A' },
    ]);
  });

  it('header media go first where only a text can stand above buttons', () => {
    const content = { ...buttonsOf('A'), header: { type: 'image', media: { url } } } as const;
    const limits = { headerText: 60, headerFiles: 0 };
    expect(partsOf(content, provider({}, limits))).toEqual([
      { type: 'image', media: { url } },
      { type: 'buttons', text: 'Sure?', buttons: content.buttons },
    ]);
    const texted = { ...buttonsOf('A'), header: { type: 'text', text: 'H' } } as const;
    expect(partsOf(texted, provider({}, limits))).toEqual([texted]);
  });

  it('of a long text all but the end goes before the buttons', () => {
    const content = { ...buttonsOf('A'), text: 'one two', header: { type: 'text', text: 'H' } } as const;
    expect(partsOf(content, provider({}, { interactiveText: 4 }))).toEqual([
      { type: 'text', text: 'H' },
      { type: 'text', text: 'one' },
      { type: 'buttons', text: 'two', buttons: content.buttons },
    ]);
  });

  it('a footer where there is no room for one joins the text', () => {
    const content = { ...buttonsOf('A'), footer: 'Bye' };
    expect(partsOf(content, provider({}, { footer: 0 }))).toEqual([{ ...buttonsOf('A'), text: 'Sure?\n\nBye' }]);
  });

  it('a link button becomes a line of text', () => {
    const content = { type: 'cta_url', text: 'See', label: 'Open', url, footer: 'Bye' } as const;
    expect(partsOf(content, provider({ cta_url: 'degraded' }))).toEqual([
      { type: 'text', text: `See\n\nOpen: ${url}\n\nBye` },
    ]);
  });
});

const someText = (maxLength: number) =>
  fc
    .string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '.', 'é', '😀'), minLength: 1, maxLength })
    .map((text) => `x${text}`);
const header = fc.oneof(
  someText(30).map((text) => ({ type: 'text' as const, text })),
  fc.constant({ type: 'image' as const, media: { url } }),
);
const frame = { text: someText(200), header, footer: someText(20) };
const required = { requiredKeys: ['text'] as ['text'] };
const rows = fc
  .array(fc.record({ title: someText(12), description: someText(12) }), { minLength: 1, maxLength: 6 })
  .map((all) => all.map((row, index) => ({ id: `r${index}`, ...row })));
const contents: fc.Arbitrary<OutboundContent> = fc.oneof(
  someText(300).map((text) => ({ type: 'text' as const, text })),
  someText(60).map((caption) => ({ type: 'video' as const, media: { url }, caption })),
  fc.tuple(fc.record(frame, required), rows).map(([rest, all]) => ({
    type: 'buttons' as const,
    ...rest,
    buttons: all.map(({ id, title }) => ({ id, title })),
  })),
  fc.tuple(fc.record(frame, required), rows, someText(12)).map(([rest, own, title]) => ({
    type: 'list' as const,
    button: 'Open',
    ...rest,
    sections: [{ title, rows: own }],
  })),
  fc.record(frame, required).map((rest) => ({ type: 'cta_url' as const, ...rest, label: 'Go', url })),
);
const capabilities = fc
  .record({
    levels: fc.record({
      video: fc.constantFrom<CapabilityLevel>('native', 'degraded'),
      image: fc.constantFrom<CapabilityLevel>('native', 'degraded'),
      buttons: fc.constantFrom<CapabilityLevel>('native', 'degraded'),
      list: fc.constantFrom<CapabilityLevel>('native', 'degraded'),
      cta_url: fc.constantFrom<CapabilityLevel>('native', 'degraded'),
    }),
    limits: fc.record({
      text: fc.integer({ min: 40, max: 200 }),
      caption: fc.integer({ min: 0, max: 60 }),
      interactiveText: fc.integer({ min: 40, max: 100 }),
      listText: fc.integer({ min: 40, max: 100 }),
      headerText: fc.integer({ min: 0, max: 30 }),
      footer: fc.integer({ min: 0, max: 20 }),
      buttonTitle: fc.integer({ min: 1, max: 12 }),
      listRowTitle: fc.integer({ min: 1, max: 12 }),
      listRowDescription: fc.integer({ min: 0, max: 12 }),
    }),
  })
  .map(({ levels, limits }) => provider(levels, limits));

/** Every string that a person would read, in order of members. The label that opens a list says nothing by itself. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const read = Object.entries(value).filter(([name]) => !['type', 'id', 'button'].includes(name));
  return read.flatMap(([, member]) => stringsOf(member));
}

function exceeded(part: OutboundContent, { limits }: Capabilities): string[] {
  const lengths: [string | undefined, number][] = [];
  if (part.type === 'text') lengths.push([part.text, limits.text]);
  if ('caption' in part && typeof part.caption === 'string') lengths.push([part.caption, limits.caption]);
  if (part.type === 'buttons' || part.type === 'list' || part.type === 'cta_url') {
    lengths.push([part.text, part.type === 'list' ? limits.listText : limits.interactiveText]);
    lengths.push([part.footer, limits.footer]);
    lengths.push([part.header?.type === 'text' ? part.header.text : '', limits.headerText]);
  }
  if (part.type === 'buttons')
    lengths.push(...part.buttons.map(({ title }): [string, number] => [title, limits.buttonTitle]));
  if (part.type === 'list') {
    for (const row of part.sections.flatMap((section) => section.rows)) {
      lengths.push([row.title, limits.listRowTitle], [row.description, limits.listRowDescription]);
    }
  }
  return lengths.flatMap(([text, limit]) => (countCodePoints(text ?? '') > limit ? [`${text} > ${limit}`] : []));
}

describe('whatever is said and whoever carries it', () => {
  it('item 39: every part is native and within the limits', () => {
    fc.assert(
      fc.property(contents, capabilities, (content, able) => {
        for (const part of partsOf(content, able)) {
          expect(able.content[part.type]).toBe('native');
          expect(exceeded(part, able)).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('no word is lost', () => {
    fc.assert(
      fc.property(contents, capabilities, (content, able) => {
        const said = stringsOf(partsOf(content, able)).join('').replace(/\s/g, '');
        for (const text of stringsOf(content)) expect(said).toContain(text.replace(/\s/g, ''));
      }),
      { numRuns: 500 },
    );
  });

  it('degrading again changes nothing', () => {
    fc.assert(
      fc.property(contents, capabilities, (content, able) => {
        for (const part of partsOf(content, able)) expect(partsOf(part, able)).toEqual([part]);
      }),
    );
  });
});
