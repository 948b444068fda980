import type { ProviderEvent } from '../../../domain/events.ts';
import type { SendFailure } from '../../../domain/failure.ts';
import type { ProviderMessageId } from '../../../domain/ids.ts';
import { attemptIdOf } from '../../kit/attempt-id.ts';
import { bodyOf, type Change, readChange } from '../../kit/cloud/change.ts';
import { parseMessage } from '../../kit/cloud/parse-message.ts';
import { parsePayment } from '../../kit/cloud/parse-payment.ts';
import { readPerson } from '../../kit/cloud/person.ts';
import { readError } from '../../kit/cloud/wire-error.ts';
import { parseElement, rawOf, UnreadableElement } from '../../kit/elements.ts';
import { asList, asObject, asText, asWord, isObject, type JsonObject, withoutUndefined } from '../../kit/json.ts';
import { senderOf } from '../../kit/sender-number.ts';
import { parseEpoch } from '../../kit/time.ts';
import { unknownReported } from '../../kit/unknown-reported.ts';
import { EVENT_CODES, reportedFailure, STATUSES } from '../codes.ts';

/** The Cloud API's envelope with `gs_app_id` and `gs_id`. https://partner-docs.gupshup.io/docs/v3-message-events (seen 2026-06) */
export function parseV3(body: JsonObject, raw: string): readonly ProviderEvent[] {
  return asList(body.entry).flatMap((entry) =>
    asList(asObject(entry).changes).flatMap((element) =>
      parseElement(
        () => parseChange(changeOf(asObject(entry), asObject(element))),
        () => raw,
      ),
    ),
  );
}

/** Here the sender is known by its number, which may be missing. */
function changeOf(entry: JsonObject, element: JsonObject): Change {
  const change = readChange(entry, element);
  return { ...change, sender: senderOf(change.businessPhone) };
}

function parseChange(change: Change): readonly ProviderEvent[] {
  if (change.field !== 'messages') return [keep(change, change.field || 'untyped', change.value)];
  const events = [
    ...parseMembers(change, 'messages', (element) => parseMessage(withGupshupId(element), change, 'message')),
    ...parseMembers(change, 'statuses', (element) => parseStatus(element, change)),
    ...parseMembers(change, 'errors', (element) => keep(change, 'errors', element)),
  ];
  return events.length > 0 ? events : [keep(change, change.field, change.value)];
}

/** Each element of a list on its own. */
function parseMembers(
  change: Change,
  member: string,
  parse: (element: unknown) => ProviderEvent,
): readonly ProviderEvent[] {
  return asList(change.value[member]).flatMap((element) =>
    parseElement(
      () => [parse(element)],
      () => bodyOf(change, { [member]: [element] }),
    ),
  );
}

function keep(change: Change, kind: string, element: unknown): ProviderEvent {
  return unknownReported(kind, rawOf(element), change.sender);
}

/** A quoted message of ours is known by Gupshup's id. */
function withGupshupId(element: unknown): unknown {
  if (!isObject(element) || !isObject(element.context)) return element;
  const { context } = element;
  const id = asText(context.gsId) ?? asText(context.gs_id) ?? context.id;
  return { ...element, context: { ...context, id } };
}

/** `id` may be WhatsApp's or another one of Gupshup's; `gs_id` is that of the send. */
function parseStatus(element: unknown, change: Change): ProviderEvent {
  if (!isObject(element)) throw new UnreadableElement('It is not an object.');
  const word = asWord(element.status);
  // What is sent when a subscription is saved has a type alone.
  if (word === undefined) return keep(change, asText(element.type) ?? 'status', element);
  const id = asText(element.gs_id) ?? asText(element.id);
  if (element.type === 'payment') return parsePayment({ ...element, id }, change);
  const status = STATUSES.get(word);
  if (status === undefined) return keep(change, `status:${word}`, element);
  if (id === undefined) throw new UnreadableElement('It has no id.');
  const at = parseEpoch(element.timestamp);
  if (at === undefined) throw new UnreadableElement('Its timestamp is not a time.');
  const { recipient_id: phone, recipient_user_id: userId, pricing, conversation } = element;
  const detail = withoutUndefined({ pricing, conversation });
  return withoutUndefined({
    type: 'status_reported',
    sender: change.sender ?? senderOf(null),
    providerMessageId: id as ProviderMessageId,
    status,
    at,
    person: readPerson({ phone, userId }, change.contacts),
    attemptId: attemptIdOf(element.biz_opaque_callback_data),
    failure: status === 'failed' ? readFailure(element) : undefined,
    detail: Object.keys(detail).length === 0 ? undefined : detail,
    dedupeKey: `${id}:${word}`,
    raw: rawOf(element),
  });
}

/** Failures of Gupshup's own carry code and reason in the element itself. */
function readFailure(element: JsonObject): SendFailure {
  const error = readError(asList(element.errors)[0]);
  const code = error.code === undefined ? asText(element.code) : String(error.code);
  return reportedFailure(withoutUndefined({ text: error.text ?? asText(element.reason), code }), EVENT_CODES);
}
