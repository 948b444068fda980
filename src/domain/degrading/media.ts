import type { Capabilities } from '../capability.ts';
import type { MediaKind, OutboundContent, OutboundMediaContent } from '../content.ts';
import { Mistake } from '../parsing/fields.ts';
import { countOf, refuse, textParts } from './parts.ts';

/** Kinds that can show the same file, less specially. */
const SUBSTITUTES: Partial<Record<MediaKind, MediaKind>> = { voice: 'audio', sticker: 'image' };
const CAPTIONED: readonly MediaKind[] = ['image', 'video', 'document'];

/** A caption that cannot stand with its file follows as text; a file that cannot be shown becomes a link. */
export function degradeMedia(content: OutboundMediaContent, capabilities: Capabilities): OutboundContent[] {
  const level = capabilities.content[content.type];
  if (level === 'rejected') return refuse(content.type);
  if (level === 'native') return withCaption(content, capabilities);
  const substitute = SUBSTITUTES[content.type];
  if (substitute !== undefined && capabilities.content[substitute] === 'native') {
    return withCaption({ ...content, type: substitute }, capabilities);
  }
  return asLink(content, capabilities);
}

function withCaption(content: OutboundMediaContent, capabilities: Capabilities): OutboundContent[] {
  const { caption, ...bare } = content;
  if (caption === undefined) return [content];
  const fits = countOf(capabilities)(caption) <= captionLimit(content.type, capabilities);
  return fits ? [content] : [bare, ...textParts(caption, capabilities)];
}

/** Below zero: not even an empty one. */
function captionLimit(kind: MediaKind, { limits }: Capabilities): number {
  if (!CAPTIONED.includes(kind)) return -1;
  if (kind === 'image') return limits.caption;
  return (kind === 'video' ? limits.videoCaption : limits.documentCaption) ?? limits.caption;
}

function asLink({ type, media, caption }: OutboundMediaContent, capabilities: Capabilities): OutboundContent[] {
  if (media.url === undefined) {
    throw new Mistake('media', `must have a url: ${type} goes as a link through the provider of this channel`);
  }
  const lines = [caption, media.fileName, media.url].filter((line) => line !== undefined);
  return textParts(lines.join('\n'), capabilities);
}
