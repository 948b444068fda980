import type { OutboundMediaContent } from '../../domain/content.ts';
import { asObject, asText, type JsonObject, withoutUndefined } from '../kit/json.ts';
import type { DocumentText } from './settings.ts';

/** A document, and the text that follows it as a message of its own. */
interface DocumentParts {
  media: OutboundMediaContent;
  text?: string;
}

/**
 * Kore.ai's “document with text”: `{type: 'document', message_text, caption, filename, document: {url}}`. Undefined: it is none.
 * The text is the caption where there is no other.
 */
export function readDocument(payload: JsonObject, how: DocumentText): DocumentParts | undefined {
  const url = asText(asObject(payload.document).url);
  if (payload.type !== 'document' || url === undefined) return undefined;
  const text = asText(payload.message_text);
  const caption = asText(payload.caption) ?? text;
  const isMore = text !== undefined && text !== caption;
  const media: OutboundMediaContent = withoutUndefined({
    type: 'document',
    media: withoutUndefined({ url, fileName: asText(payload.filename) }),
    caption: isMore && how === 'joined' ? `${caption}\n${text}` : caption,
  });
  return isMore && how === 'after' ? { media, text } : { media };
}
