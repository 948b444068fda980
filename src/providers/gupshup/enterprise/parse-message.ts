import type { MessageReceived } from '../../../domain/events.ts';
import type { ProviderMessageId } from '../../../domain/ids.ts';
import { readIdentifiers } from '../../kit/cloud/person.ts';
import { contentHash } from '../../kit/content-hash.ts';
import { UnreadableElement } from '../../kit/elements.ts';
import { asObject, asText, type JsonObject, withoutUndefined } from '../../kit/json.ts';
import { senderOf } from '../../kit/sender-number.ts';
import { parseEpoch } from '../../kit/time.ts';
import { paymentKey } from '../payment.ts';
import { parseContent, type Said } from './parse-content.ts';

/**
 * A user message: flat fields with `waNumber`, `mobile`, `type` and one named like the type. https://docs.gupshup.io/docs/inbound-messages (seen 2026-06)
 * @throws UnreadableElement without person, time or readable content
 */
export function parseMessage(fields: JsonObject, type: string, raw: string): MessageReceived {
  const identifiers = readIdentifiers({ phone: fields.mobile });
  if (identifiers.length === 0) throw new UnreadableElement('It names no person.');
  const at = parseEpoch(fields.timestamp);
  if (at === undefined) throw new UnreadableElement('Its timestamp is not a time.');
  const { content, media }: Said = parseContent(fields, type);
  const { own, quoted } = readIds(fields);
  const key =
    (content.type === 'payment' ? paymentKey(asObject(content.provider)) : own) ?? keyOf(fields, { type, at });
  return withoutUndefined({
    type: 'message_received',
    stream: 'message',
    sender: senderOf(fields.waNumber),
    person: withoutUndefined({ identifiers, name: asText(fields.name)?.trim() || undefined }),
    providerMessageId: key as ProviderMessageId,
    at,
    content,
    media,
    context: quoted === undefined ? undefined : { replyToProviderId: quoted },
    dedupeKey: key,
    raw,
  });
}

/** Both ids together are the two halves of the id of a message of ours that is quoted; alone, each is what its name says. */
function readIds({ replyId, messageId }: JsonObject): { own?: string | undefined; quoted?: string | undefined } {
  const reply = asText(replyId);
  const message = asText(messageId);
  if (reply === undefined) return { own: message };
  return { quoted: message === undefined ? reply : `${reply}-${message}` };
}

/** Most messages have no id: who wrote when, and what. */
function keyOf(fields: JsonObject, { type, at }: { type: string; at: number }): string {
  const said = JSON.stringify([fields[type] ?? '', fields.text ?? '']);
  return `${asText(fields.mobile) ?? ''}:${at}:${type}:${contentHash(said).slice(0, 32)}`;
}
