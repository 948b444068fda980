import type { ProviderEvent } from '../../../domain/events.ts';
import type { ProviderMessageId } from '../../../domain/ids.ts';
import type { DeliveryStatus } from '../../../domain/status.ts';
import { attemptIdOf } from '../../kit/attempt-id.ts';
import { readIdentifiers } from '../../kit/cloud/person.ts';
import { UnreadableElement } from '../../kit/elements.ts';
import { asObject, asText, asWord, type JsonObject, withoutUndefined } from '../../kit/json.ts';
import { senderOf } from '../../kit/sender-number.ts';
import { parseEpoch } from '../../kit/time.ts';
import { unknownReported } from '../../kit/unknown-reported.ts';
import { reportedFailure, STATUSES } from '../codes.ts';
import type { Surroundings } from '../element.ts';

/**
 * How a message fares. Events of messages that others sent by the same number come too: they have no reference of ours. Only type, `mid`
 * and status are dependable. @throws UnreadableElement
 */
export function parseStatus(event: JsonObject, { raw, receivedAt }: Surroundings): ProviderEvent {
  const attributes = asObject(event.notificationAttributes);
  const sender = senderOf(asObject(event.sender).from);
  const word = asWord(attributes.status) ?? 'untyped';
  const status = statusOf(word, attributes);
  if (status === undefined) return unknownReported(`delivery:${word}`, raw, sender);
  const { mid, timestamp } = asObject(event.events);
  const id = asText(mid);
  if (id === undefined) throw new UnreadableElement('It has no mid.');
  const at = parseEpoch(timestamp) ?? receivedAt;
  if (at === undefined) throw new UnreadableElement('Its timestamp is not a time.');
  const recipient = asObject(event.recipient);
  const identifiers = readIdentifiers({ phone: recipient.to });
  return withoutUndefined({
    type: 'status_reported',
    sender,
    providerMessageId: id as ProviderMessageId,
    status,
    at,
    person: identifiers.length === 0 ? undefined : { identifiers },
    attemptId: attemptIdOf(asObject(recipient.reference).cust_ref),
    failure: status === 'failed' ? readFailure(attributes) : undefined,
    detail: readDetail(event, attributes),
    dedupeKey: [id, word, asText(attributes.code) ?? ''].join(':'),
    raw,
  });
}

/** A word that is not known means a failure only if WhatsApp gave a reason for one. */
function statusOf(word: string, { channelErrorCode }: JsonObject): DeliveryStatus | undefined {
  return STATUSES.get(word) ?? (asText(channelErrorCode) === undefined ? undefined : 'failed');
}

function readFailure({ reason, code, channelErrorCode, channelErrorDesc }: JsonObject) {
  const channel = { code: asText(channelErrorCode), text: asText(channelErrorDesc) };
  return reportedFailure({ text: asText(reason), code: asText(code), channel });
}

/** What is charged is told differently for the same status, so that it is only shown. */
function readDetail(
  { convDetails, templateCategory }: JsonObject,
  { code, reason, channelErrorCode, channelErrorDesc }: JsonObject,
): Record<string, unknown> {
  const detail = { code, reason, channelErrorCode, channelErrorDesc, templateCategory, convDetails };
  return Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined));
}
