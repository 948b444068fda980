import type { DisplayContent } from '../kit/display-content.ts';
import type { LinkKind } from './media-rules.ts';
import type { Header } from './schema-parts.ts';
import type { Link, Shown } from './send-kind.ts';

/** Of a link only the family is known; a document may be anything. */
const FAMILIES: Record<LinkKind, string | undefined> = {
  image: 'image/*',
  sticker: 'image/*',
  video: 'video/*',
  gif: 'video/*',
  audio: 'audio/*',
  voice: 'audio/*',
  document: undefined,
  pdf: 'application/pdf',
};

export interface LinkedMedia {
  mediaUrl: string;
  caption?: string | undefined;
  filename?: string | undefined;
}

export function showMedia(kind: LinkKind, { mediaUrl, caption, filename }: LinkedMedia): Shown & { links: Link[] } {
  const mimeType = FAMILIES[kind];
  const display: DisplayContent = {
    mediaUrl,
    ...(mimeType && { mimeType }),
    ...(filename && { fileName: filename }),
    ...(kind === 'voice' && { voice: true }),
    ...(caption && { text: caption }),
  };
  return { display, links: [{ kind, url: mediaUrl }] };
}

interface Framed {
  header?: Header | undefined;
  body?: { text: string } | undefined;
  footer?: { text: string } | undefined;
}

/** Header, body and footer around what an interactive message offers. */
export function showFramed({ header, body, footer }: Framed, action: DisplayContent): Shown {
  const top = header ? showHeader(header) : { display: {}, links: [] };
  return {
    display: {
      ...top.display,
      ...(body?.text && { text: body.text }),
      ...(footer && { footer: footer.text }),
      ...action,
    },
    links: top.links,
  };
}

function showHeader(header: Header): { display: DisplayContent; links: Link[] } {
  switch (header.type) {
    case 'TEXT':
      return { display: { header: header.text }, links: [] };
    case 'IMAGE':
      return showMedia('image', header);
    case 'VIDEO':
      return showMedia('video', header);
    case 'DOCUMENT':
      return showMedia('document', header);
  }
}
