import type { Chat } from '../kit/chats.ts';
import type { Person } from '../kit/people.ts';
import type { World } from '../kit/world.ts';
import { digitsOf, type MetaNumber } from './account.ts';
import { GraphError } from './graph-error.ts';
import type { Address, MetaMessage } from './message.ts';
import type { Failure } from './statuses.ts';
import type { Template } from './templates/template.ts';

const WINDOW_MS = 24 * 3_600_000;
const CONTACT_MEMORY_MS = 30 * 24 * 3_600_000;

/** Checks what the request's form alone cannot tell. Throws 131021, 131030 or, for codes to a user id, 131062. */
export function checkAddress(number: MetaNumber, { address }: MetaMessage, template: Template | undefined): void {
  if (address.kind === 'user_id') {
    if (template?.category === 'AUTHENTICATION') throw new GraphError(131062);
    return;
  }
  if (address.phone === digitsOf(number.displayPhoneNumber)) throw new GraphError(131021);
  if (number.allowedRecipients && !number.allowedRecipients.includes(address.phone)) throw new GraphError(131030);
}

/** The simulated person who is meant, if there is one. */
export function findRecipient(world: World, address: Address): Person | undefined {
  return address.kind === 'phone' ? world.people.byPhone(address.phone) : world.people.byUserId(address.userId);
}

export interface Meeting {
  person: Person | undefined;
  chat: Chat | undefined;
  /** The definition of the template that is sent. */
  template: Template | undefined;
  /** Epoch ms. */
  at: number;
}

/** Why the person will not get the message although it was accepted. */
export function findFailure(message: MetaMessage, { person, chat, template, at }: Meeting): Failure | undefined {
  if (!person?.onWhatsApp || !chat) return { code: 131026, details: 'The recipient is not a WhatsApp user.' };
  if (chat.isBlocked) return { code: 130403, details: 'The recipient is blocked by this number.' };
  if (message.type === 'template') {
    if (!chat.optedOut || template?.category !== 'MARKETING') return undefined;
    return { code: 131050, details: 'The recipient has chosen to get no marketing messages from this business.' };
  }
  if (message.type === 'reaction') {
    const target = chat.get(message.content.message_id);
    if (!target || target.revokedAt !== undefined || at - target.at > CONTACT_MEMORY_MS) {
      return { code: 131009, details: 'The message that is reacted to does not exist or is older than 30 days.' };
    }
  }
  const isOpen = chat.personWroteAt !== undefined && at - chat.personWroteAt < WINDOW_MS;
  return isOpen
    ? undefined
    : { code: 131047, details: 'More than 24 hours have passed since the customer last replied.' };
}

/** Whether the number may see the phone of a person with a username: it has written to that phone in the last 30 days. */
export function knowsPhone(chat: Chat, atMs: number): boolean {
  return chat.businessWroteToPhoneAt !== undefined && atMs - chat.businessWroteToPhoneAt < CONTACT_MEMORY_MS;
}
