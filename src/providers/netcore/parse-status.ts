import type { ProviderEvent, SenderAddress } from '../../domain/events.ts';
import type { ProviderMessageId } from '../../domain/ids.ts';
import { attemptIdOf } from '../kit/attempt-id.ts';
import { readIdentifiers } from '../kit/cloud/person.ts';
import { UnreadableElement } from '../kit/elements.ts';
import { asText, asWord, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { senderOf } from '../kit/sender-number.ts';
import { unknownReported } from '../kit/unknown-reported.ts';
import { reportedFailure, STATUSES } from './codes.ts';
import type { Surroundings } from './element.ts';
import { readTime } from './time.ts';

/** One element of `delivery_status`. https://emaildocs.netcorecloud.com/reference/webhooks-v2 (seen 2026). @throws UnreadableElement */
export function parseStatus(element: unknown, raw: string, { receivedAt, settings }: Surroundings): ProviderEvent {
  if (!isObject(element)) throw new UnreadableElement('It is not an object.');
  const sender = readSender(element, settings.source);
  const word = asWord(element.status) ?? 'untyped';
  const status = STATUSES.get(word);
  if (status === undefined) return unknownReported(`delivery:${word}`, raw, sender);
  const id = asText(element.ncmessage_id);
  if (id === undefined) throw new UnreadableElement('It has no ncmessage_id.');
  const identifiers = readIdentifiers({ phone: element.recipient });
  const remark = asText(element.status_remark);
  return withoutUndefined({
    type: 'status_reported',
    sender,
    providerMessageId: id as ProviderMessageId,
    status,
    at: readTime(element.received_at, receivedAt),
    person: identifiers.length === 0 ? undefined : { identifiers },
    attemptId: attemptIdOf(element['x-apiheader']),
    failure: status === 'failed' ? reportedFailure(remark) : undefined,
    detail: readDetail(element, remark),
    dedupeKey: `${id}:${word}`,
    raw,
  });
}

/** Only the second version names the number; the first repeats the source of the send, which is the number unless the operator set one. */
function readSender({ phoneNumber, source }: JsonObject, ownSource: string): SenderAddress {
  const named = senderOf(phoneNumber);
  const text = asText(source) ?? '';
  const isNumber = named.value === null && text !== ownSource && /^\d{10,15}$/.test(text);
  return isNumber ? senderOf(text) : named;
}

function readDetail(
  { pricing, conversation }: JsonObject,
  remark: string | undefined,
): Record<string, unknown> | undefined {
  const detail = withoutUndefined({ remark, pricing, conversation });
  return Object.keys(detail).length === 0 ? undefined : detail;
}
