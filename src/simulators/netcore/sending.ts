import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { Chat, ChatEntry } from '../kit/chats.ts';
import type { FetchLinked } from '../kit/linked-file.ts';
import type { Progress } from '../kit/progress.ts';
import type { World } from '../kit/world.ts';
import type { AcceptedMessage, NetcoreAccepted } from './accepted.ts';
import type { NetcoreNumber } from './account.ts';
import type { Consents } from './consents.ts';
import type { Underway } from './delivery-event.ts';
import { renderDisplay } from './display.ts';
import { nextId } from './ids.ts';
import type { MediaLibrary } from './media-library.ts';
import { type NetcoreMessage, parseMessage } from './message.ts';
import { ApiFailure } from './refusals.ts';
import { checkMedia, findDeliveryFailure, findPolicyFailure, linkIn } from './send-checks.ts';
import type { Template } from './template.ts';
import type { TemplateBook } from './template-book.ts';
import { findTemplate } from './template-check.ts';

export interface SendingOptions {
  world: World;
  library: MediaLibrary;
  consents: Consents;
  templates: TemplateBook;
  accepted: NetcoreAccepted;
  progress: Progress<Underway>;
  /** Absent: what is linked to is taken to be there. */
  fetchLinked?: FetchLinked;
}

/** The answer to an accepted send. */
export interface SendAnswer {
  status: 'success';
  message: string;
  data: { id: string };
}

/** Takes a send request's body, `failure` instead of its natural fate. Throws ApiFailures for what is not acceptable. */
export type Sending = (number: NetcoreNumber, body: Record<string, unknown>, failure?: OrderedFailure) => SendAnswer;

/** The whole of a send after the key: checks, the person's chat, the answer, the delivery events to come. */
export function createSending(options: SendingOptions): Sending {
  const { world, library, consents, templates, accepted } = options;

  return (number, body, orderedFailure) => {
    const message = parseMessage(body);
    checkMedia(number, message.content, library);
    const person = world.people.byPhone(message.to);
    const chat = person && world.chats.open(number.id, person.id);
    const now = world.clock.now();
    const policyFailure = findPolicyFailure({ number, message, consents, chat, now });
    if (policyFailure && number.conditions.policyRefusals === 'in_answer') throw new ApiFailure(policyFailure.code);
    const template = findTemplate(templates, number.id, message.content);

    const send: Send = {
      number,
      message,
      messageId: nextId(),
      now,
      ...(chat && { chat }),
      ...(template && { template }),
    };
    const entry = renderEntry(send, library);
    if (chat) world.addEntry(chat, entry);
    accepted.tell(renderAccepted(send, body));
    const underway = renderUnderway(send, entry);
    const failure = orderedFailure ?? policyFailure ?? findDeliveryFailure(person);
    void follow(options, underway, { link: linkIn(message.content), failure });
    return { status: 'success', message: 'Request received successfully.', data: { id: underway.messageId } };
  };
}

interface Send {
  number: NetcoreNumber;
  message: NetcoreMessage;
  messageId: string;
  now: number;
  chat?: Chat;
  template?: Template;
}

/** What is linked to is fetched before the message goes on its way. */
async function follow(
  { progress, fetchLinked }: SendingOptions,
  message: Underway,
  { link, failure }: { link: string | undefined; failure: OrderedFailure | undefined },
): Promise<void> {
  if (failure || link === undefined || !fetchLinked) return progress.follow(message, failure);
  const linked = await fetchLinked(link);
  progress.follow(message, linked.ok ? undefined : { code: 8008, details: linked.reason });
}

function renderEntry({ number, message, messageId, now, template }: Send, library: MediaLibrary): ChatEntry {
  return {
    id: messageId,
    providerMessageId: messageId,
    direction: 'from_business',
    at: now,
    ...renderDisplay(message.content, { library, numberId: number.id, ...(template && { template }) }),
    status: 'accepted',
    ...(template && { category: template.category }),
  };
}

function renderAccepted(
  { number, message, messageId, now, chat }: Send,
  body: AcceptedMessage['body'],
): AcceptedMessage {
  return {
    at: now,
    messageId,
    numberId: number.id,
    to: message.to,
    type: message.content.type,
    source: message.source,
    body,
    ...(chat && { personId: chat.personId }),
    ...(message.apiHeader && { apiHeader: message.apiHeader }),
  };
}

function renderUnderway({ number, message, messageId, chat, template }: Send, entry: ChatEntry): Underway {
  return {
    messageId,
    numberId: number.id,
    to: message.to,
    source: message.source,
    category: template?.category ?? 'service',
    ...(message.apiHeader && { apiHeader: message.apiHeader }),
    ...(chat && { shown: { chat, entry } }),
  };
}
