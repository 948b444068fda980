import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { Chat, ChatEntry } from '../kit/chats.ts';
import type { World } from '../kit/world.ts';
import type { AcceptedMessage, InfobipAccepted } from './accepted.ts';
import { type Accounts, type InfobipAccount, type InfobipNumber, numberIdOf } from './account.ts';
import type { InfobipIds } from './ids.ts';
import type { LinkCheck } from './link-check.ts';
import type { Parcel } from './parcel.ts';
import { findFailure, findRecipient, isAddress } from './recipient.ts';
import type { Reports, Underway } from './reports.ts';
import type { OutboundMessage } from './send-kind.ts';
import type { SharedSenders } from './shared-sender.ts';
import { type MessageStatus, statusOf } from './status-codes.ts';
import { findTemplateFault } from './templates/template-check.ts';

/** The answer to one message. */
export interface SingleInfo {
  to: string;
  messageCount: 1;
  messageId: string;
  status: MessageStatus;
}

/** Takes a message; `failure` instead of its natural fate. What is not acceptable is told in the answer's status. */
export type Sending = (account: InfobipAccount, parcel: Parcel, failure?: OrderedFailure) => SingleInfo;

export interface SendingOptions {
  world: World;
  accounts: Accounts;
  ids: InfobipIds;
  reports: Reports;
  accepted: InfobipAccepted;
  shared: SharedSenders;
  /** Absent: what is linked to is taken to be there. */
  checkLinks?: LinkCheck;
}

const ENROUTE = 7;
const REJECTED = { credits: 12, sender: 13, notRegistered: 18, duplicate: 23, destination: 52 };

export function createSending(options: SendingOptions): Sending {
  const { world, accounts, ids, reports, accepted, checkLinks } = options;
  /** Message ids in use, with their account's name in front. */
  const used = new Set<string>();

  return (account, parcel, wantedFailure) => {
    const { message, template } = parcel;
    const messageId = message.messageId || ids.messageId();
    const number = accounts.bySender(message.from);
    const key = `${account.username} ${messageId}`;
    const refusal = used.has(key) ? REJECTED.duplicate : findRefusal(account, number, message, options);
    if (refusal !== undefined || !number) return renderInfo(message.to, messageId, refusal ?? REJECTED.sender);

    used.add(key);
    const at = world.clock.now();
    const person = findRecipient(world, message.to);
    const chat = person && world.chats.open(numberIdOf(number), person.id);
    const entry = chat && renderEntry(parcel, messageId, at);
    if (chat && entry) world.addEntry(chat, entry);
    accepted.tell(renderAccepted(parcel, number, { messageId, at, chat }));
    const shown = chat && entry && { chat, entry };
    const underway: Underway = { ...parcel, number, messageId, at, person, ...(shown && { shown }) };
    const meeting = { person, chat, at, isTemplate: template !== undefined, template: template?.definition };
    const failure =
      wantedFailure ?? (template && findTemplateFault(template.definition, template.sent)) ?? findFailure(meeting);
    if (failure || message.links.length === 0 || !checkLinks) reports.follow(underway, failure);
    else void checkLinks(message.links).then((linkFailure) => reports.follow(underway, linkFailure));
    return renderInfo(message.to, messageId, ENROUTE);
  };
}

/** The status of a message that goes nowhere. */
function findRefusal(
  { username, hasNoCredits, trialRecipients }: InfobipAccount,
  number: InfobipNumber | undefined,
  { to }: OutboundMessage,
  { world, shared }: Pick<SendingOptions, 'world' | 'shared'>,
): number | undefined {
  if (number?.username !== username) return REJECTED.sender;
  if (hasNoCredits) return REJECTED.credits;
  if (!isAddress(to)) return REJECTED.destination;
  if (trialRecipients && !trialRecipients.includes(to)) return REJECTED.notRegistered;
  const person = findRecipient(world, to);
  const isOutside = number.sharedKeyword !== undefined && !(person && shared.hasJoined(number, person));
  return isOutside ? REJECTED.notRegistered : undefined;
}

/** What is answered to a message, by the number of its status. */
export function renderInfo(to: string, messageId: string, statusId: number): SingleInfo {
  return { to, messageCount: 1, messageId, status: statusOf(statusId) };
}

function renderEntry({ message, template }: Parcel, id: string, at: number): ChatEntry {
  const replyTo = template ? undefined : message.context?.replyToMessageId;
  const category = template?.definition?.category.toLowerCase();
  return {
    id,
    providerMessageId: id,
    direction: 'from_business',
    at,
    kind: message.kind,
    content: message.display,
    status: 'accepted',
    ...(replyTo && { replyTo }),
    ...(category && { category }),
  };
}

function renderAccepted(
  { message, body, bulkId }: Parcel,
  number: InfobipNumber,
  { messageId, at, chat }: { messageId: string; at: number; chat: Chat | undefined },
): AcceptedMessage {
  return {
    at,
    messageId,
    numberId: numberIdOf(number),
    to: message.to,
    type: message.kind,
    body,
    ...(chat && { personId: chat.personId }),
    ...(message.callbackData && { callbackData: message.callbackData }),
    ...(bulkId && { bulkId }),
  };
}
