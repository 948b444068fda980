import type { Template, TemplateButton, TemplateHeader, TemplateText } from '../../../domain/template.ts';
import { placeholdersOf } from '../../../domain/templates/placeholders.ts';
import { asList, asObject, asText, asWord, withoutUndefined } from '../../kit/json.ts';

const MEDIA: readonly string[] = ['image', 'video', 'document', 'location'];

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

function readHeader(type: string | undefined, text: string | undefined): TemplateHeader | null {
  // The list is that of the type.
  if (type !== undefined && MEDIA.includes(type)) return { format: type } as TemplateHeader;
  return text === undefined ? null : { format: 'text', ...readText(text) };
}

/** Values are given in the order of the numbers, wherever they stand. */
export function readText(text: string): TemplateText {
  return { text, variables: placeholdersOf(text).toSorted((one, other) => Number(one) - Number(other)) };
}

/** Address buttons write their address as text or, with a variable, as a list. */
export function readButton(value: unknown): TemplateButton {
  const button = asObject(value);
  const type = asWord(button.type) ?? 'quick_reply';
  const url = asText(button.url);
  const isOpen = url !== undefined && (placeholdersOf(url).length > 0 || asWord(button.urlType) === 'dynamic');
  return withoutUndefined({
    type,
    text: asText(button.text) ?? '',
    url,
    phoneNumber: asText(button.phone_number) ?? asText(button.phoneNumber),
    needsParameter: isOpen || type === 'otp' || type === 'copy_code',
  });
}
