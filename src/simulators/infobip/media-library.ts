import { randomUUID } from 'node:crypto';
import type { SimulatorClock } from '../kit/clock.ts';
import type { MediaFile } from '../kit/media.ts';
import type { InfobipNumber } from './account.ts';

const LIFE_MS = 7 * 86_400_000;

/** Where downloads are redirected to. */
export const CDN_PATH = '/cdn/';

interface Stored {
  file: MediaFile;
  sender: string;
  expiresAt: number;
  /** Names it on the CDN. */
  token: string;
}

/** Files that people sent; each lives seven days. */
export interface MediaLibrary {
  /** Keeps a file and returns the address that the webhook names. */
  store(file: MediaFile, number: InfobipNumber): string;
  /** Nothing if the sender has no such file, or not any more. */
  find(sender: string, mediaId: string): MediaFile | undefined;
  /** Where the CDN has the file of a stored id. */
  cdnUrl(mediaId: string): string;
  byToken(token: string): MediaFile | undefined;
  remove(sender: string, url: string): boolean;
  /** All files are gone from now on. */
  expireAll(): void;
}

/** `baseUrl` answers where the API is reached. */
export function createMediaLibrary(clock: SimulatorClock, nextId: () => string, baseUrl: () => string): MediaLibrary {
  const files = new Map<string, Stored>();
  const isLive = ({ expiresAt }: Stored) => expiresAt > clock.now();
  const urlOf = (sender: string, mediaId: string) => `${baseUrl()}/whatsapp/1/senders/${sender}/media/${mediaId}`;

  return {
    store(file, { sender }) {
      const mediaId = nextId();
      files.set(mediaId, { file, sender, expiresAt: clock.now() + LIFE_MS, token: randomUUID() });
      return urlOf(sender, mediaId);
    },
    find(sender, mediaId) {
      const stored = files.get(mediaId);
      return stored && stored.sender === sender && isLive(stored) ? stored.file : undefined;
    },
    cdnUrl: (mediaId) => `${baseUrl()}${CDN_PATH}${files.get(mediaId)?.token}`,
    byToken: (token) => [...files.values()].find((stored) => stored.token === token && isLive(stored))?.file,
    remove(sender, url) {
      const mediaId = url.split('/').pop() ?? '';
      return files.get(mediaId)?.sender === sender && files.delete(mediaId);
    },
    expireAll: () => files.clear(),
  };
}
