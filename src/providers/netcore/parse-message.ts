import type { InboundContext } from '../../domain/content.ts';
import type { ProviderEvent } from '../../domain/events.ts';
import type { ProviderMessageId } from '../../domain/ids.ts';
import { readIdentifiers } from '../kit/cloud/person.ts';
import { contentHash } from '../kit/content-hash.ts';
import { UnreadableElement } from '../kit/elements.ts';
import { asObject, asText, isObject, withoutUndefined } from '../kit/json.ts';
import { senderOf } from '../kit/sender-number.ts';
import { unknownReported } from '../kit/unknown-reported.ts';
import type { Surroundings } from './element.ts';
import { parseContent } from './parse-content.ts';
import { readTime } from './time.ts';

/** One element of `incoming_message`. https://wadocs.pepipost.com (incoming messages, seen 2026). @throws UnreadableElement */
export function parseMessage(element: unknown, raw: string, { receivedAt }: Surroundings): ProviderEvent {
  if (!isObject(element)) throw new UnreadableElement('It is not an object.');
  const sender = senderOf(element.to);
  const quoted = readQuoted(element.context);
  const said = parseContent(element, quoted);
  // Errors, and what Netcore could not express: a message of nothing but emoji has come without any content.
  if (said.kind === 'nothing') return unknownReported(`incoming:${said.type}`, raw, sender);
  const identifiers = readIdentifiers({ phone: element.from });
  if (identifiers.length === 0) throw new UnreadableElement('It names no person.');
  const { content, media } = said;
  // Without an id, the same text is the same message.
  const id = asText(element.message_id) ?? contentHash(raw);
  const context: InboundContext | undefined =
    quoted === undefined || content.type === 'reaction' ? undefined : { replyToProviderId: quoted };
  return withoutUndefined({
    type: 'message_received',
    stream: 'message',
    sender,
    person: withoutUndefined({ identifiers, name: asText(element.from_name)?.trim() || undefined }),
    providerMessageId: id as ProviderMessageId,
    at: readTime(element.received_at, receivedAt),
    content,
    media,
    context,
    dedupeKey: id,
    raw,
  });
}

/** Our own messages are known by Netcore's id; WhatsApp's is for everybody else's. Ordinary messages may carry empty ones. */
function readQuoted(value: unknown): string | undefined {
  const { ncmessage_id, message_id } = asObject(value);
  return asText(ncmessage_id) ?? asText(message_id);
}
