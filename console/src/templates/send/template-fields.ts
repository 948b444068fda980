import type { Template } from '../../api/types.ts';

/** What a value is: decides how it is asked for. */
export type FieldKind = 'text' | 'paragraph' | 'media' | 'number' | 'code' | 'time';

/** One value that a send of a template must give. */
export interface TemplateField {
  /** JSON pointer to the value in the content that is sent; the key of the value in the form. */
  pointer: string;
  kind: FieldKind;
  /** Where it belongs; `card` counts from 1. */
  part: 'header' | 'body' | 'button' | 'offer';
  card?: number;
  /** Name of the variable, of the member, or of the button. */
  name: string;
  /** Of media: `image`, `video`, `document`, `gif`. */
  format?: string;
  maxLength?: number;
}

/** Header, body and buttons: a template has one such part, and one for each card of its carousel. */
export type TemplatePart = Pick<Template['cards'][number], 'header' | 'body' | 'buttons'>;

/** The part's place in the content, and how its variables are told apart. */
export interface PartPlace {
  /** JSON pointer; empty for the template itself. */
  at: string;
  format: Template['parameterFormat'];
  card?: number;
}

/** By type of button: the member that holds its value. Types without one are not asked for here. */
const BUTTON_VALUES: ReadonlyMap<string, { member: string; kind: FieldKind; maxLength: number }> = new Map([
  ['url', { member: 'text', kind: 'text', maxLength: 2_000 }],
  ['otp', { member: 'text', kind: 'code', maxLength: 15 }],
  ['copy_code', { member: 'couponCode', kind: 'code', maxLength: 15 }],
  ['flow', { member: 'flowToken', kind: 'text', maxLength: 256 }],
  ['catalog', { member: 'thumbnailProductRetailerId', kind: 'text', maxLength: 256 }],
]);

/** Buttons of the part that need a value, with their place among all and the member that holds it. */
export function valuedButtons(part: TemplatePart) {
  return part.buttons.flatMap((button, index) => {
    const value = button.needsParameter ? BUTTON_VALUES.get(button.type) : undefined;
    return value ? [{ button, index, ...value }] : [];
  });
}

/** Pointer of a variable in the body: by number or by name. */
export function bodyPointer({ at, format }: PartPlace, variable: string, index: number): string {
  return `${at}/body/${format === 'named' ? variable : index}`;
}

function headerFields(header: TemplatePart['header'], at: string): Omit<TemplateField, 'card'>[] {
  if (header === null) return [];
  const part = 'header';
  const ofHeader = (pointer: string, name: string, kind: FieldKind = 'text') =>
    ({ part, pointer, name, kind }) as const;
  switch (header.format) {
    case 'text':
      return (header.variables ?? []).map((name) => ({ ...ofHeader(`${at}/header/text`, name), maxLength: 60 }));
    case 'image':
    case 'video':
    case 'document':
    case 'gif':
      return [{ ...ofHeader(`${at}/header/media`, header.format, 'media'), format: header.format }];
    case 'location':
      return [
        ...['latitude', 'longitude'].map((name) => ofHeader(`${at}/header/location/${name}`, name, 'number')),
        ...['name', 'address'].map((name) => ofHeader(`${at}/header/location/${name}`, name)),
      ];
    case 'product':
      return ['productRetailerId', 'catalogId'].map((name) => ofHeader(`${at}/header/product/${name}`, name));
    default:
      return [];
  }
}

function partFields(part: TemplatePart, place: PartPlace): TemplateField[] {
  const fields = [
    ...headerFields(part.header, place.at),
    ...(part.body?.variables ?? []).map((name, index) => ({
      ...{ pointer: bodyPointer(place, name, index), part: 'body' as const, name },
      ...{ kind: 'paragraph' as const, maxLength: 1_024 },
    })),
    ...valuedButtons(part).map(({ button, member, kind, maxLength }, order) => ({
      ...{ pointer: `${place.at}/buttons/${order}/${member}`, part: 'button' as const, name: button.text },
      ...{ kind, maxLength },
    })),
  ];
  return place.card === undefined ? fields : fields.map((field) => ({ ...field, card: place.card ?? 0 }));
}

/** The part of each card, with its place. */
export function cardPlaces({ cards, parameterFormat: format }: Template): { part: TemplatePart; place: PartPlace }[] {
  return cards.map((part, index) => ({ part, place: { at: `/carousel/${index}`, format, card: index + 1 } }));
}

/** Where the end of an offer stands in the content. */
export const OFFER_END = '/limitedTimeOffer/expiresAt';

/** Every value that a send must give, in the order in which a person reads the message. */
export function fieldsOf(template: Template): TemplateField[] {
  return [
    ...partFields(template, { at: '', format: template.parameterFormat }),
    ...(template.hasOffer
      ? [{ pointer: OFFER_END, kind: 'time' as const, part: 'offer' as const, name: 'expiresAt' }]
      : []),
    ...cardPlaces(template).flatMap(({ part, place }) => partFields(part, place)),
  ];
}
