import type { Template, TemplateContent } from '../../api/types.ts';
import {
  bodyPointer,
  cardPlaces,
  OFFER_END,
  type PartPlace,
  type TemplateField,
  type TemplatePart,
  valuedButtons,
} from './template-fields.ts';

/** What was entered, by the fields' pointers. */
export type FieldValues = Readonly<Record<string, string>>;

/** Pointers of the values that were not entered. */
export function missingOf(fields: readonly TemplateField[], values: FieldValues): string[] {
  return fields.filter(({ pointer }) => !values[pointer]?.trim()).map(({ pointer }) => pointer);
}

/** How an uploaded file stands among the values; anything else is an address. */
const UPLOADED = 'media:';

export function uploadedValue(mediaId: string): string {
  return UPLOADED + mediaId;
}

export function isUploaded(value: string): boolean {
  return value.startsWith(UPLOADED);
}

type Parameters = Pick<TemplateContent, 'header' | 'body' | 'buttons' | 'carousel' | 'limitedTimeOffer'>;
type PartContent = Pick<Parameters, 'header' | 'body' | 'buttons'>;

function headerOf(part: TemplatePart, { at, format }: PartPlace, values: FieldValues): TemplateContent['header'] {
  const { header } = part;
  const entered = (path: string) => values[`${at}/header/${path}`]?.trim() ?? '';
  if (header === null) return undefined;
  switch (header.format) {
    case 'text': {
      const [variable] = header.variables ?? [];
      if (variable === undefined) return undefined;
      return { type: 'text', text: entered('text'), ...(format === 'named' && { name: variable }) };
    }
    case 'location': {
      const place = { name: entered('location/name'), address: entered('location/address') };
      const numbers = { latitude: entered('location/latitude'), longitude: entered('location/longitude') };
      return { type: 'location', location: { ...withoutEmpty(place), ...withoutEmpty(numbers) } };
    }
    case 'product': {
      const product = {
        productRetailerId: entered('product/productRetailerId'),
        catalogId: entered('product/catalogId'),
      };
      return { type: 'product', product: withoutEmpty(product) };
    }
    default:
      return entered('media') === '' ? undefined : { type: header.format, media: mediaOf(entered('media')) };
  }
}

function mediaOf(value: string): { id: string } | { url: string } {
  return isUploaded(value) ? { id: value.slice(UPLOADED.length) } : { url: value };
}

function withoutEmpty(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''));
}

function bodyOf(part: TemplatePart, place: PartPlace, values: FieldValues): TemplateContent['body'] {
  const entered = (part.body?.variables ?? []).map((name, index) => {
    const text = values[bodyPointer(place, name, index)] ?? '';
    return place.format === 'named' ? { type: 'text', name, text } : text;
  });
  return entered.length === 0 ? undefined : entered;
}

function buttonsOf(part: TemplatePart, { at }: PartPlace, values: FieldValues): TemplateContent['buttons'] {
  const given = valuedButtons(part).map(({ button, index, member }, order) => ({
    ...{ index, type: button.type },
    [member]: values[`${at}/buttons/${order}/${member}`]?.trim() ?? '',
  }));
  return given.length === 0 ? undefined : given;
}

function partContent(part: TemplatePart, place: PartPlace, values: FieldValues): PartContent {
  const header = headerOf(part, place, values);
  const body = bodyOf(part, place, values);
  const buttons = buttonsOf(part, place, values);
  return { ...(header && { header }), ...(body && { body }), ...(buttons && { buttons }) };
}

/** What a field for a local time holds, as a moment; what is none stays as it is, for the gateway to refuse. */
function momentOf(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? local : at.toISOString();
}

/** What was entered, as parameters of a template's content. */
export function parametersOf(template: Template, values: FieldValues): Parameters {
  const cards = cardPlaces(template).map(({ part, place }) => partContent(part, place, values));
  return {
    ...partContent(template, { at: '', format: template.parameterFormat }, values),
    ...(template.hasOffer && { limitedTimeOffer: { expiresAt: momentOf(values[OFFER_END] ?? '') } }),
    ...(cards.length > 0 && { carousel: cards }),
  };
}

/** The message that says this template with these values. */
export function contentOf(template: Template, values: FieldValues): TemplateContent {
  const { name, language } = template;
  return { type: 'template', name, language, ...parametersOf(template, values) };
}
