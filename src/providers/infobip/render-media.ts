import type { Header, OutboundMedia, OutboundMediaContent } from '../../domain/content.ts';
import { withoutUndefined } from '../kit/json.ts';
import { atMost, Mistake } from './mistake.ts';
import type { Draft } from './wire.ts';

const URL_LENGTH = 2_048;
const FILE_NAME = 240;

/** Infobip fetches files itself: there is no upload. */
export function mediaUrlOf({ url }: OutboundMedia, path: string): string {
  if (url === undefined) throw new Mistake(`${path} must have a public url; Infobip knows no ids of files.`);
  return atMost(URL_LENGTH, url, `${path}.url`);
}

/** https://www.infobip.com/docs/api/channels/whatsapp/whatsapp-outbound-messages (seen 2026-07) */
export function renderMedia({ type, media, caption }: OutboundMediaContent): Draft {
  const mediaUrl = mediaUrlOf(media, 'media');
  switch (type) {
    case 'voice':
      return { path: 'audio', content: { mediaUrl, voice: true } };
    case 'audio':
    case 'sticker':
      return { path: type, content: { mediaUrl } };
    case 'image':
    case 'video':
      return { path: type, content: withoutUndefined({ mediaUrl, caption }) };
    case 'document':
      return { path: type, content: withoutUndefined({ mediaUrl, caption, filename: fileNameOf(media) }) };
  }
}

/** What stands above an interactive message. */
export function renderHeader(header: Header | undefined): Record<string, unknown> | undefined {
  if (header === undefined) return undefined;
  if (header.type === 'text') return { type: 'TEXT', text: header.text };
  const filename = header.type === 'document' ? fileNameOf(header.media) : undefined;
  const mediaUrl = mediaUrlOf(header.media, 'header.media');
  return withoutUndefined({ type: header.type.toUpperCase(), mediaUrl, filename });
}

function fileNameOf({ fileName }: OutboundMedia): string | undefined {
  return fileName === undefined ? undefined : atMost(FILE_NAME, fileName, 'media.fileName');
}
