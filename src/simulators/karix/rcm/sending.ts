import type { OrderedFailure } from '../../kit/answer-fault.ts';
import type { Chat, ChatEntry } from '../../kit/chats.ts';
import type { FetchLinked } from '../../kit/linked-file.ts';
import type { Progress } from '../../kit/progress.ts';
import type { World } from '../../kit/world.ts';
import type { AcceptedMessage, KarixAccepted } from '../accepted.ts';
import { findFailure, findLinkFailure } from '../fate.ts';
import { nextMid } from '../ids.ts';
import type { MediaLibrary } from '../media-library.ts';
import type { TemplateBook } from '../template-book.ts';
import type { RcmContent } from './content-schemas.ts';
import type { Underway } from './delivery-event.ts';
import { renderDisplay } from './display.ts';
import type { RcmMessage } from './message.ts';
import { RcmRefusal } from './refusal.ts';
import { type FilledTemplate, findTemplate } from './template-check.ts';

export interface RcmSendingOptions {
  world: World;
  library: MediaLibrary;
  templates: TemplateBook;
  accepted: KarixAccepted;
  delivery: Progress<Underway>;
  /** Absent: what is linked to is taken to be there. */
  fetchLinked?: FetchLinked;
}

/** What several messages of a request share. */
export interface Batch {
  batchId: string;
  campaignId: string;
}

export const NO_BATCH: Batch = { batchId: '', campaignId: '' };

/** A message that may go on its way, checked against what the account has. */
export interface CheckedMessage extends RcmMessage {
  readonly filled?: FilledTemplate;
}

/** Takes messages, `failure` instead of their natural fate. */
export interface RcmSending {
  /** Throws 400 for an unknown file, or a template that is unknown or filled in wrongly. */
  check(message: RcmMessage): CheckedMessage;
  /** Returns the `mid`. */
  take(message: CheckedMessage, batch: Batch, failure?: OrderedFailure): string;
}

export function createRcmSending(options: RcmSendingOptions): RcmSending {
  const { world, library, templates, accepted } = options;

  return {
    check(message) {
      const { content, number } = message;
      const mediaId = content.type === 'ATTACHMENT' ? content.attachment.id : undefined;
      if (mediaId !== undefined && library.get(mediaId)?.numberId !== number.id) {
        throw new RcmRefusal(400, 'Invalid media id');
      }
      const filled = findTemplate(templates, number.id, content);
      return { ...message, ...(filled && { filled }) };
    },
    take(message, batch, orderedFailure) {
      const now = world.clock.now();
      const messageId = nextMid(now, world.random);
      const person = world.people.byPhone(message.to);
      const chat = person && world.chats.open(message.number.id, person.id);
      const send: Send = { ...message, ...batch, messageId, now, ...(chat && { chat }) };
      const entry = renderEntry(send, library);
      if (chat) world.addEntry(chat, entry);
      accepted.tell(renderAccepted(send));
      const failure = orderedFailure ?? findFailure({ person, chat, template: message.filled?.template, now });
      void follow(options, send, { entry, failure });
      return messageId;
    },
  };
}

interface Send extends CheckedMessage, Batch {
  messageId: string;
  now: number;
  chat?: Chat;
}

async function follow(
  { delivery, fetchLinked }: RcmSendingOptions,
  send: Send,
  { entry, failure }: { entry: ChatEntry; failure: OrderedFailure | undefined },
): Promise<void> {
  const underway = renderUnderway(send, entry);
  const link = linkIn(send.content);
  if (failure || link === undefined) return delivery.follow(underway, failure);
  delivery.follow(underway, await findLinkFailure(link, fetchLinked));
}

function linkIn(content: RcmContent): string | undefined {
  if (content.type === 'ATTACHMENT') return content.attachment.url;
  const media = content.type === 'MEDIA_TEMPLATE' ? content.mediaTemplate.media : undefined;
  return media && media.type !== 'text' ? media.url : undefined;
}

function renderEntry({ messageId, now, content, filled }: Send, library: MediaLibrary): ChatEntry {
  return {
    id: messageId,
    providerMessageId: messageId,
    direction: 'from_business',
    at: now,
    ...renderDisplay(content, library, filled),
    status: 'accepted',
    ...(filled && { category: filled.template.category.toLowerCase() }),
  };
}

function renderAccepted({
  messageId,
  now,
  number,
  to,
  content,
  written,
  chat,
  reference,
  batchId,
}: Send): AcceptedMessage {
  const custRef = reference?.cust_ref;
  return {
    at: now,
    messageId,
    numberId: number.id,
    to,
    type: content.type,
    body: written,
    ...(chat && { personId: chat.personId }),
    ...(typeof custRef === 'string' && { custRef }),
    ...(batchId && { batchId }),
  };
}

function renderUnderway(send: Send, entry: ChatEntry): Underway {
  const { messageId, number, to, reference, content, filled, chat, batchId, campaignId } = send;
  return {
    messageId,
    numberId: number.id,
    to,
    batchId,
    campaignId,
    contentType: content.type,
    ...(reference && { reference }),
    ...(filled && { template: { name: filled.template.name, category: filled.template.category } }),
    ...(chat && { shown: { chat, entry } }),
  };
}
