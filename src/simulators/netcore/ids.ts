import { randomUUID } from 'node:crypto';

/** `ncmessage_id`, and what names an uploaded file. */
export function nextId(): string {
  return randomUUID();
}

/** WhatsApp's own id of a message to or from a phone number. */
export function nextWhatsAppId(phone: string): string {
  return `wamid.${Buffer.from(`\x1c\x18${phone}\x15${randomUUID()}`, 'latin1').toString('base64')}`;
}
