import { randomUUID } from 'node:crypto';
import { type MediaFile, toDataUrl } from './media.ts';

/** Where the phone API serves kept files; it is always mounted at this path. */
const FILES_PATH = '/simulator/api/files/';

/** What all kept files together may take, in bytes. */
const ROOM = 300 * 1024 * 1024;

/** Larger files are not put into lists of messages as data URLs. */
const LARGEST_DATA_URL = 1024 * 1024;

export interface KeptFile extends MediaFile {
  readonly fileId: string;
  /** Path on the phone API's own server. */
  readonly url: string;
}

/** Files that phones upload and show; in memory, the oldest dropped when there is no more room. */
export interface Files {
  keep(file: MediaFile): KeptFile;
  get(fileId: string): KeptFile | undefined;
  /** Where a phone finds the file: a data URL if it is small, else the address under which it is kept from now on. */
  show(file: MediaFile): string;
}

/** `room` is what all files may take together, in bytes. */
export function createFiles(room = ROOM): Files {
  const files = new Map<string, KeptFile>();
  let used = 0;

  const keep = (file: MediaFile): KeptFile => {
    const fileId = randomUUID();
    const kept = { ...file, fileId, url: `${FILES_PATH}${fileId}` };
    files.set(fileId, kept);
    used += file.bytes.length;
    for (const [id, { bytes }] of files) {
      if (used <= room || id === fileId) break;
      files.delete(id);
      used -= bytes.length;
    }
    return kept;
  };

  return {
    keep,
    get: (fileId) => files.get(fileId),
    show: (file) => (file.bytes.length > LARGEST_DATA_URL ? keep(file).url : toDataUrl(file)),
  };
}
