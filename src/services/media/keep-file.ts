import { createHash } from 'node:crypto';
import type { MediaKind } from '../../domain/content.ts';
import type { FileStore } from '../../domain/file-store.ts';
import { mistrustedAs, recognise } from './file-type.ts';

/** Why a file is not kept: what is wrong with the file itself, as a sentence. Trouble with the source or the store is another error. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  /** It may have come damaged: fetching it again may help. */
  readonly isDamaged: boolean;

  constructor(message: string, isDamaged = false) {
    super(message);
    this.isDamaged = isDamaged;
  }
}

export interface KeptFile {
  fileKey: string;
  mimeType: string;
  sizeBytes: number;
  /** Lower-case hex. */
  sha256: string;
}

export interface FileToKeep {
  fileKey: string;
  body: AsyncIterable<Uint8Array>;
  /** As somebody said; with parameters, if any. */
  mimeType: string;
  /** Null: not said. */
  kind: MediaKind | null;
  maxBytes: number;
  expected?: { sizeBytes: number | null; sha256: string | null };
}

/** Enough to tell the type of nearly every file. */
const HEAD_BYTES = 4_100;

/** Streams a file into the store, measured, checked and with its type. Rejects with `FileRefused`, and keeps nothing then. */
export async function keepFile(files: FileStore, wanted: FileToKeep): Promise<KeptFile> {
  const { fileKey, expected } = wanted;
  const measure = startMeasure();
  await files.put(fileKey, measured(wanted, measure));
  const { sizeBytes } = measure;
  const sha256 = measure.hash.digest('hex');
  const { mimeType, recognised } = await recognise(Buffer.concat(measure.head), wanted.mimeType);
  const wrong =
    damage({ sizeBytes, sha256 }, expected) ?? mistrustedAs({ kind: wanted.kind, told: wanted.mimeType, recognised });
  if (wrong === null) return { fileKey, mimeType, sizeBytes, sha256 };
  await files.delete(fileKey);
  throw typeof wrong === 'string' ? new FileRefused(wrong) : wrong;
}

function startMeasure() {
  return { hash: createHash('sha256'), sizeBytes: 0, head: [] as Uint8Array[], headBytes: 0 };
}

/** Passes the bytes through and keeps what is to be known of them. */
async function* measured(
  { body, maxBytes }: FileToKeep,
  measure: ReturnType<typeof startMeasure>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    measure.sizeBytes += chunk.byteLength;
    if (measure.sizeBytes > maxBytes) throw new FileRefused(`It is larger than ${inMegabytes(maxBytes)}.`);
    measure.hash.update(chunk);
    if (measure.headBytes < HEAD_BYTES) {
      measure.head.push(chunk.subarray(0, HEAD_BYTES - measure.headBytes));
      measure.headBytes += chunk.byteLength;
    }
    yield chunk;
  }
}

function damage(found: { sizeBytes: number; sha256: string }, expected: FileToKeep['expected']): FileRefused | null {
  if (expected === undefined) return null;
  if (expected.sizeBytes !== null && expected.sizeBytes !== found.sizeBytes) {
    return new FileRefused(`It has ${found.sizeBytes} bytes, but ${expected.sizeBytes} were announced.`, true);
  }
  if (expected.sha256 !== null && expected.sha256 !== found.sha256) {
    return new FileRefused('Its SHA-256 is not the one that was announced.', true);
  }
  return null;
}

/** A limit for sentences: `16 MB`, `100 kB`, whichever way its author counts. */
export function inMegabytes(bytes: number): string {
  const [kilo, mega] = bytes % 1_024 === 0 ? [1_024, 1_048_576] : [1_000, 1_000_000];
  if (bytes < kilo) return `${bytes} bytes`;
  return bytes >= mega ? `${Math.floor(bytes / mega)} MB` : `${Math.floor(bytes / kilo)} kB`;
}
