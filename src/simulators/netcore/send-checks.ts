import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { Chat } from '../kit/chats.ts';
import type { Person } from '../kit/people.ts';
import type { NetcoreNumber } from './account.ts';
import type { Consents } from './consents.ts';
import type { MediaLibrary } from './media-library.ts';
import type { MessageContent, NetcoreMessage } from './message.ts';
import { ApiFailure, messageOf } from './refusals.ts';

const WINDOW_MS = 24 * 3_600_000;

/** Throws 8008 for a file that is not there, or an address that is none. */
export function checkMedia({ id: numberId }: NetcoreNumber, content: MessageContent, library: MediaLibrary): void {
  if (content.type === 'media') {
    const { attachment_id: mediaId, attachment_url: url } = content.attachment;
    if (mediaId !== undefined && !library.get(numberId, mediaId)) throw new ApiFailure(8008);
    if (url !== undefined) checkUrl(url);
  }
  if (content.type === 'media_template') checkUrl(content.media.url);
}

function checkUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') throw new ApiFailure(8008);
}

/** The address that a message links to, if it does. */
export function linkIn(content: MessageContent): string | undefined {
  if (content.type === 'media') return content.attachment.attachment_url;
  return content.type === 'media_template' ? content.media.url : undefined;
}

export interface Meeting {
  number: NetcoreNumber;
  message: NetcoreMessage;
  consents: Consents;
  chat: Chat | undefined;
  /** Epoch ms. */
  now: number;
}

/** Why the business may not write to the person: no opt-in (8002), or free text outside the window (8007). */
export function findPolicyFailure({ number, message, consents, chat, now }: Meeting): OrderedFailure | undefined {
  if (!number.conditions.bypassesOptIn && !consents.has(number.id, message.to)) return failureOf(8002);
  const isTemplate = message.content.type === 'template' || message.content.type === 'media_template';
  const isOpen = chat?.personWroteAt !== undefined && now - chat.personWroteAt < WINDOW_MS;
  return isTemplate || isOpen ? undefined : failureOf(8007);
}

/** Why WhatsApp will not deliver; known only after the message was taken. */
export function findDeliveryFailure(person: Person | undefined): OrderedFailure | undefined {
  return person?.onWhatsApp ? undefined : failureOf(8003);
}

function failureOf(code: number): OrderedFailure {
  return { code, details: messageOf(code) };
}
