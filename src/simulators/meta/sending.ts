import type { Chat, ChatEntry } from '../kit/chats.ts';
import type { Person } from '../kit/people.ts';
import { withReaction } from '../kit/person-changes.ts';
import type { World } from '../kit/world.ts';
import type { AcceptedMessage, MetaAccepted } from './accepted.ts';
import type { MetaNumber } from './account.ts';
import { renderDisplay } from './display.ts';
import type { MetaIds } from './ids.ts';
import { mediaIn } from './media-in-message.ts';
import type { MediaLibrary } from './media-library.ts';
import type { LinkCheck } from './media-links.ts';
import { type MetaMessage, parseMessage } from './message.ts';
import { priceOf } from './pricing.ts';
import { checkAddress, findFailure, findRecipient, knowsPhone } from './recipient.ts';
import { checkFiles, findTemplate } from './send-checks.ts';
import type { Failure, Statuses, Underway } from './statuses.ts';
import type { Template } from './templates/template.ts';
import type { TemplateBook } from './templates/template-book.ts';
import { visiblePart } from './webhook-parts.ts';

export interface SendingOptions {
  world: World;
  ids: MetaIds;
  library: MediaLibrary;
  /** Absent: what is linked to is taken to be there. */
  checkLinks?: LinkCheck;
  statuses: Statuses;
  accepted: MetaAccepted;
  templates: TemplateBook;
}

/** The answer to an accepted send. */
export interface SendAnswer {
  messaging_product: 'whatsapp';
  contacts: { input: string; wa_id?: string; user_id?: string }[];
  messages: { id: string; message_status?: 'accepted' }[];
}

/** Takes a send request's body, `failure` instead of its natural fate. Throws GraphErrors for what is not acceptable. */
export type Sending = (number: MetaNumber, body: Record<string, unknown>, failure?: Failure) => SendAnswer;

/** The whole of a send after admission: checks, the person's chat, the answer, the statuses to come. */
export function createSending(options: SendingOptions): Sending {
  const { world, ids, library, statuses, accepted, templates } = options;

  return (number, body, wantedFailure) => {
    const message = parseMessage(body);
    const template = findTemplate(templates, number, message);
    checkAddress(number, message, template);
    const media = mediaIn(message);
    const fileFailure = checkFiles(media, library, number);
    const person = findRecipient(world, message.address);
    const chat = person && world.chats.open(number.phoneNumberId, person.id);
    const at = world.clock.now();
    const messageId = ids.messageId('business', partyOf(message, person));
    const send: Send = { number, message, messageId, at, ...(chat && { chat }), ...(template && { template }) };

    const failure = wantedFailure ?? findFailure(message, { person, chat, template, at }) ?? fileFailure;
    if (chat && message.address.kind === 'phone') chat.businessWroteToPhoneAt = at;
    const entry = chat && message.type !== 'reaction' ? renderEntry(send, library) : undefined;
    if (chat && entry) world.addEntry(chat, entry);
    if (chat && message.type === 'reaction') react(world, chat, message.content);
    accepted.tell(renderAccepted(send, body));
    const recipient = person && chat ? visiblePart(person, knowsPhone(chat, at)) : addressPart(message);
    const shown = chat && entry && { chat, entry };
    const underway = { ...renderUnderway(send), recipient, ...(shown && { shown }) };
    const hasLinks = media.some(({ link }) => link !== undefined);
    if (failure || !hasLinks || !options.checkLinks) statuses.follow(underway, failure);
    else void options.checkLinks(media).then((linkFailure) => statuses.follow(underway, linkFailure));
    return renderAnswer(message, messageId);
  };
}

interface Send {
  number: MetaNumber;
  message: MetaMessage;
  messageId: string;
  at: number;
  chat?: Chat;
  template?: Template;
}

function renderEntry({ number, message, messageId, at, template }: Send, library: MediaLibrary): ChatEntry {
  return {
    id: messageId,
    providerMessageId: messageId,
    direction: 'from_business',
    at,
    ...renderDisplay(message, { library, number }, template),
    status: 'accepted',
    ...(message.contextId && { replyTo: message.contextId }),
    ...(template && { category: template.category.toLowerCase() }),
  };
}

/** A reaction is no message of its own: it stands at the one it is meant for. */
function react(world: World, chat: Chat, { message_id, emoji }: { message_id: string; emoji: string }): void {
  const target = chat.get(message_id);
  if (target) world.changeEntry(chat, target, { reactions: withReaction(target, 'business', emoji) });
}

function renderAccepted(
  { number, message, messageId, at, chat }: Send,
  body: AcceptedMessage['body'],
): AcceptedMessage {
  return {
    at,
    messageId,
    phoneNumberId: number.phoneNumberId,
    to: message.address.input,
    type: message.type,
    body,
    ...(chat && { personId: chat.personId }),
    ...(message.callbackData && { callbackData: message.callbackData }),
  };
}

function renderUnderway({ number, message, messageId, at, template }: Send): Omit<Underway, 'recipient'> {
  return {
    number,
    messageId,
    addressedBy: message.address.kind,
    pricing: priceOf(message, template, at),
    endsWithSent: message.type === 'reaction',
    ...(message.callbackData && { callbackData: message.callbackData }),
  };
}

function partyOf({ address }: MetaMessage, person: Person | undefined): string {
  return person?.phone ?? (address.kind === 'phone' ? address.phone : address.userId);
}

function addressPart({ address }: MetaMessage) {
  return address.kind === 'phone' ? { phone: address.phone } : { userId: address.userId };
}

function renderAnswer({ type, address }: MetaMessage, id: string): SendAnswer {
  const { input } = address;
  return {
    messaging_product: 'whatsapp',
    contacts: [address.kind === 'phone' ? { input, wa_id: address.phone } : { input, user_id: address.userId }],
    messages: [type === 'template' ? { id, message_status: 'accepted' } : { id }],
  };
}
