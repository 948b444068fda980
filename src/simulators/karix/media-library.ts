import type { Files } from '../kit/files.ts';
import { type MediaFile, sha256 } from '../kit/media.ts';
import { nextUid } from './ids.ts';

/** Where inbound files of RCM numbers are fetched: with the account's key. */
export const PROTECTED_PATH = '/services/media/download/';
/** Where those of the global API are fetched, by anybody who knows the address. */
export const OPEN_PATH = '/media/';

/** Uploaded and received files by media id. */
export interface MediaLibrary {
  /** Returns the new media id. */
  store(numberId: string, file: MediaFile): string;
  get(mediaId: string): { file: MediaFile; numberId: string } | undefined;
  /** Where a phone finds the file. */
  show(mediaId: string): string | undefined;
}

export function createMediaLibrary(shown: Files): MediaLibrary {
  const files = new Map<string, { file: MediaFile; numberId: string; shownAt?: string }>();
  return {
    store(numberId, file) {
      const mediaId = nextUid();
      files.set(mediaId, { file, numberId });
      return mediaId;
    },
    get: (mediaId) => files.get(mediaId),
    show(mediaId) {
      const stored = files.get(mediaId);
      if (stored) stored.shownAt ??= shown.show(stored.file);
      return stored?.shownAt;
    },
  };
}

/** Whether a header names the file's hash, in either way of writing it. */
export function namesHash(header: unknown, file: MediaFile): boolean {
  return header === sha256(file, 'hex') || header === sha256(file, 'base64');
}
