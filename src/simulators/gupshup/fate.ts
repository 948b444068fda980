import type { Chat } from '../kit/chats.ts';
import type { Person } from '../kit/people.ts';
import type { GupshupNumber } from './account.ts';
import type { Obstacle } from './codes.ts';
import type { Consents } from './consents.ts';
import type { Orders } from './orders.ts';
import type { Outgoing } from './outgoing.ts';

const WINDOW_MS = 24 * 3_600_000;

export interface Meeting {
  number: GupshupNumber;
  outgoing: Outgoing;
  person: Person | undefined;
  chat: Chat | undefined;
  /** Epoch ms. */
  at: number;
}

export interface FateMeans {
  consents: Consents;
  orders: Orders;
}

/** Why the person will not get a message that was taken. */
export function findObstacle(meeting: Meeting, { consents, orders }: FateMeans): Obstacle | undefined {
  const { number, outgoing, person, chat, at } = meeting;
  if (!person?.onWhatsApp || !chat) return 'no_whatsapp';
  if (outgoing.template) return templateObstacle(meeting, consents);
  const isOpen = chat.personWroteAt !== undefined && at - chat.personWroteAt < WINDOW_MS;
  if (!isOpen) return 'window_closed';
  if (number.product === 'self_serve' && number.conditions.sandbox && !isOptedIn(meeting, consents)) {
    return 'not_opted_in';
  }
  return outgoing.orderNews && orders.move(outgoing.orderNews, chat);
}

function templateObstacle(meeting: Meeting, consents: Consents): Obstacle | undefined {
  const { number, outgoing, chat, person } = meeting;
  const match = outgoing.template?.match;
  if (match?.status === 'PAUSED') return 'template_paused';
  if (match?.status !== 'APPROVED') return 'template_unmatched';
  const refusesAll = consents.get(number.numberId, person?.phone ?? '') === 'out';
  if (refusesAll || (chat?.optedOut && match.category === 'MARKETING')) return 'opted_out';
  return number.conditions.consentRequired && !isOptedIn(meeting, consents) ? 'not_opted_in' : undefined;
}

function isOptedIn({ number, person }: Meeting, consents: Consents): boolean {
  return consents.get(number.numberId, person?.phone ?? '') === 'in';
}
