import { createHash } from 'node:crypto';
import type { Fetch } from './http.ts';
import { notPossible } from './problem.ts';

/** A file that a person sent or a business uploaded. */
export interface MediaFile {
  readonly bytes: Buffer;
  readonly mimeType: string;
  readonly fileName?: string;
}

/** The largest file that people can send, in bytes. */
export const LARGEST_FILE = 100 * 1024 * 1024;

/** Reads a `data:` URL with base64 content. Throws a problem if it is none. */
export function parseDataUrl(dataUrl: string): MediaFile {
  const [, type, parameters = '', content] =
    /^data:([\w.+-]+\/[\w.+-]+)((?:;[\w=.,"+ -]+)*);base64,([A-Za-z0-9+/=]+)$/.exec(dataUrl) ?? [];
  if (!type || !content) throw notPossible('The file must be a data URL with base64 content.');
  return checkSize({ bytes: Buffer.from(content, 'base64'), mimeType: `${type}${parameters}` });
}

/** Loads a file from a link, as the person's phone would have it. Throws a problem if that fails. */
export async function loadFile(url: string, fetch: Fetch): Promise<MediaFile> {
  const response = await fetch(url, { method: 'GET' }).catch((cause: Error) => {
    throw notPossible(`The file could not be loaded: ${cause.message}`);
  });
  if (response.status !== 200) throw notPossible(`The file's address answered ${response.status}.`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const mimeType = response.headers.get('content-type')?.split(';')[0] ?? 'application/octet-stream';
  const fileName = decodeURIComponent(new URL(url).pathname.split('/').pop() ?? '');
  return checkSize({ bytes, mimeType, ...(fileName && { fileName }) });
}

export function toDataUrl(file: MediaFile): string {
  return `data:${file.mimeType.replaceAll(' ', '')};base64,${file.bytes.toString('base64')}`;
}

export function sha256(file: MediaFile, encoding: 'hex' | 'base64'): string {
  return createHash('sha256').update(file.bytes).digest(encoding);
}

function checkSize(file: MediaFile): MediaFile {
  if (file.bytes.length > LARGEST_FILE) throw notPossible('The file is larger than 100 MB.');
  return file;
}
