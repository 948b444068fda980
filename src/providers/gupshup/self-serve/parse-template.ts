import type { Template } from '../../../domain/template.ts';
import { asList, asObject, asText, asWord, type JsonObject, parseJson } from '../../kit/json.ts';
import { readButton, readHeader, readText } from '../template-parts.ts';

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
