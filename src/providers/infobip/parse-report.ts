import type { StatusReported, UnknownReported } from '../../domain/events.ts';
import type { ProviderMessageId } from '../../domain/ids.ts';
import type { DeliveryStatus } from '../../domain/status.ts';
import { attemptIdOf } from '../kit/attempt-id.ts';
import { rawOf } from '../kit/elements.ts';
import { asText, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { isRefusal } from './client.ts';
import {
  DELIVERED_TO_OPERATOR,
  describeFailure,
  GROUP,
  REJECTED_DUPLICATE_MESSAGE_ID,
  type WireStatus,
} from './codes.ts';
import { type ItemContext, readPerson, readTime, requireId, senderAddress, unknownItem } from './item.ts';
import { readWireStatus } from './wire.ts';

/** A delivery report; every member may be missing. @throws UnreadableElement */
export function parseReport(item: JsonObject, context: ItemContext): StatusReported | UnknownReported {
  const id = requireId(item.messageId);
  const sender = senderAddress(context.sender);
  const status = readWireStatus(item.status);
  const word = statusOf(status);
  if (word === undefined) return unknownItem(`status:${status.name ?? status.groupId ?? 'unknown'}`, item, sender);
  const error = isObject(item.error) ? readWireStatus(item.error) : undefined;
  return withoutUndefined({
    type: 'status_reported',
    sender,
    providerMessageId: id as ProviderMessageId,
    status: word,
    at: readTime([item.doneAt, item.sentAt], context),
    person: readPerson(item.contact, item.to),
    attemptId: attemptIdOf(item.callbackData),
    failure: word === 'failed' ? describeFailure(status, error) : undefined,
    detail: detailOf(item),
    dedupeKey: `${id}:${status.groupId}:${status.id ?? ''}`,
    raw: rawOf(item),
  });
}

/** By the group, as one id has been published in two of them. Undefined: it tells nothing new, or of a second message that never was. */
function statusOf({ groupId, id }: WireStatus): DeliveryStatus | undefined {
  if (id === REJECTED_DUPLICATE_MESSAGE_ID) return undefined;
  if (isRefusal(groupId)) return 'failed';
  if (groupId !== GROUP.delivered) return undefined;
  return id === DELIVERED_TO_OPERATOR ? 'sent' : 'delivered';
}

function detailOf({ price, bulkId, status, error }: JsonObject): Record<string, unknown> {
  return withoutUndefined({ price, bulkId: asText(bulkId), status, error });
}

/** A seen report. Its `from` and `to` have been published in either order, and are used for nothing. @throws UnreadableElement */
export function parseSeen(item: JsonObject, context: ItemContext): StatusReported {
  const id = requireId(item.messageId);
  return withoutUndefined({
    type: 'status_reported',
    sender: senderAddress(context.sender),
    providerMessageId: id as ProviderMessageId,
    status: 'read',
    at: readTime([item.seenAt, item.sentAt], context),
    person: readPerson(item.contact, undefined),
    attemptId: attemptIdOf(item.callbackData),
    dedupeKey: `${id}:seen`,
    raw: rawOf(item),
  });
}
