import { randomUUID } from 'node:crypto';
import type { Person } from '../kit/people.ts';

/** Makes ids in the platform's form. */
export interface InfobipIds {
  /** `wamid.` and base64 of a person's message. */
  inboundId(person: Person): string;
  /** Of a message that names none itself. */
  messageId(): string;
  mediaId(): string;
  /** Digits. */
  templateId(): string;
  /** Digits. */
  bulkId(): string;
  /** 32 hex digits. */
  configurationKey(): string;
}

/** Ids begin differently in every simulator, so that a restarted one never repeats an id. */
export function createIds(random: () => number): InfobipIds {
  const start = Math.floor(random() * 2 ** 32)
    .toString(16)
    .toUpperCase()
    .padStart(8, '0');
  let count = 0;
  const digits = (from: number) => String(Math.floor(from + random() * from * 8));
  return {
    inboundId(person) {
      count += 1;
      const unique = `${start}${count.toString(16).toUpperCase().padStart(12, '0')}`;
      const party = person.phone ?? person.userId ?? person.id;
      return `wamid.${Buffer.from(`\x1c\x18${party}\x15\x02\x00\x12\x18${unique}\x00`, 'latin1').toString('base64')}`;
    },
    messageId: randomUUID,
    mediaId: randomUUID,
    templateId: () => digits(1e14),
    bulkId: () => digits(1e15),
    configurationKey: () => randomUUID().replaceAll('-', '').toUpperCase(),
  };
}
