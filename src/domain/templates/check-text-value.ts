import { isRecord, type TemplateProblem } from './template-problem.ts';

/**
 * A text that is put in the place of a variable. WhatsApp refuses line breaks, tabs and more than four spaces in a row there (132018),
 * and what makes the filled text too long (132005).
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (seen 2026-09)
 */
export function checkTextValue(text: unknown, path: string, maxLength: number): TemplateProblem | null {
  if (typeof text !== 'string') return { path, message: 'must be a text' };
  if (text.trim() === '') return { path, message: 'must not be empty' };
  if (/[\n\r\u2028\u2029]/.test(text)) return { path, message: 'must not contain a line break' };
  if (text.includes('\t')) return { path, message: 'must not contain a tab' };
  if (/ {5}/.test(text)) return { path, message: 'must not contain more than four spaces in a row' };
  const length = [...text].length;
  return length > maxLength ? { path, message: `has ${length} characters, at most ${maxLength} are allowed` } : null;
}

/** A file to be shown: exactly one of address and id. */
export function checkMediaValue(media: unknown, path: string): TemplateProblem | null {
  if (!isRecord(media)) return { path, message: 'is missing: give {url} or {id}' };
  const given = [media.url, media.id].filter((source) => typeof source === 'string' && source !== '');
  return given.length === 1 ? null : { path, message: 'must have exactly one of url and id' };
}
