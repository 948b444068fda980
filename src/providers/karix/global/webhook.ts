import type { MessageReceived, ProviderEvent, StatusReported } from '../../../domain/events.ts';
import type { AttemptId, ProviderMessageId } from '../../../domain/ids.ts';
import type { WebhookRequest } from '../../../domain/provider.ts';
import { attemptIdOf } from '../../kit/attempt-id.ts';
import { readIdentifiers } from '../../kit/cloud/person.ts';
import { UnreadableElement } from '../../kit/elements.ts';
import { asObject, asText, asWord, isObject, type JsonObject, withoutUndefined } from '../../kit/json.ts';
import { senderOf } from '../../kit/sender-number.ts';
import { unknownReported } from '../../kit/unknown-reported.ts';
import { nameOf, parseBody } from '../body.ts';
import { describeFailure, STATUSES } from '../codes.ts';
import type { Surroundings } from '../element.ts';
import { parseContent } from './parse-content.ts';
import { ATTEMPT_PARAMETER } from './wire.ts';

interface Around extends Surroundings {
  attemptId: AttemptId | undefined;
}

/** One event a request; of kinds there is only `message`. What became of a message comes to the address that was sent along with it. */
export function parseWebhook(request: WebhookRequest): readonly ProviderEvent[] {
  const { receivedAt, query } = request;
  const attemptId = attemptIdOf([query[ATTEMPT_PARAMETER]].flat()[0]);
  return parseBody(request, (event, raw) => parseEvent(event, { raw, receivedAt, attemptId }));
}

function parseEvent({ type, data }: JsonObject, around: Around): ProviderEvent {
  const word = asWord(type) ?? 'untyped';
  if (word !== 'message') return unknownReported(word, around.raw);
  if (!isObject(data)) throw new UnreadableElement('It has no data.');
  const direction = asWord(data.direction);
  if (direction === 'inbound') return parseInbound(data, around);
  return direction === 'outbound' ? parseOutbound(data, around) : unknownReported('message:no_direction', around.raw);
}

function parseInbound(data: JsonObject, { raw, receivedAt }: Around): MessageReceived {
  const id = idOf(data);
  const identifiers = readIdentifiers({ phone: data.source });
  if (identifiers.length === 0) throw new UnreadableElement('It names no person.');
  const profile = asObject(asObject(asObject(data.channel_details).whatsapp).source_profile);
  const { content, media } = parseContent(data);
  return withoutUndefined({
    type: 'message_received',
    stream: 'message',
    sender: senderOf(first(data.destination)),
    person: withoutUndefined({ identifiers, name: nameOf(profile.name) }),
    providerMessageId: id,
    at: readTime([data.created_time], receivedAt),
    content,
    media,
    dedupeKey: id,
    raw,
  });
}

/** A read may come without a delivery before it. */
function parseOutbound(data: JsonObject, { raw, receivedAt, attemptId }: Around): ProviderEvent {
  const id = idOf(data);
  const sender = senderOf(data.source);
  const word = asWord(data.status) ?? 'untyped';
  const status = STATUSES.get(word);
  if (status === undefined) return unknownReported(`delivery:${word}`, raw, sender);
  const identifiers = readIdentifiers({ phone: first(data.destination) });
  const { code, message } = asObject(data.error);
  const said = { text: asText(message), code: asText(code) };
  return withoutUndefined({
    type: 'status_reported',
    sender,
    providerMessageId: id,
    status,
    at: readTime([TIMES[status].map((name) => data[name]), data.updated_time, data.created_time].flat(), receivedAt),
    person: identifiers.length === 0 ? undefined : { identifiers },
    attemptId,
    failure: status === 'failed' ? describeFailure(said, { kind: 'rejected' }) : undefined,
    detail: withoutUndefined({
      status: data.status,
      total_cost: data.total_cost,
      channel_details: data.channel_details,
    }),
    dedupeKey: `${id}:${word}`,
    raw,
  });
}

/** Which member tells when. */
const TIMES: Readonly<Record<StatusReported['status'], readonly string[]>> = {
  accepted: [],
  sent: ['sent_time'],
  delivered: ['delivered_time'],
  read: [],
  failed: [],
};

function idOf({ uid }: JsonObject): ProviderMessageId {
  const id = asText(uid);
  if (id === undefined) throw new UnreadableElement('It has no uid.');
  return id as ProviderMessageId;
}

/** The first that is a time, in UTC. */
function readTime(candidates: readonly unknown[], receivedAt: number | undefined): number {
  const times = candidates.map((text) => (typeof text === 'string' ? Date.parse(text) : Number.NaN));
  const at = times.find((time) => time > 0) ?? receivedAt;
  if (at === undefined) throw new UnreadableElement('It tells no time.');
  return at;
}

/** A destination is a number, or a list with one. */
function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}
