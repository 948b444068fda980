import type { MessageReceived, Person, StatusReported, UnknownReported } from '../../domain/events.ts';
import type { SendFailure } from '../../domain/failure.ts';
import type { DeliveryStatus } from '../../domain/status.ts';
import { attemptIdOf } from '../kit/attempt-id.ts';
import { type Change, unknownReported } from '../kit/cloud/change.ts';
import { readHead } from '../kit/cloud/head.ts';
import { parsePayment } from '../kit/cloud/parse-payment.ts';
import { readPerson } from '../kit/cloud/person.ts';
import { rawOf, UnreadableElement } from '../kit/elements.ts';
import { asList, asText, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { reportedFailure, STATUSES } from './codes.ts';

/**
 * One element of `statuses[]`. Only id, status and timestamp are dependable.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status (seen 2026-06)
 * @throws UnreadableElement
 */
export function parseStatus(element: unknown, change: Change): StatusReported | MessageReceived | UnknownReported {
  if (!isObject(element)) throw new UnreadableElement('It is not an object.');
  // Results of payments share the list and the names of the statuses, but not their meaning.
  if (element.type === 'payment') return parsePayment(element, change);
  const word = asText(element.status) ?? '';
  const status = STATUSES.get(word);
  if (status === undefined) return unknownReported(change, `status:${word}`, element);
  return reported(element, change, { word, status });
}

function reported(
  element: JsonObject,
  change: Change,
  { word, status }: { word: string; status: DeliveryStatus },
): StatusReported {
  const { sender, providerMessageId, at } = readHead(element, change);
  const person = readRecipient(element, change);
  return withoutUndefined({
    type: 'status_reported',
    sender,
    providerMessageId,
    status,
    at,
    person,
    attemptId: attemptIdOf(element.biz_opaque_callback_data),
    failure: status === 'failed' ? readFailure(element) : undefined,
    detail: readDetail(element),
    dedupeKey: [providerMessageId, word, participantOf(element)].filter((part) => part !== undefined).join(':'),
    raw: rawOf(element),
  });
}

/** In a group `recipient_id` is the group; the people are named beside it, under two spellings. */
function readRecipient(element: JsonObject, { contacts }: Change): Person | undefined {
  if (participantOf(element) !== undefined || element.recipient_type === 'group') {
    const { recipient_participant_user_id: userId, recipient_participant_parent_user_id: parentUserId } = element;
    const phone = element.recipient_participant_id || element.participant_recipient_id;
    return readPerson({ phone, userId, parentUserId }, contacts);
  }
  const { recipient_id: phone, recipient_user_id: userId } = element;
  const parentUserId = element.recipient_parent_user_id || element.parent_recipient_user_id;
  return readPerson({ phone, userId, parentUserId }, contacts);
}

/** One webhook about a group tells the same message's status once for every participant. */
function participantOf(element: JsonObject): string | undefined {
  return (
    asText(element.recipient_participant_user_id) ??
    asText(element.recipient_participant_id) ??
    asText(element.participant_recipient_id)
  );
}

function readFailure(element: JsonObject): SendFailure {
  return reportedFailure(asList(element.errors)[0]);
}

function readDetail(element: JsonObject): Record<string, unknown> | undefined {
  const { pricing, conversation } = element;
  if (pricing === undefined && conversation === undefined) return undefined;
  return withoutUndefined({ pricing, conversation });
}
