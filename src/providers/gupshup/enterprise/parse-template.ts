import type { Template } from '../../../domain/template.ts';
import { asList, asObject, asText, asWord } from '../../kit/json.ts';
import { readButton, readHeader, readText } from '../template-parts.ts';

/** One of `data[]` of `get_whatsapp_hsm`. Null: it has no name or language. Only `ENABLED` ones can be sent. */
export function parseTemplate(value: unknown): Template | null {
  const template = asObject(value);
  const name = asText(template.name);
  const language = asText(template.language);
  if (name === undefined || language === undefined) return null;
  const status = asWord(template.status) ?? 'unknown';
  return {
    providerId: asText(template.id) ?? null,
    name,
    language,
    category: asWord(template.category) ?? '',
    status: status === 'enabled' ? 'approved' : status,
    quality: asWord(template.quality_score) ?? null,
    rejection: asText(template.rejection_reason) ?? asText(template.reason) ?? null,
    parameterFormat: 'positional',
    header: readHeader(asWord(template.type), asText(template.header)),
    body: readText(asText(template.body) ?? ''),
    footer: asText(template.footer) ?? null,
    buttons: asList(template.buttons).map(readButton),
    cards: [],
    provider: { ...template },
  };
}
