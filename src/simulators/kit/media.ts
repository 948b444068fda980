import { createHash } from 'node:crypto';
import type { Fetch } from './http.ts';
import { notPossible } from './problem.ts';

/** A file that a person sent or a business uploaded. */
export interface MediaFile {
  readonly bytes: Buffer;
  readonly mimeType: string;
  readonly fileName?: string;
}

/** The largest picture a simulated phone sends, in bytes. */
const LARGEST_PICTURE = 5 * 1024 * 1024;

/** Reads a `data:` URL with base64 content. Throws a problem if it is none, or larger than 5 MB. */
export function parseDataUrl(dataUrl: string): MediaFile {
  const match = /^data:([\w.+-]+\/[\w.+-]+)(?:;[\w=.+-]+)*;base64,([A-Za-z0-9+/=]+)$/.exec(dataUrl);
  if (!match?.[1] || !match[2]) throw notPossible('The picture must be a data URL with base64 content.');
  return checkSize({ bytes: Buffer.from(match[2], 'base64'), mimeType: match[1] });
}

/** Loads a picture from a link, as the person's phone would have it. Throws a problem if that fails. */
export async function loadPicture(url: string, fetch: Fetch): Promise<MediaFile> {
  const response = await fetch(url, { method: 'GET' }).catch((cause: Error) => {
    throw notPossible(`The picture could not be loaded: ${cause.message}`);
  });
  if (response.status !== 200) throw notPossible(`The picture's address answered ${response.status}.`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const mimeType = response.headers.get('content-type')?.split(';')[0] ?? 'image/jpeg';
  return checkSize({ bytes, mimeType });
}

export function toDataUrl(file: MediaFile): string {
  return `data:${file.mimeType};base64,${file.bytes.toString('base64')}`;
}

export function sha256(file: MediaFile, encoding: 'hex' | 'base64'): string {
  return createHash('sha256').update(file.bytes).digest(encoding);
}

function checkSize(file: MediaFile): MediaFile {
  if (file.bytes.length > LARGEST_PICTURE) throw notPossible('The picture is larger than 5 MB.');
  return file;
}
