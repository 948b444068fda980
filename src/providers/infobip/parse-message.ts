import type { InboundContent, InboundContext } from '../../domain/content.ts';
import type { MessageReceived } from '../../domain/events.ts';
import type { ProviderMessageId } from '../../domain/ids.ts';
import { rawOf, UnreadableElement } from '../kit/elements.ts';
import { asObject, asText, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { type ItemContext, readNumber, readPerson, readTime, requireId, requirePerson, senderAddress } from './item.ts';
import { withoutKeyword } from './keyword.ts';
import { parseContent } from './parse-content.ts';
import { readReceivedMedia } from './parse-media.ts';

/** An inbound item. It is for the number in `to`, whatever its `context` says. @throws UnreadableElement */
export function parseMessage(item: JsonObject, context: ItemContext): MessageReceived {
  const message = asObject(item.message);
  const id = requireId(item.messageId);
  const number = readNumber(item.to);
  if (number === undefined) throw new UnreadableElement('It names no number of the business.');
  return withoutUndefined({
    type: 'message_received',
    stream: 'message',
    sender: senderAddress(number),
    person: requirePerson(readPerson(item.contact, item.from)),
    providerMessageId: id as ProviderMessageId,
    at: readTime([item.receivedAt], context),
    content: readContent(message, asText(item.keyword) ?? context.keyword),
    media: readReceivedMedia(message),
    context: readContext(message),
    dedupeKey: id,
    raw: rawOf(item),
  });
}

function readContent(message: JsonObject, keyword: string | undefined): InboundContent {
  const content = parseContent(message);
  return content.type === 'text' && keyword !== undefined ? withoutKeyword(content, keyword, message) : content;
}

/** `context.from` is the person or the business, and is used for nothing. What a reaction is to stands in its content. */
function readContext(message: JsonObject): InboundContext | undefined {
  const context = asObject(message.context);
  const { catalogId, productRetailerId } = asObject(context.referredProduct);
  const productId = asText(productRetailerId);
  const isReaction = message.type === 'REACTION';
  const read = withoutUndefined({
    replyToProviderId: isReaction ? undefined : asText(context.id),
    referral: isObject(message.referral) ? message.referral : undefined,
    referredProduct:
      productId === undefined ? undefined : withoutUndefined({ catalogId: asText(catalogId), productId }),
  });
  return Object.keys(read).length === 0 ? undefined : read;
}
