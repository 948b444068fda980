import type { Template, TemplateHeader } from '../../../domain/template.ts';
import { placeholdersOf } from '../../../domain/templates/placeholders.ts';
import {
  asList,
  asObject,
  asText,
  asWord,
  isObject,
  type JsonObject,
  parseJson,
  withoutUndefined,
} from '../../kit/json.ts';

const MEDIA: readonly string[] = ['image', 'video', 'document', 'location'];

/**
 * One of `templates[]`; what it is made of stands as JSON text in `containerMeta`. Null: it has no name or language.
 * https://docs.gupshup.io/reference/get_partner-app-appid-templates (seen 2026-06)
 */
export function parseTemplate(value: unknown): Template | null {
  const template = asObject(value);
  const name = asText(template.elementName);
  const language = asText(template.languageCode);
  if (name === undefined || language === undefined) return null;
  const parts = readParts(template.containerMeta);
  return {
    providerId: asText(template.id) ?? null,
    name,
    language,
    category: asWord(template.category) ?? '',
    status: asWord(template.status) ?? 'unknown',
    quality: asWord(template.quality) ?? null,
    rejection: asText(template.reason) ?? asText(template.rejectedReason) ?? null,
    parameterFormat: 'positional',
    header: readHeader(asWord(template.templateType), asText(parts.header)),
    body: readText(asText(parts.data) ?? asText(template.data) ?? ''),
    footer: asText(parts.footer) ?? null,
    buttons: asList(parts.buttons).map(readButton),
    cards: [],
    provider: { ...template },
  };
}

function readParts(text: unknown): JsonObject {
  if (typeof text !== 'string') return asObject(text);
  try {
    return asObject(parseJson(text));
  } catch {
    return {}; // The whole text of the template stands beside it.
  }
}

function readHeader(type: string | undefined, text: string | undefined): TemplateHeader | null {
  // The list is that of the type.
  if (type !== undefined && MEDIA.includes(type)) return { format: type } as TemplateHeader;
  return text === undefined ? null : { format: 'text', ...readText(text) };
}

function readText(text: string): { text: string; variables: string[] } {
  return { text, variables: placeholdersOf(text).toSorted((one, other) => Number(one) - Number(other)) };
}

function readButton(value: unknown) {
  const button = isObject(value) ? value : {};
  const type = asWord(button.type) ?? 'quick_reply';
  const url = asText(button.url);
  return withoutUndefined({
    type,
    text: asText(button.text) ?? '',
    url,
    phoneNumber: asText(button.phone_number) ?? asText(button.phoneNumber),
    needsParameter: type === 'otp' || type === 'copy_code' || placeholdersOf(url ?? '').length > 0,
  });
}
