import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { ChatEntry } from '../kit/chats.ts';
import type { Person } from '../kit/people.ts';
import {
  createProgress,
  type Progress,
  type ProgressStatus,
  type StatusTimes,
  type Travelling,
} from '../kit/progress.ts';
import type { Schedule } from '../kit/schedule.ts';
import type { World } from '../kit/world.ts';
import type { InfobipNumber } from './account.ts';
import { renderContact } from './contact.ts';
import type { Outbox } from './outbox.ts';
import type { Parcel } from './parcel.ts';
import { errorOf, findStatus, type MessageError, type MessageStatus, NO_ERROR, statusOf } from './status-codes.ts';
import { renderTime } from './time-format.ts';
import type { WebhookConditions } from './webhook-conditions.ts';

/** A message on its way, with what its reports repeat. */
export interface Underway extends Travelling, Parcel {
  readonly number: InfobipNumber;
  /** Epoch ms. */
  readonly at: number;
  readonly person: Person | undefined;
}

export type Reports = Progress<Underway>;

export interface ReportsOptions {
  world: World;
  schedule: Schedule;
  times: StatusTimes;
  outbox: Outbox;
  conditions(): WebhookConditions;
}

const DELIVERED_TO_OPERATOR = 2;
const DELIVERED_TO_HANDSET = 5;
const NOT_DELIVERED = 9;

/** Tells the account how its messages fare: delivery reports, and seen reports once the person reads. */
export function createReports({ world, schedule, times, outbox, conditions }: ReportsOptions): Reports {
  const send = (message: Underway, event: 'DELIVERY' | 'SEEN', item: object) => {
    const { notifyUrl, entityId, applicationId, to } = message.message;
    const chat = message.shown?.chat.personId ?? to;
    outbox.send({ number: message.number, event, notifyUrl, entityId, applicationId, chat, item });
  };

  const deliver = (message: Underway, status: MessageStatus, error?: MessageError) => {
    const item = { ...renderDelivery(message, conditions(), world.clock.now()), status, ...(error && { error }) };
    send(message, 'DELIVERY', item);
  };

  const fail = (message: Underway, { code, details }: OrderedFailure) => {
    const status = findStatus(code);
    if (status) deliver(message, status);
    else deliver(message, statusOf(NOT_DELIVERED), errorOf(code, details));
    failOver(world, message);
  };

  const tell = (message: Underway, status: ProgressStatus, failure?: OrderedFailure) => {
    if (status === 'sent' && conditions().intermediateReports)
      deliver(message, statusOf(DELIVERED_TO_OPERATOR), NO_ERROR);
    if (status === 'delivered') deliver(message, statusOf(DELIVERED_TO_HANDSET), NO_ERROR);
    if (status === 'read') send(message, 'SEEN', renderSeen(message, conditions(), world.clock.now()));
    if (failure) fail(message, failure);
  };

  return createProgress<Underway>({ world, schedule, times, tell });
}

function renderDelivery(
  { message, messageId, bulkId, at, person }: Underway,
  conditions: WebhookConditions,
  now: number,
) {
  const { to, callbackData, entityId, applicationId } = message;
  const { offset, callbackDataInReports, contactInReports } = conditions;
  return {
    bulkId: bulkId ?? '',
    messageId,
    to,
    sentAt: renderTime(at, offset),
    doneAt: renderTime(now, offset),
    messageCount: 1,
    price: { pricePerMessage: 0.01, currency: 'EUR' },
    ...(callbackData && callbackDataInReports && { callbackData }),
    ...(entityId && { entityId }),
    ...(applicationId && { applicationId }),
    ...(person && contactInReports && { contact: renderContact(person) }),
  };
}

/** The person is `from` and the business `to`, the reverse of the send. */
function renderSeen(
  { message, messageId, number, at, person }: Underway,
  conditions: WebhookConditions,
  now: number,
): object {
  const { to, entityId, applicationId } = message;
  const { offset, contactInReports } = conditions;
  return {
    messageId,
    from: to,
    to: number.sender,
    sentAt: renderTime(at, offset),
    seenAt: renderTime(now, offset),
    ...(entityId && { entityId }),
    ...(applicationId && { applicationId }),
    ...(person && contactInReports && { contact: renderContact(person) }),
  };
}

/** A template that does not arrive goes out as SMS, if its sender asked for that. */
function failOver(world: World, { shown, messageId, smsFailover }: Underway): void {
  if (!shown || !smsFailover) return;
  const id = `${messageId}-sms`;
  const entry: ChatEntry = {
    id,
    providerMessageId: id,
    direction: 'from_business',
    at: world.clock.now(),
    kind: 'sms',
    content: { text: smsFailover.text },
    status: 'delivered',
  };
  world.addEntry(shown.chat, entry);
}
