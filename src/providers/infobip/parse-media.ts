import type { InboundMediaContent, MediaKind } from '../../domain/content.ts';
import type { ReceivedMedia } from '../../domain/events.ts';
import { safeFileName } from '../kit/file-name.ts';
import { asText, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { MEDIA_PATH } from './media-path.ts';

const TYPES: ReadonlySet<unknown> = new Set(['IMAGE', 'VIDEO', 'AUDIO', 'VOICE', 'DOCUMENT', 'STICKER']);
const FILE_NAME = /^[^\n]{1,240}\.[A-Za-z0-9]{1,5}$/;

/** Nothing is said about a file but its address: type and size come with the download. */
export function parseMedia(kind: MediaKind, message: JsonObject): InboundMediaContent | undefined {
  const id = idOf(message);
  if (id === undefined) return undefined;
  const caption = asText(message.caption);
  // The caption of a document is its file name, where the person wrote no other.
  const isName = kind === 'document' && caption !== undefined && FILE_NAME.test(caption);
  return withoutUndefined({
    type: kind,
    media: withoutUndefined({
      id,
      mimeType: 'application/octet-stream',
      fileName: isName ? safeFileName(caption) : undefined,
      state: 'pending',
    }),
    caption: isName ? undefined : caption,
  });
}

/** Where the file of a message is to be had. Undefined: it has none. */
export function readReceivedMedia(message: JsonObject): ReceivedMedia | undefined {
  const providerMediaId = TYPES.has(message.type) ? idOf(message) : undefined;
  return providerMediaId === undefined ? undefined : withoutUndefined({ providerMediaId, url: asText(message.url) });
}

/** Sender and id out of the address; any other address is its own id. */
function idOf({ url }: JsonObject): string | undefined {
  const address = asText(url);
  if (address === undefined || !URL.canParse(address)) return undefined;
  const [, sender, id] = MEDIA_PATH.exec(new URL(address).pathname) ?? [];
  return sender === undefined || id === undefined ? address : `${sender}/${id}`;
}
