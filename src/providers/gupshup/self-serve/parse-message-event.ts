import type { ProviderEvent } from '../../../domain/events.ts';
import type { SendFailure } from '../../../domain/failure.ts';
import type { ProviderMessageId } from '../../../domain/ids.ts';
import { readIdentifiers } from '../../kit/cloud/person.ts';
import { UnreadableElement } from '../../kit/elements.ts';
import { asObject, asText, asWord, type JsonObject, withoutUndefined } from '../../kit/json.ts';
import { senderOf } from '../../kit/sender-number.ts';
import { parseEpoch } from '../../kit/time.ts';
import { unknownReported } from '../../kit/unknown-reported.ts';
import { EVENT_CODES, reportedFailure, STATUSES } from '../codes.ts';

/** How a message of ours fares. https://docs.gupshup.io/docs/message-events (seen 2026-06). @throws UnreadableElement */
export function parseMessageEvent(body: JsonObject, raw: string): ProviderEvent {
  const payload = asObject(body.payload);
  const word = asWord(payload.type) ?? 'untyped';
  const sender = senderOf(body.phone);
  const status = STATUSES.get(word);
  // `enqueued` says no more than the answer to the send did.
  if (status === undefined) return unknownReported(`message-event:${word}`, raw, sender);
  const inner = asObject(payload.payload);
  // `id` is WhatsApp's, or another one of Gupshup's; the send's own stands in `gsId` for a week.
  const id = asText(payload.gsId) ?? asText(payload.id);
  if (id === undefined) throw new UnreadableElement('It has no id.');
  const at = parseEpoch(inner.ts) ?? parseEpoch(payload.ts) ?? parseEpoch(body.timestamp);
  if (at === undefined) throw new UnreadableElement('Its timestamp is not a time.');
  const identifiers = readIdentifiers({ phone: payload.destination, userId: payload.userId });
  return withoutUndefined({
    type: 'status_reported',
    sender,
    providerMessageId: id as ProviderMessageId,
    status,
    at,
    person: identifiers.length === 0 ? undefined : { identifiers },
    failure: status === 'failed' ? readFailure(inner) : undefined,
    detail: readDetail(payload, inner),
    dedupeKey: `${id}:${word}`,
    raw,
  });
}

function readFailure({ code, reason }: JsonObject): SendFailure {
  return reportedFailure(withoutUndefined({ text: asText(reason), code: asText(code) }), EVENT_CODES);
}

/** What it cost stands beside the inner payload or in it. */
function readDetail(payload: JsonObject, inner: JsonObject): Record<string, unknown> | undefined {
  const pricing = payload.pricing ?? inner.pricing;
  const conversation = payload.conversation ?? inner.conversation;
  return pricing === undefined && conversation === undefined ? undefined : withoutUndefined({ pricing, conversation });
}
