import type { SimulatorClock } from '../kit/clock.ts';
import type { Files } from '../kit/files.ts';
import { type MediaFile, sha256 } from '../kit/media.ts';
import type { MetaNumber } from './account.ts';
import type { MetaIds } from './ids.ts';

const URL_LIFE_MS = 5 * 60_000;
const UPLOAD_LIFE_MS = 30 * 86_400_000;
const INBOUND_LIFE_MS = 7 * 86_400_000;

/** Where downloads live below the base URL, as on the platform's download host. */
export const DOWNLOAD_PATH = '/whatsapp_business/attachments/';

interface Stored {
  file: MediaFile;
  owner: string;
  expiresAt: number;
  /** Where the phones find it, once one has looked. */
  shownAt?: string;
}

export interface MediaLibraryOptions {
  clock: SimulatorClock;
  ids: MetaIds;
  files: Files;
  /** What webhooks put before the download path; nothing while it is unknown. */
  baseUrl(): string | undefined;
}

/** Uploaded and received files by media id. */
export interface MediaLibrary {
  /** Keeps a file and returns its id; uploads live 30 days, a person's files 7. */
  store(file: MediaFile, owner: MetaNumber, origin: 'upload' | 'inbound'): string;
  get(mediaId: string): MediaFile | undefined;
  /** The phone number id that the file is bound to. */
  ownerOf(mediaId: string): string | undefined;
  /** Where a phone finds the file. */
  show(mediaId: string): string | undefined;
  remove(mediaId: string): boolean;
  /** What a webhook's media object says of a stored file; `url` only where the base URL is known. */
  renderInbound(mediaId: string): object;
  /** The answer to `GET /{media-id}`; the download URL in it is valid for five minutes. */
  renderInfo(mediaId: string, requestedAt: string): object;
  /** The file of a download request's query, unless the URL has expired. */
  byUrlQuery(query: URLSearchParams): MediaFile | undefined;
}

export function createMediaLibrary({ clock, ids, files: shown, baseUrl }: MediaLibraryOptions): MediaLibrary {
  const files = new Map<string, Stored>();

  const live = (mediaId: string): Stored | undefined => {
    const stored = files.get(mediaId);
    return stored && stored.expiresAt > clock.now() ? stored : undefined;
  };

  const urlOf = (mediaId: string, base: string) => {
    const expires = Math.floor((clock.now() + URL_LIFE_MS) / 1000);
    return `${base}${DOWNLOAD_PATH}?mid=${mediaId}&ext=${expires}&hash=AR${mediaId}`;
  };

  return {
    store(file, owner, origin) {
      const mediaId = ids.mediaId();
      const expiresAt = clock.now() + (origin === 'upload' ? UPLOAD_LIFE_MS : INBOUND_LIFE_MS);
      files.set(mediaId, { file, owner: owner.phoneNumberId, expiresAt });
      return mediaId;
    },
    get: (mediaId) => live(mediaId)?.file,
    ownerOf: (mediaId) => live(mediaId)?.owner,
    show(mediaId) {
      const stored = live(mediaId);
      if (stored) stored.shownAt ??= shown.show(stored.file);
      return stored?.shownAt;
    },
    remove: (mediaId) => files.delete(mediaId),
    renderInbound(mediaId) {
      const file = live(mediaId)?.file;
      if (!file) return {};
      const base = baseUrl();
      return {
        mime_type: file.mimeType,
        sha256: sha256(file, 'base64'),
        id: mediaId,
        ...(base && { url: urlOf(mediaId, base) }),
      };
    },
    renderInfo(mediaId, requestedAt) {
      const file = live(mediaId)?.file;
      if (!file) return {};
      return {
        messaging_product: 'whatsapp',
        url: urlOf(mediaId, baseUrl() ?? requestedAt),
        mime_type: file.mimeType,
        sha256: sha256(file, 'hex'),
        file_size: file.bytes.length,
        id: mediaId,
      };
    },
    byUrlQuery(query) {
      if (Number(query.get('ext')) * 1000 <= clock.now()) return undefined;
      return live(query.get('mid') ?? '')?.file;
    },
  };
}
