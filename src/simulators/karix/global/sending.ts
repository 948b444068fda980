import type { OrderedFailure } from '../../kit/answer-fault.ts';
import type { Chat, ChatEntry } from '../../kit/chats.ts';
import type { DisplayContent } from '../../kit/display-content.ts';
import type { FetchLinked } from '../../kit/linked-file.ts';
import type { Progress } from '../../kit/progress.ts';
import type { World } from '../../kit/world.ts';
import type { AcceptedMessage, KarixAccepted } from '../accepted.ts';
import type { KarixNumber } from '../account.ts';
import { findFailure, findLinkFailure, isWindowOpen } from '../fate.ts';
import { nextUid } from '../ids.ts';
import type { TemplateBook } from '../template-book.ts';
import type { OwnAccount } from './admission.ts';
import { createMessage, type GlobalMessage } from './message.ts';
import type { MessageStore } from './message-store.ts';
import { GlobalRefusal } from './refusal.ts';
import { type GlobalContent, parseRequested, type RequestedMessage } from './request-message.ts';

/** A message on its way to a person. */
export interface GlobalUnderway {
  readonly messageId: string;
  readonly numberId: string;
  readonly to: string;
  /** Without one, nothing is told. */
  readonly eventsUrl?: string;
  readonly shown?: { chat: Chat; entry: ChatEntry };
}

export interface GlobalSendingOptions {
  world: World;
  templates: TemplateBook;
  accepted: KarixAccepted;
  store: MessageStore;
  delivery: Progress<GlobalUnderway>;
  /** Absent: what is linked to is taken to be there. */
  fetchLinked?: FetchLinked;
}

/** Takes the body of `POST /message/`, `failure` instead of its natural fate. Throws 400 and 402. */
export type GlobalSending = (account: OwnAccount, body: unknown, failure?: OrderedFailure) => GlobalMessage;

export function createGlobalSending(options: GlobalSendingOptions): GlobalSending {
  const { world, templates, accepted, store } = options;

  return (account, body, orderedFailure) => {
    const requested = parseRequested(body);
    const number = findNumber(account, requested);
    const { content } = requested;
    const to = requested.destination.slice(1);
    const person = world.people.byPhone(to);
    const chat = person && world.chats.open(number.id, person.id);
    const now = world.clock.now();
    const message = createOutbound(account, requested, { chat, now });
    store.add(message);
    const entry = renderEntry(message, content, now);
    if (chat) world.addEntry(chat, entry);
    accepted.tell(renderAccepted(message, requested, { number, chat, now }));
    const template = 'text' in content ? templates.match(number.id, content.text)?.template : undefined;
    const failure = orderedFailure ?? findFailure({ person, chat, template, now });
    const { eventsUrl } = requested;
    const told = { ...(eventsUrl && { eventsUrl }), ...(chat && { shown: { chat, entry } }) };
    void follow(options, { messageId: message.uid, numberId: number.id, to, ...told }, { content, failure });
    return message;
  };
}

interface Circumstances {
  chat: Chat | undefined;
  /** Epoch ms. */
  now: number;
}

/** What the business begins is a notification, and costs as one. */
function createOutbound(
  { uid }: OwnAccount,
  { source, destination, content }: RequestedMessage,
  { chat, now }: Circumstances,
): GlobalMessage {
  const type = isWindowOpen(chat, now) ? 'conversation' : 'notification';
  return createMessage({
    uid: nextUid(),
    account_uid: uid,
    source,
    destination,
    direction: 'outbound',
    content,
    at: now,
    whatsapp: { type, platform_fee: '0.0050', whatsapp_fee: '0' },
  });
}

function renderAccepted(
  { uid, content_type: type }: GlobalMessage,
  requested: RequestedMessage,
  { number, chat, now }: Circumstances & { number: KarixNumber },
): AcceptedMessage {
  return {
    at: now,
    messageId: uid,
    numberId: number.id,
    to: requested.destination,
    type,
    body: { ...requested },
    ...(chat && { personId: chat.personId }),
  };
}

async function follow(
  { delivery, fetchLinked }: GlobalSendingOptions,
  underway: GlobalUnderway,
  { content, failure }: { content: GlobalContent; failure: OrderedFailure | undefined },
): Promise<void> {
  const link = 'media' in content ? content.media.url : undefined;
  if (failure || link === undefined) return delivery.follow(underway, failure);
  delivery.follow(underway, await findLinkFailure(link, fetchLinked));
}

function findNumber({ numbers }: OwnAccount, { source }: RequestedMessage): KarixNumber {
  const number = numbers.find(({ phoneNumber }) => `+${phoneNumber}` === source);
  if (!number) throw new GlobalRefusal(400, 'Source is not a number of the account', 'source');
  if (!number.conditions.hasBalance) throw new GlobalRefusal(402, 'Insufficient Balance');
  return number;
}

function renderEntry({ uid, content_type: kind }: GlobalMessage, content: GlobalContent, at: number): ChatEntry {
  return {
    id: uid,
    providerMessageId: uid,
    direction: 'from_business',
    at,
    kind,
    content: displayContent(content),
    status: 'accepted',
  };
}

function displayContent(content: GlobalContent): DisplayContent {
  if ('text' in content) return { text: content.text };
  if ('media' in content) {
    const { url, caption } = content.media;
    return { mediaUrl: url, ...(caption && { text: caption }) };
  }
  const { latitude, longitude, label, address } = content.location;
  const place = { ...(label && { name: label }), ...(address && { address }) };
  return { location: { latitude: Number(latitude), longitude: Number(longitude), ...place } };
}
