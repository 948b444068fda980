import { randomUUID } from 'node:crypto';
import type { Person } from '../kit/people.ts';

/** Makes ids in the form of the platform's own. */
export interface MetaIds {
  /** `wamid.` of a message to or from `party`: the phone's digits, or a business-scoped user id. */
  messageId(author: 'business' | 'person', party: string): string;
  mediaId(): string;
  /** Sixteen digits, small enough to be exact as a JSON number. */
  templateId(): string;
  /** `A` and 22 URL-safe characters. */
  traceId(): string;
}

const AUTHOR_BYTE = { business: 0x11, person: 0x12 };
const HEX_LENGTH = 20;

/** Ids carry a random beginning of their own per simulator, so that a restarted one never repeats an id. */
export function createMetaIds(random: () => number): MetaIds {
  const start = hex(random, 8);
  let count = 0;
  const nextHex = () => {
    count += 1;
    return (
      start +
      count
        .toString(16)
        .toUpperCase()
        .padStart(HEX_LENGTH - start.length, '0')
    );
  };
  return {
    messageId: (author, party) => renderMessageId(AUTHOR_BYTE[author], party, nextHex()),
    mediaId: () => String(9e14 + Math.floor(random() * 9e13)),
    templateId: () => String(1e15 + Math.floor(random() * 7e15)),
    traceId: () => `A${randomUUID().replaceAll('-', '').slice(0, 22)}`,
  };
}

/** What stands for a person inside a message id. */
export function partyOf(person: Person): string {
  return person.phone ?? person.userId ?? person.id;
}

function renderMessageId(author: number, party: string, unique: string): string {
  const bytes = [
    Buffer.of(0x1c, 0x18, party.length),
    Buffer.from(party, 'latin1'),
    Buffer.of(0x15, 0x02, 0x00, author, 0x18, unique.length),
    Buffer.from(unique, 'latin1'),
    Buffer.of(0x00),
  ];
  return `wamid.${Buffer.concat(bytes).toString('base64')}`;
}

function hex(random: () => number, length: number): string {
  const digit = () => Math.floor(random() * 16).toString(16);
  return Array.from({ length }, digit).join('').toUpperCase();
}
