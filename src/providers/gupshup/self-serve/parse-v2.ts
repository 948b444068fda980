import type { MessageReceived, ProviderEvent } from '../../../domain/events.ts';
import type { ProviderMessageId } from '../../../domain/ids.ts';
import { readIdentifiers } from '../../kit/cloud/person.ts';
import { UnreadableElement } from '../../kit/elements.ts';
import { asObject, asText, isObject, type JsonObject, withoutUndefined } from '../../kit/json.ts';
import { senderOf } from '../../kit/sender-number.ts';
import { parseEpoch } from '../../kit/time.ts';
import { unknownReported } from '../../kit/unknown-reported.ts';
import { parseAccountEvent, parseTemplateEvent, parseUserEvent } from './parse-account-event.ts';
import { parseContent } from './parse-content.ts';
import { parseMessageEvent } from './parse-message-event.ts';

/** One callback of the version 2: an object with `type` and `payload`. @throws UnreadableElement */
export function parseV2(body: JsonObject, raw: string): ProviderEvent {
  const type = asText(body.type) ?? 'untyped';
  switch (type) {
    case 'message':
      return parseMessage(body, raw);
    case 'message-event':
      return parseMessageEvent(body, raw);
    case 'user-event':
      return parseUserEvent(body, raw);
    case 'template-event':
      return parseTemplateEvent(body, raw);
    case 'account-event':
    case 'onboarding-event':
    case 'preference-event':
      return parseAccountEvent(type, body, raw);
    default:
      return unknownReported(type, raw, senderOf(body.phone));
  }
}

/** https://docs.gupshup.io/docs/inbound-messages (seen 2026-06) */
function parseMessage(body: JsonObject, raw: string): MessageReceived {
  const payload = asObject(body.payload);
  const id = asText(payload.id);
  if (id === undefined) throw new UnreadableElement('It has no id.');
  const at = parseEpoch(body.timestamp);
  if (at === undefined) throw new UnreadableElement('Its timestamp is not a time.');
  const person = asObject(payload.sender);
  // A person with a username may have no number.
  const identifiers = readIdentifiers({ phone: payload.source || person.phone, userId: person.userId });
  if (identifiers.length === 0) throw new UnreadableElement('It names no person.');
  const { content, media } = parseContent(asText(payload.type) ?? '', payload.payload);
  return withoutUndefined({
    type: 'message_received',
    stream: 'message',
    sender: senderOf(body.phone),
    person: withoutUndefined({ identifiers, name: asText(person.name)?.trim() || undefined }),
    providerMessageId: id as ProviderMessageId,
    at,
    content,
    media,
    context: readContext(payload),
    dedupeKey: id,
    raw,
  });
}

/** Our own messages are known by Gupshup's id; WhatsApp's is for everybody else's. */
function readContext({ context, referral }: JsonObject): MessageReceived['context'] {
  const { gsId, gs_id, id, forwarded } = asObject(context);
  const read = withoutUndefined({
    replyToProviderId: asText(gsId) ?? asText(gs_id) ?? asText(id),
    forwarded: forwarded === true ? true : undefined,
    referral: isObject(referral) ? { ...referral } : undefined,
  });
  return Object.keys(read).length === 0 ? undefined : read;
}
