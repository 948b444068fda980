import { randomUUID } from 'node:crypto';

/** `mid`: `yyMMddHHmmss` and twelve random digits. */
export function nextMid(atMs: number, random: () => number): string {
  const time = new Date(atMs).toISOString().replace(/\D/g, '').slice(2, 14);
  const digits = Array.from({ length: 12 }, () => Math.floor(random() * 10));
  return `${time}${digits.join('')}`;
}

/** Ids of the global API, of files and of bulk sends. */
export function nextUid(): string {
  return randomUUID();
}

/** WhatsApp's own id of a message to or from a phone number. */
export function nextWhatsAppId(phone: string): string {
  return `wamid.${Buffer.from(`\x1c\x18${phone}\x15${randomUUID()}`, 'latin1').toString('base64')}`;
}
