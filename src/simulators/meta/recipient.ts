import type { Chat } from '../kit/chats.ts';
import type { Person } from '../kit/people.ts';
import type { World } from '../kit/world.ts';
import { digitsOf, type MetaNumber } from './account.ts';
import type { MetaContent } from './content-schemas.ts';
import { GraphError } from './graph-error.ts';
import type { Address, MetaMessage } from './message.ts';
import type { Failure } from './statuses.ts';

const WINDOW_MS = 24 * 3_600_000;
const CONTACT_MEMORY_MS = 30 * 24 * 3_600_000;

/** Checks what the request's form alone cannot tell. Throws 131021, 131030, 131062, 132000 or 132001. */
export function checkAgainstAccount(number: MetaNumber, message: MetaMessage): void {
  const { address } = message;
  if (address.kind === 'phone') {
    if (address.phone === digitsOf(number.displayPhoneNumber)) throw new GraphError(131021);
    if (number.allowedRecipients && !number.allowedRecipients.includes(address.phone)) throw new GraphError(131030);
  }
  if (message.type === 'template') checkTemplate(number, message.content, address);
}

function checkTemplate(
  number: MetaNumber,
  sent: Extract<MetaContent, { type: 'template' }>['content'],
  address: Address,
): void {
  if (!number.templates) return;
  const template = number.templates.find(({ name, language }) => name === sent.name && language === sent.language.code);
  if (!template) {
    throw new GraphError(132001, { details: `Template ${sent.name} does not exist in ${sent.language.code}.` });
  }
  const given = sent.components?.find(({ type }) => type.toLowerCase() === 'body')?.parameters?.length ?? 0;
  const wanted = template.bodyParameters ?? 0;
  if (given !== wanted) throw new GraphError(132000, { details: `body: ${given} given, ${wanted} expected` });
  if (template.category === 'authentication' && address.kind === 'user_id') throw new GraphError(131062);
}

/** The simulated person who is meant, if there is one. */
export function findRecipient(world: World, address: Address): Person | undefined {
  return address.kind === 'phone' ? world.people.byPhone(address.phone) : world.people.byUserId(address.userId);
}

/** Why the person will not get the message: not on WhatsApp (131026), or the customer service window is closed (131047). */
export function findFailure(message: MetaMessage, chat: Chat | undefined, atMs: number): Failure | undefined {
  if (!chat) return { code: 131026, details: 'The recipient is not a WhatsApp user.' };
  const isOpen = chat.personWroteAt !== undefined && atMs - chat.personWroteAt < WINDOW_MS;
  if (isOpen || message.type === 'template') return undefined;
  return { code: 131047, details: 'More than 24 hours have passed since the customer last replied.' };
}

/** Whether the number may see the phone of a person with a username: it has written to that phone in the last 30 days. */
export function knowsPhone(chat: Chat, atMs: number): boolean {
  return chat.businessWroteToPhoneAt !== undefined && atMs - chat.businessWroteToPhoneAt < CONTACT_MEMORY_MS;
}
