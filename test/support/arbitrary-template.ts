import fc from 'fast-check';
import type { TemplateContent, TemplateParameter } from '../../src/domain/content.ts';
import type {
  ParameterFormat,
  Template,
  TemplateButton,
  TemplateCard,
  TemplateHeader,
  TemplateText,
} from '../../src/domain/template.ts';

type Values = NonNullable<TemplateContent['body']>;
type Buttons = NonNullable<TemplateContent['buttons']>;
type CardContent = NonNullable<TemplateContent['carousel']>[number];

/** A text that may stand in the place of a variable. */
const value = fc.stringMatching(/^[A-Za-z0-9äß€]{1,10}( [A-Za-z0-9]{1,10}){0,2}$/);
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const media = fc.oneof(fc.constant({ url: 'https://files.example/cover.jpg' }), fc.constant({ id: 'media_1' }));

const BUTTONS: readonly TemplateButton[] = [
  { type: 'quick_reply', text: 'Thanks', needsParameter: false },
  { type: 'url', text: 'Map', url: 'https://books.example/map', needsParameter: false },
  { type: 'url', text: 'Book', url: 'https://books.example/{{1}}', needsParameter: true },
  { type: 'copy_code', text: 'Copy', needsParameter: true },
  { type: 'phone_number', text: 'Call', phoneNumber: '+15550001111', needsParameter: false },
  { type: 'flow', text: 'Start', needsParameter: true },
  { type: 'otp', text: 'Copy code', needsParameter: true },
];

/** A template with content that fits it. */
export interface Fitting {
  template: Template;
  content: TemplateContent;
}

/** Templates of both formats with every kind of header, button and card, each with content that fits. */
export const fittingTemplate: fc.Arbitrary<Fitting> = fc
  .constantFrom<ParameterFormat>('positional', 'named')
  .chain((format) =>
    fc
      .record({
        header: arbitraryHeader(format),
        body: arbitraryBody(format),
        buttons: arbitraryButtons,
        cards: fc.oneof(
          fc.constant<Pieces['cards']>([]),
          fc.array(arbitraryCard(format), { minLength: 2, maxLength: 4 }),
        ),
      })
      .map(({ header, body, buttons, cards }) => assemble(format, { header, body, buttons, cards })),
  );

interface Pieces {
  header: Piece<TemplateHeader | null, TemplateParameter | undefined>;
  body: Piece<TemplateText, Values | undefined>;
  buttons: Piece<TemplateButton[], Buttons | undefined>;
  cards: Piece<TemplateCard, CardContent>[];
}

/** A part of a template, and what a send gives for it. */
interface Piece<Part, Given> {
  part: Part;
  given: Given;
}

function assemble(parameterFormat: ParameterFormat, { header, body, buttons, cards }: Pieces): Fitting {
  return {
    template: {
      ...{ providerId: '1460022871934415', name: 'book_ready', language: 'en_GB', category: 'utility' },
      ...{ status: 'approved', quality: 'green', rejection: null, parameterFormat },
      ...{ header: header.part, body: body.part, footer: null, buttons: buttons.part },
      cards: cards.map(({ part }) => part),
      provider: {},
    },
    content: {
      ...{ type: 'template', name: 'book_ready', language: 'en_GB' },
      ...(header.given && { header: header.given }),
      ...(body.given && { body: body.given }),
      ...(buttons.given && { buttons: buttons.given }),
      ...(cards.length > 0 && { carousel: cards.map(({ given }) => given) }),
    },
  };
}

function arbitraryHeader(format: ParameterFormat): fc.Arbitrary<Pieces['header']> {
  const variable = format === 'named' ? 'title' : '1';
  return fc.oneof(
    fc.constant({ part: null, given: undefined }),
    fc.constant({ part: { format: 'text' as const, text: 'News', variables: [] }, given: undefined }),
    value.map((text) => ({
      part: { format: 'text' as const, text: `News for {{${variable}}}`, variables: [variable] },
      given: { type: 'text', text, ...(format === 'named' && { name: variable }) },
    })),
    fc.tuple(fc.constantFrom('image' as const, 'video' as const, 'document' as const), media).map(([kind, file]) => ({
      part: { format: kind },
      given: { type: kind, media: file },
    })),
    fc.constant({
      part: { format: 'location' as const },
      given: { type: 'location', location: { latitude: 51.5, longitude: -0.1, name: 'Desk', address: 'Quay 1' } },
    }),
  );
}

function arbitraryBody(format: ParameterFormat): fc.Arbitrary<Pieces['body']> {
  if (format === 'named') {
    return fc.uniqueArray(word, { maxLength: 4 }).chain((variables) =>
      fc.array(value, { minLength: variables.length, maxLength: variables.length }).map((values) => ({
        part: textWith(variables),
        given:
          values.length === 0
            ? undefined
            : values.map((text, index) => ({ type: 'text', name: variables[index] ?? '', text })),
      })),
    );
  }
  return fc.array(value, { maxLength: 4 }).map((values) => ({
    part: textWith(values.map((_, index) => String(index + 1))),
    given: values.length === 0 ? undefined : values,
  }));
}

function textWith(variables: readonly string[]): TemplateText {
  return { text: `Hello${variables.map((name) => ` {{${name}}}`).join(' and')}!`, variables };
}

const arbitraryButtons: fc.Arbitrary<Pieces['buttons']> = fc
  .array(fc.constantFrom(...BUTTONS), { maxLength: 5 })
  .map((part) => {
    const given = part.flatMap((button, index) => (button.needsParameter ? [givenFor(button, index)] : []));
    return { part, given: given.length === 0 ? undefined : given };
  });

function givenFor({ type }: TemplateButton, index: number): Buttons[number] {
  switch (type) {
    case 'copy_code':
      return { index, type, couponCode: 'AUTUMN10' };
    case 'flow':
      return { index, type, flowToken: 'ft-20' };
    default:
      return { index, type, text: '493021' };
  }
}

function arbitraryCard(format: ParameterFormat): fc.Arbitrary<Piece<TemplateCard, CardContent>> {
  return fc
    .record({ body: arbitraryBody(format), file: media, buttons: arbitraryButtons })
    .map(({ body, file, buttons }) => ({
      part: { header: { format: 'image' as const }, body: body.part, buttons: buttons.part },
      given: {
        header: { type: 'image', media: file },
        ...(body.given && { body: body.given }),
        ...(buttons.given && { buttons: buttons.given }),
      },
    }));
}
