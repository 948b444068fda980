import type { TemplateContent, TemplateParameter } from '../content.ts';
import { camelCase } from './cloud-names.ts';
import { type Bounds, compact, Fields } from './fields.ts';
import { readUrl, requireOneSource } from './media.ts';

const COMPONENTS: Bounds = { min: 0, max: 20 };
const PARAMETERS: Bounds = { min: 0, max: 100 };
const MEDIA = ['image', 'video', 'document', 'gif'];

type Buttons = NonNullable<TemplateContent['buttons']>;
type Components = Pick<TemplateContent, 'header' | 'body' | 'buttons' | 'carousel' | 'limitedTimeOffer'>;

/** The `template` object: components become header, body, buttons and carousel. */
export function readCloudTemplate(fields: Fields): TemplateContent {
  const language = fields.object('language');
  const code = language.text('code');
  language.ignore('policy');
  language.end();
  return { type: 'template', name: fields.text('name'), language: code, ...readComponents(fields) };
}

function readComponents(fields: Fields): Components {
  const components: Components = {};
  const buttons: Buttons = [];
  fields.optionalList('components', COMPONENTS, (item, path) => {
    const component = new Fields(item, path);
    // Both cases occur in the vendor's own samples.
    const type = component.text('type').toLowerCase();
    if (type === 'header') components.header = readHeaderParameter(component);
    else if (type === 'body') components.body = component.list('parameters', PARAMETERS, readCloudParameter);
    else if (type === 'button') buttons.push(readButton(component));
    else if (type === 'limited_time_offer') components.limitedTimeOffer = readOffer(component);
    else if (type === 'carousel') components.carousel = component.list('cards', { min: 1, max: 10 }, readCard);
    else throw component.mistake('type', 'must be one of header, body, button, carousel, limited_time_offer');
    component.end();
  });
  return buttons.length === 0 ? components : { ...components, buttons };
}

function readHeaderParameter(component: Fields): TemplateParameter {
  const [parameter] = component.list('parameters', { min: 1, max: 1 }, readCloudParameter);
  if (parameter === undefined) throw component.mistake('parameters', 'is missing');
  return parameter;
}

/** Milliseconds there, a time here. */
function readOffer(component: Fields): { expiresAt: string } {
  const [expiresAt] = component.list('parameters', { min: 1, max: 1 }, (item, path) => {
    const parameter = new Fields(item, path);
    parameter.ignore('type');
    const offer = parameter.object('limited_time_offer');
    const at = offer.number('expiration_time_ms', { min: 1, max: 8.64e15 });
    offer.end();
    parameter.end();
    return new Date(at).toISOString();
  });
  return { expiresAt: expiresAt ?? '' };
}

/** `{type: 'image', image: {link}}` */
export function readCloudParameter(item: unknown, path: string): TemplateParameter {
  const fields = new Fields(item, path);
  const named = compact({ type: fields.text('type'), name: fields.optionalText('parameter_name') });
  const parameter = { ...named, ...readValue(named.type, fields) };
  fields.end();
  return parameter;
}

function readValue(type: string, fields: Fields): Record<string, unknown> {
  if (type === 'text') return { text: fields.text('text') };
  if (!MEDIA.includes(type)) return camelCaseTop(fields);
  const source = fields.object(type);
  const media = compact({
    url: readUrl(source, 'link'),
    id: source.optionalText('id'),
    fileName: source.optionalText('filename'),
  });
  source.end();
  return { media: requireOneSource(media, source.path, 'link') };
}

/** `quick_reply` gets its `payload`, `url` its `text`, and so on; an `action` stays as the Cloud API writes it. */
function readButton(component: Fields): Buttons[number] {
  const type = component.text('sub_type').toLowerCase();
  const index = Number(component.value('index'));
  if (!Number.isInteger(index) || index < 0 || index > 9) throw component.mistake('index', 'must be 0 to 9');
  const values = component.optionalList('parameters', PARAMETERS, (item, path) => {
    const parameter = new Fields(item, path);
    parameter.ignore('type');
    return camelCaseTop(parameter);
  });
  return { ...Object.assign({}, ...(values ?? [])), index, type };
}

function readCard(item: unknown, path: string): Components {
  const card = new Fields(item, path);
  card.ignore('card_index');
  const components = readComponents(card);
  card.end();
  return components;
}

function camelCaseTop(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields.rest()).map(([name, value]) => [camelCase(name), value]));
}
