import { basename } from 'node:path/posix';
import { parse } from 'content-disposition';
import { fileTypeFromBuffer } from 'file-type';
import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { SimulatorClock } from '../kit/clock.ts';
import type { Fetch } from '../kit/http.ts';
import { createFetchLinked } from '../kit/linked-file.ts';
import type { MediaFile } from '../kit/media.ts';
import { messageOf } from './codes.ts';
import { readCallbackUrl } from './connection-overrides.ts';

/** Fetches a file that a message links to. Resolves with the file or with why the message fails; never rejects. */
export type MediaDownload = (link: string) => Promise<MediaFile | OrderedFailure>;

const MEGABYTE = 1024 * 1024;
const LARGEST = 16 * MEGABYTE;
const LARGEST_IMAGE = 5 * MEGABYTE;

/** https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages */
const TYPES = new RegExp(
  [
    'image/(jpeg|png|webp)',
    'audio/(ogg|amr|3gpp|aac|mpeg)',
    'video/mp4',
    'application/(pdf|msword|vnd\\.openxmlformats-officedocument\\..+)',
    'text/(x-)?vcard',
  ]
    .map((type) => `^${type}$`)
    .join('|'),
);

export function createMediaDownload(fetch: Fetch, clock: SimulatorClock): MediaDownload {
  return async (link) => {
    let disposition: string | null = null;
    // The shared download knows neither user and password in a link nor the name that the host gives the file.
    const noting: Fetch = async (_url, init) => {
      const { url, headers } = readCallbackUrl(link);
      const answer = await fetch(url, { ...init, headers: { ...headers } });
      disposition = answer.headers.get('content-disposition');
      return answer;
    };
    const linked = await createFetchLinked(noting, clock)(link);
    if (!linked.ok) return { code: 63019, details: linked.reason };
    const file = { ...linked.file, fileName: nameOf(disposition, link) };
    return (await faultOf(file)) ?? file;
  };
}

async function faultOf({ bytes, mimeType }: MediaFile): Promise<OrderedFailure | undefined> {
  const [type = ''] = mimeType.split(';');
  if (bytes.length === 0) return failure(63019);
  if (bytes.length > (type.startsWith('image/') ? LARGEST_IMAGE : LARGEST)) return failure(63034);
  if (!TYPES.test(type.trim().toLowerCase())) return failure(63021);
  const real = await fileTypeFromBuffer(new Uint8Array(bytes));
  return real && !agrees(type, real.mime) ? failure(63021) : undefined;
}

/** Images must be what they are said to be; sound, films and documents at least of the same family. */
function agrees(said: string, real: string): boolean {
  if (said.startsWith('image/') || real.startsWith('image/')) return said === real;
  const isSound = (type: string) => /^(audio|video|application\/ogg)/.test(type);
  return isSound(said) === isSound(real);
}

function nameOf(disposition: string | null, link: string): string {
  const { filename } = disposition === null ? {} : (parse(disposition).parameters as { filename?: string });
  return filename ?? decodeURIComponent(basename(new URL(link).pathname));
}

function failure(code: number): OrderedFailure {
  return { code, details: messageOf(code) };
}
