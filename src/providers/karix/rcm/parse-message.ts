import type { MessageReceived } from '../../../domain/events.ts';
import type { ProviderMessageId } from '../../../domain/ids.ts';
import { readIdentifiers } from '../../kit/cloud/person.ts';
import { contentHash } from '../../kit/content-hash.ts';
import { UnreadableElement } from '../../kit/elements.ts';
import { asObject, asText, isObject, type JsonObject, withoutUndefined } from '../../kit/json.ts';
import { senderOf } from '../../kit/sender-number.ts';
import { parseEpoch } from '../../kit/time.ts';
import { nameOf } from '../body.ts';
import type { Surroundings } from '../element.ts';
import { parseContent } from './parse-content.ts';

/** A person wrote. @throws UnreadableElement */
export function parseMessage(event: JsonObject, { raw, receivedAt }: Surroundings): MessageReceived {
  const { message } = asObject(event.eventContent);
  if (!isObject(message)) throw new UnreadableElement('It has no message.');
  const identifiers = readIdentifiers({ phone: message.from });
  if (identifiers.length === 0) throw new UnreadableElement('It names no person.');
  // Seconds here, milliseconds in delivery events.
  const at = parseEpoch(asObject(event.events).timestamp) ?? parseEpoch(message.timestamp) ?? receivedAt;
  if (at === undefined) throw new UnreadableElement('Its timestamp is not a time.');
  // Without an id, the same text is the same message.
  const id = asText(message.id) ?? contentHash(raw);
  const { content, media } = parseContent(message);
  const quoted = asText(asObject(message.context).id);
  return withoutUndefined({
    type: 'message_received',
    stream: 'message',
    sender: senderOf(message.to),
    person: withoutUndefined({ identifiers, name: nameOf(message.profileName) }),
    providerMessageId: id as ProviderMessageId,
    at,
    content,
    media,
    context: quoted === undefined ? undefined : { replyToProviderId: quoted },
    dedupeKey: id,
    raw,
  });
}
