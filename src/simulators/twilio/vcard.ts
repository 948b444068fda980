import type { MediaFile } from '../kit/media.ts';
import type { SharedContact } from '../kit/numbers.ts';

/** Contacts arrive as a file with one card each. */
export function renderVcards(contacts: readonly SharedContact[]): MediaFile {
  const bytes = Buffer.from(contacts.map(renderVcard).join(''), 'utf8');
  return { bytes, mimeType: 'text/vcard', fileName: 'contacts.vcf' };
}

function renderVcard({ name, phones, emails = [], organization }: SharedContact): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${escapeText(name)};;;`,
    `FN:${escapeText(name)}`,
    ...(organization === undefined ? [] : [`ORG:${escapeText(organization)}`]),
    ...phones.map((phone) => `TEL;type=CELL;waid=${phone.replace(/\D/g, '')}:${escapeText(phone)}`),
    ...emails.map((email) => `EMAIL:${escapeText(email)}`),
    'END:VCARD',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** https://www.rfc-editor.org/rfc/rfc2426#section-5 */
function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}
