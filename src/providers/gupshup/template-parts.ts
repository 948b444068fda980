import type { TemplateButton, TemplateHeader, TemplateText } from '../../domain/template.ts';
import { placeholdersOf } from '../../domain/templates/placeholders.ts';
import { asObject, asText, asWord, withoutUndefined } from '../kit/json.ts';

const MEDIA: readonly string[] = ['image', 'video', 'document', 'location'];

/** The kind of the template tells whether a file stands above; if not, `text` does. */
export function readHeader(kind: string | undefined, text: string | undefined): TemplateHeader | null {
  // The list is that of the type.
  if (kind !== undefined && MEDIA.includes(kind)) return { format: kind } as TemplateHeader;
  return text === undefined ? null : { format: 'text', ...readText(text) };
}

/** Values are given in the order of the numbers, wherever they stand. */
export function readText(text: string): TemplateText {
  return { text, variables: sortedPlaceholders(text) };
}

/** The numbers of the variables in a text, each once. */
export function sortedPlaceholders(text: string): string[] {
  return placeholdersOf(text).toSorted((one, other) => Number(one) - Number(other));
}

/** Names of members differ by product and by age of the template. */
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
