import type { Files } from '../kit/files.ts';
import type { MediaFile } from '../kit/media.ts';
import { nextId } from './ids.ts';

interface Stored {
  readonly file: MediaFile;
  readonly numberId: string;
  /** Where the phones find it, once one has looked. */
  shownAt?: string;
}

/** Uploaded and received files by media id, each of one number. */
export interface MediaLibrary {
  /** Returns the new media id. */
  store(numberId: string, file: MediaFile): string;
  /** Nothing for a file of another number. */
  get(numberId: string, mediaId: string): MediaFile | undefined;
  remove(numberId: string, mediaId: string): boolean;
  /** Where a phone finds the file. */
  show(mediaId: string): string | undefined;
}

export function createMediaLibrary(shown: Files): MediaLibrary {
  const files = new Map<string, Stored>();
  const own = (numberId: string, mediaId: string) => {
    const stored = files.get(mediaId);
    return stored?.numberId === numberId ? stored : undefined;
  };
  return {
    store(numberId, file) {
      const mediaId = nextId();
      files.set(mediaId, { file, numberId });
      return mediaId;
    },
    get: (numberId, mediaId) => own(numberId, mediaId)?.file,
    remove: (numberId, mediaId) => own(numberId, mediaId) !== undefined && files.delete(mediaId),
    show(mediaId) {
      const stored = files.get(mediaId);
      if (stored) stored.shownAt ??= shown.show(stored.file);
      return stored?.shownAt;
    },
  };
}
