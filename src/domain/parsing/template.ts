import type { TemplateContent, TemplateParameter } from '../content.ts';
import { readCloudParameter } from './cloud-template.ts';
import { type Bounds, compact, Fields, isRecord, Mistake, readText } from './fields.ts';
import { readMedia } from './media.ts';

const PARAMETERS: Bounds = { min: 0, max: 100 };
const BUTTONS: Bounds = { min: 0, max: 10 };
const CARDS: Bounds = { min: 1, max: 10 };
const MEDIA = ['image', 'video', 'document', 'gif'];

export function readTemplate(fields: Fields): TemplateContent {
  return compact({
    type: 'template' as const,
    name: fields.text('name'),
    language: fields.text('language'),
    header: readTemplateHeader(fields),
    body: readBody(fields),
    buttons: fields.optionalList('buttons', BUTTONS, readButton),
    limitedTimeOffer: readOffer(fields.optionalObject('limitedTimeOffer')),
    carousel: fields.optionalList('carousel', CARDS, readCard),
  });
}

/** A short form of the Cloud API's object: the language is a string, and `params` are the body's. */
export function readTemplateWithParams(fields: Fields): TemplateContent {
  return compact({
    type: 'template' as const,
    name: fields.text('name'),
    language: fields.text('language'),
    header: readEitherHeader(fields),
    body: readBody(fields, 'params'),
    buttons: fields.optionalList('buttons', BUTTONS, readButton),
  });
}

/** Ours, or the Cloud API's parameter: a member named like its type. */
function readEitherHeader(fields: Fields): TemplateParameter | undefined {
  const value = fields.value('header');
  const isCloud = isRecord(value) && typeof value.type === 'string' && isRecord(value[value.type]);
  return isCloud ? readCloudParameter(value, fields.pathOf('header')) : readTemplateHeader(fields);
}

function readOffer(offer: Fields | undefined): TemplateContent['limitedTimeOffer'] {
  if (offer === undefined) return undefined;
  const expiresAt = offer.text('expiresAt');
  if (Number.isNaN(Date.parse(expiresAt)))
    throw offer.mistake('expiresAt', 'must be a time such as 2026-12-01T18:00:00Z');
  offer.end();
  return { expiresAt };
}

/** A string is a text parameter. */
function readTemplateHeader(fields: Fields): TemplateParameter | undefined {
  const value = fields.value('header');
  if (value === undefined) return undefined;
  if (typeof value === 'string') return { type: 'text', text: fields.text('header') };
  return readTemplateParameter(value, fields.pathOf('header'));
}

/** An array is positional (or carries names itself); an object `{name: value}` is named. */
function readBody(fields: Fields, field: 'body' | 'params' = 'body'): TemplateContent['body'] {
  const value = fields.value(field);
  if (!isRecord(value)) return fields.optionalList(field, PARAMETERS, readBodyParameter);
  return Object.entries(value).map(([name, text]) => ({
    type: 'text',
    name,
    text: readText(text, `${fields.pathOf(field)}.${name}`),
  }));
}

function readBodyParameter(item: unknown, path: string): string | TemplateParameter {
  return typeof item === 'string' ? readText(item, path) : readTemplateParameter(item, path);
}

/** `text` and media are checked here; kinds that only some providers know keep their fields as they are. */
function readTemplateParameter(item: unknown, path: string): TemplateParameter {
  const fields = new Fields(item, path);
  const named = compact({ type: fields.text('type'), name: fields.optionalText('name') });
  if (named.type === 'text') {
    const parameter = { ...named, text: fields.text('text') };
    fields.end();
    return parameter;
  }
  if (MEDIA.includes(named.type)) {
    const parameter = { ...named, media: readMedia(fields.value('media') ?? {}, fields.pathOf('media')) };
    fields.end();
    return parameter;
  }
  return { ...fields.rest(), ...named };
}

function readButton(item: unknown, path: string): { index: number; type: string; [field: string]: unknown } {
  const fields = new Fields(item, path);
  const index = fields.number('index', { min: 0, max: 9 });
  if (!Number.isInteger(index)) throw new Mistake(fields.pathOf('index'), 'must be a whole number');
  const type = fields.text('type');
  return { ...fields.rest(), index, type };
}

function readCard(item: unknown, path: string): NonNullable<TemplateContent['carousel']>[number] {
  const fields = new Fields(item, path);
  const card = compact({
    header: readTemplateHeader(fields),
    body: readBody(fields),
    buttons: fields.optionalList('buttons', BUTTONS, readButton),
  });
  fields.end();
  return card;
}
