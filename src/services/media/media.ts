import type { FileStore } from '../../domain/file-store.ts';
import type { ChannelId } from '../../domain/ids.ts';
import type { Ids } from '../../host/ids.ts';
import type { MediaRecord, MediaStore } from '../../store/media.ts';
import { type Access, mayUse, requireScope } from '../access.ts';
import type { Directory } from '../directory.ts';
import { invalid, notFound, ServiceError } from '../service-error.ts';
import { FileRefused, keepFile } from './keep-file.ts';
import type { MediaLinks } from './links.ts';

/** Larger files no provider takes. */
export const MAX_UPLOAD_BYTES = 100 * 1_048_576;

export interface UploadRequest {
  channelId: string;
  body: AsyncIterable<Uint8Array>;
  /** As the uploader says. */
  mimeType: string;
  fileName: string | null;
}

/** Files of messages, for people and programs. */
export interface Media {
  upload(access: Access, upload: UploadRequest): Promise<MediaRecord>;
  get(access: Access, id: string): Promise<MediaRecord>;
  /** Its bytes are gone; what shows it says so. */
  delete(access: Access, id: string): Promise<void>;
  /** Tries once more to fetch a received file that failed, or that came with the history. */
  fetchAgain(access: Access, id: string): Promise<MediaRecord>;
  /** For whoever holds a signed address. */
  read(id: string, signed: { expires: string; signature: string }): Promise<MediaReading>;
  /** Its signed address, good from now on. */
  link(id: string): string;
}

export type MediaReading =
  | { state: 'forged' | 'expired' | 'pending' }
  | { state: 'failed'; failure: string }
  | {
      state: 'ready';
      record: MediaRecord;
      sizeBytes: number;
      /** Both ends included. Null: the file is gone. */
      open(range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array> | null>;
    };

export interface MediaServiceParts {
  store: MediaStore;
  files: FileStore;
  directory: Pick<Directory, 'channel'>;
  ids: Ids;
  links: MediaLinks;
  now(): number;
}

export function createMedia({ store, files, directory, ids, links, now }: MediaServiceParts): Media {
  async function visible(access: Access, id: string): Promise<MediaRecord> {
    const record = await store.getMedia(id);
    if (!record || !mayUse(access, record.channelId)) throw notFound('file');
    return record;
  }

  return {
    async upload(access, { channelId: named, body, mimeType, fileName }) {
      requireScope(access, 'send');
      const channelId = named as ChannelId; // Looked up next.
      if (!mayUse(access, channelId)) throw new ServiceError('forbidden', 'This API key is limited to other channels.');
      if (!directory.channel(channelId)) throw invalid([{ path: '/channelId', message: 'There is no such channel.' }]);
      const id = ids.next('med');
      const wanted = { fileKey: id, body, mimeType, kind: null, maxBytes: MAX_UPLOAD_BYTES };
      const kept = await keepFile(files, wanted).catch(refuse);
      await store.insertUpload({ id, channelId, fileName, ...kept });
      return visible(access, id);
    },
    async get(access, id) {
      requireScope(access, 'read');
      return visible(access, id);
    },
    async delete(access, id) {
      requireScope(access, 'send');
      await visible(access, id);
      const before = await store.discardMedia(id, 'It was deleted.');
      if (before?.fileKey != null) await files.delete(before.fileKey);
    },
    async fetchAgain(access, id) {
      requireScope(access, 'send');
      await visible(access, id);
      if (await store.fetchAgain(id)) return visible(access, id);
      throw new ServiceError('conflict', 'Only a received file that failed can be fetched again.');
    },
    async read(id, signed) {
      const state = links.check(id, signed);
      if (state !== 'ok') return { state };
      const record = await store.getMedia(id);
      if (record?.state === 'pending') return { state: 'pending' };
      const { fileKey, sizeBytes } = record ?? { fileKey: null, sizeBytes: null };
      if (!record || fileKey === null || sizeBytes === null) {
        return { state: 'failed', failure: record?.failure ?? 'It is not known any more.' };
      }
      return { state: 'ready', record, sizeBytes, open: (range) => files.open(fileKey, range) };
    },
    link: (id) => links.link(id, now()),
  };
}

function refuse(error: unknown): never {
  if (error instanceof FileRefused) throw invalid([{ path: '/file', message: error.message }]);
  throw error;
}
