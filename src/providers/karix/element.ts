import type { InboundContent } from '../../domain/content.ts';
import type { ReceivedMedia } from '../../domain/events.ts';

/** What an event is parsed with. */
export interface Surroundings {
  raw: string;
  /** When it came, epoch ms. */
  receivedAt: number | undefined;
}

/** What a message says, and where its file is. */
export interface Said {
  content: InboundContent;
  media?: ReceivedMedia;
}
