import type { InboundContent, MediaKind } from '../../../domain/content.ts';
import { parseContent as parseCloudContent } from '../../kit/cloud/parse-content.ts';
import { contentHash } from '../../kit/content-hash.ts';
import { asObject, asText, asWord, type JsonObject, withoutUndefined } from '../../kit/json.ts';
import type { Said } from '../element.ts';

/** All that tells the kind of a file. */
const KIND_OF_SUFFIX: Readonly<Record<string, MediaKind>> = {
  ...{ jpg: 'image', jpeg: 'image', png: 'image', webp: 'image' },
  ...{ mp4: 'video', '3gp': 'video' },
  ...{ mp3: 'audio', m4a: 'audio', aac: 'audio', amr: 'audio', ogg: 'audio', oga: 'audio' },
};

/** By `content_type`, which is the name of the member in `content`. */
export function parseContent(message: JsonObject): Said {
  const content = asObject(message.content);
  const kind = asWord(message.content_type) ?? Object.keys(content)[0] ?? 'untyped';
  const body = content[kind];
  const text = kind === 'text' ? (asText(body) ?? asText(asObject(body).text)) : undefined;
  if (text !== undefined) return { content: { type: 'text', text } };
  const said = kind === 'media' ? parseMedia(asObject(body)) : parseLocation(kind, asObject(body));
  return said ?? { content: { type: 'unsupported', kind, provider: { ...content } } };
}

function parseLocation(kind: string, { label, ...place }: JsonObject): Said | undefined {
  if (kind !== 'location') return undefined;
  const content: InboundContent = parseCloudContent({ type: kind, location: { name: label, ...place } });
  return content.type === 'location' ? { content } : undefined;
}

function parseMedia({ url, caption }: JsonObject): Said | undefined {
  const address = asText(url);
  if (address === undefined) return undefined;
  const id = contentHash(address);
  const suffix = /\.(\w+)$/.exec(URL.parse(address)?.pathname ?? '')?.[1]?.toLowerCase() ?? '';
  const kind = Object.hasOwn(KIND_OF_SUFFIX, suffix) ? KIND_OF_SUFFIX[suffix] : undefined;
  const media = { id, mimeType: 'application/octet-stream', state: 'pending' as const };
  const content = withoutUndefined({ type: kind ?? 'document', media, caption: asText(caption) });
  return { content, media: { providerMediaId: id, url: address } };
}
