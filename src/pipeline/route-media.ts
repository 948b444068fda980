import type { InboundContent, InboundMedia, OutboundContent } from '../domain/content.ts';
import type { ReceivedMedia, SeenKind } from '../domain/events.ts';
import type { SenderEntry } from '../services/directory.ts';
import type { MediaToFetch } from '../store/ingest-items.ts';

interface Received<Content> {
  content: Content;
  media?: ReceivedMedia;
}

/**
 * Content whose file has an id of ours, and that file. Files that come with the history are not fetched unless somebody asks for them
 * (there may be thousands, and most are past their time), and a disabled channel fetches none.
 */
export function routeMedia<Content extends InboundContent | OutboundContent>(
  { content, media }: Received<Content>,
  at: { entry: SenderEntry; stream: SeenKind; nextMediaId(): string },
): { content: Content; media?: MediaToFetch } {
  if (media === undefined || !('media' in content)) return { content };
  const unfetched = whyUnfetched(at.entry, at.stream);
  const id = at.nextMediaId();
  const { url: _providers, ...told } = content.media as InboundMedia; // Beside `event.media`, content carries what was said of a received file.
  const shown: InboundMedia = { ...told, id, state: unfetched === null ? 'pending' : 'failed' };
  return {
    content: { ...content, media: shown },
    media: { ...media, id, ...(unfetched !== null && { unfetched }) },
  };
}

function whyUnfetched({ channel: { channel } }: SenderEntry, stream: SeenKind): string | null {
  if (!channel.enabled) return 'The channel was disabled when the file came.';
  if (stream === 'history') return 'Files of the history are fetched on demand only.';
  if (stream === 'standby') return 'The conversation was in the hands of another app.';
  return null;
}
