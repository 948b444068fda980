import type { Template, TemplateButton, TemplateCard, TemplateHeader, TemplateText } from '../../domain/template.ts';
import { placeholdersOf } from '../../domain/templates/placeholders.ts';
import { asList, asObject, asText, asWord, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { qualityOf, statusOf } from './template-words.ts';

/** Kinds that cannot be sent without a value, whatever stands in their definition. */
const ALWAYS_GIVEN: ReadonlySet<string> = new Set(['copy_code', 'otp', 'mpm', 'order_details']);
const FORMATS: readonly string[] = ['image', 'video', 'document', 'gif', 'location'];
/** Infobip's word for a kind of button that has another name elsewhere. */
const BUTTON_TYPES: Readonly<Record<string, string>> = { multi_product: 'mpm' };

/** One template of a list. Null: it has no name or language. https://www.infobip.com/docs/api/channels/whatsapp (v2, seen 2026-07) */
export function parseTemplate(value: unknown): Template | null {
  const template = asObject(value);
  const name = asText(template.name);
  const language = asText(template.language);
  if (name === undefined || language === undefined) return null;
  const structure = asObject(template.structure);
  const category = asWord(template.category) ?? '';
  const reason = asText(template.rejectionReason) ?? asText(template.rejectedReason);
  return {
    providerId: asText(template.id) ?? null,
    ...{ name, language, category },
    status: statusOf(template.status) ?? 'unknown',
    quality: qualityOf(template.quality) ?? null,
    rejection: reason === undefined || reason === 'NONE' ? null : reason,
    // Variables have numbers at Infobip.
    parameterFormat: 'positional',
    header: readHeader(structure.header),
    body: readBody(structure.body, category),
    footer: textIn(structure.footer) ?? null,
    buttons: readButtons(structure.buttons),
    cards: asList(asObject(structure.carousel).cards).map(readCard),
    ...(isObject(structure.limitedTimeOffer) &&
      structure.limitedTimeOffer.hasExpiration === true && { hasOffer: true }),
    provider: { ...template },
  };
}

/** Plain texts in the first version of the API, objects in the second. */
function textIn(value: unknown): string | undefined {
  return asText(isObject(value) ? value.text : value);
}

/** The text of an authentication template is WhatsApp's own; its code is the one variable. */
function readBody(value: unknown, category: string): TemplateText {
  const body = readText(textIn(value) ?? '');
  return category === 'authentication' && body.variables.length === 0 ? { ...body, variables: ['1'] } : body;
}

function readText(text: string): TemplateText {
  const names = placeholdersOf(text);
  return { text, variables: names.toSorted((one, other) => Number(one) - Number(other)) };
}

function readHeader(value: unknown): TemplateHeader | null {
  const header = asObject(value);
  const format = asWord(header.format);
  if (format === 'text') return { format, ...readText(textIn(header) ?? '') };
  // The list is that of the type.
  return format !== undefined && FORMATS.includes(format) ? ({ format } as TemplateHeader) : null;
}

function readButtons(value: unknown): TemplateButton[] {
  return asList(value).map(asObject).map(readButton);
}

function readButton(button: JsonObject): TemplateButton {
  const word = button.otpType === undefined ? (asWord(button.type) ?? 'unknown') : 'otp';
  const type = BUTTON_TYPES[word] ?? word;
  const url = asText(button.url);
  return withoutUndefined({
    type,
    text: asText(button.text) ?? '',
    url,
    phoneNumber: asText(button.phoneNumber),
    needsParameter: ALWAYS_GIVEN.has(type) || placeholdersOf(url ?? '').length > 0,
  });
}

function readCard(value: unknown): TemplateCard {
  const { header, body, buttons } = asObject(value);
  const text = textIn(body);
  return {
    header: readHeader(header),
    body: text === undefined ? null : readText(text),
    buttons: readButtons(buttons),
  };
}
