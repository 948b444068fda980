import type {
  ParameterFormat,
  Template,
  TemplateButton,
  TemplateCard,
  TemplateHeader,
  TemplateText,
} from '../../domain/template.ts';
import { asList, asObject, asText, asWord, type JsonObject, withoutUndefined } from '../kit/json.ts';

/** A place for a value: `{{1}}` or `{{first_name}}`. */
const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;
/** Kinds that cannot be sent without a value, whatever stands in their definition. */
const ALWAYS_GIVEN: ReadonlySet<string> = new Set(['copy_code', 'otp', 'mpm', 'order_details']);

/** Fields of a template that are worth having. */
export const TEMPLATE_FIELDS =
  'id,name,language,category,status,quality_score,rejected_reason,parameter_format,components,message_send_ttl_seconds';

/**
 * One template of a list. Null: it has no name or language.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates (seen 2025-12)
 */
export function parseTemplate(value: unknown): Template | null {
  const template = asObject(value);
  const name = asText(template.name);
  const language = asText(template.language);
  if (name === undefined || language === undefined) return null;
  const category = asWord(template.category) ?? '';
  return {
    providerId: asText(template.id) ?? null,
    name,
    language,
    category,
    status: asWord(template.status) ?? 'unknown',
    quality: asWord(asObject(template.quality_score).score) ?? null,
    rejection: readRejection(template.rejected_reason),
    ...readComponents(asList(template.components).map(asObject), { category, format: template.parameter_format }),
    provider: { ...template },
  };
}

function readRejection(reason: unknown): string | null {
  const text = asText(reason);
  return text === undefined || text === 'NONE' ? null : text;
}

type Parts = Pick<Template, 'header' | 'body' | 'footer' | 'buttons' | 'cards' | 'parameterFormat' | 'hasOffer'>;

function readComponents(
  components: readonly JsonObject[],
  { category, format }: { category: string; format: unknown },
): Parts {
  const body = readText(find(components, 'body')) ?? { text: '', variables: [] };
  const header = readHeader(find(components, 'header'));
  // The text of an authentication template is Meta's own and may be left out; its code is always the one variable.
  const isBare = category === 'authentication' && body.variables.length === 0;
  return {
    parameterFormat: readFormat(format, [...body.variables, ...(header?.format === 'text' ? header.variables : [])]),
    header,
    body: isBare ? { ...body, variables: ['1'] } : body,
    footer: asText(find(components, 'footer')?.text) ?? null,
    buttons: readButtons(find(components, 'buttons')),
    cards: asList(find(components, 'carousel')?.cards).map((card) => readCard(asObject(card))),
    ...(find(components, 'limited_time_offer')?.limited_time_offer !== undefined && { hasOffer: true }),
  };
}

/** Older templates do not tell their format. */
function readFormat(format: unknown, variables: readonly string[]): ParameterFormat {
  const told = asWord(format);
  if (told === 'named' || told === 'positional') return told;
  return variables.some((name) => !/^\d+$/.test(name)) ? 'named' : 'positional';
}

function find(components: readonly JsonObject[], type: string): JsonObject | undefined {
  return components.find((component) => asWord(component.type) === type);
}

function readText(component: JsonObject | undefined): TemplateText | null {
  const text = asText(component?.text);
  return text === undefined ? null : { text, variables: variablesOf(text) };
}

/** In the order in which values are given: numbers by their size, names as they stand. */
export function variablesOf(text: string): string[] {
  const names = [...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name))];
  return names.every((name) => /^\d+$/.test(name))
    ? names.toSorted((one, other) => Number(one) - Number(other))
    : names;
}

const HEADERS: readonly string[] = ['image', 'video', 'document', 'gif', 'location', 'product'];

function readHeader(component: JsonObject | undefined): TemplateHeader | null {
  const format = asWord(component?.format);
  if (format === 'text') return { format, ...(readText(component) ?? { text: '', variables: [] }) };
  // The list is that of the type.
  if (format !== undefined && HEADERS.includes(format)) return { format } as TemplateHeader;
  return null;
}

function readButtons(component: JsonObject | undefined): TemplateButton[] {
  return asList(component?.buttons).map((value) => {
    const button = asObject(value);
    const type = asWord(button.type) ?? 'unknown';
    const url = asText(button.url);
    return withoutUndefined({
      type,
      text: asText(button.text) ?? '',
      url,
      phoneNumber: asText(button.phone_number),
      needsParameter: ALWAYS_GIVEN.has(type) || (url !== undefined && variablesOf(url).length > 0),
    });
  });
}

function readCard(card: JsonObject): TemplateCard {
  const components = asList(card.components).map(asObject);
  return {
    header: readHeader(find(components, 'header')),
    body: readText(find(components, 'body')),
    buttons: readButtons(find(components, 'buttons')),
  };
}
