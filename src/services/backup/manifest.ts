import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeNewFile } from '../../host/durable-files.ts';

/** Names inside a backup's folder. */
export const DATABASE = 'chasqui.db';
export const MEDIA = 'media';
const MANIFEST = 'manifest.json';
const FORMAT = 1;

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  /** Release that made it. */
  release: z.string(),
  createdAt: z.iso.datetime(),
  /** Absent: files only, of a gateway on PostgreSQL. */
  database: z
    .object({
      schema: z.int().positive(),
      /** Tells keys apart; the key is not in a backup. Null: nothing is encrypted. */
      secretKeyId: z.string().nullable(),
      channels: z.int(),
      conversations: z.int(),
      messages: z.int(),
    })
    .optional(),
  files: z.int(),
  /** Files that rows name and that were not there. */
  missingFiles: z.int(),
});

/** What a backup holds. */
export type Manifest = z.infer<typeof manifestSchema>;

/** A folder is no backup, or not a whole one; the message is for the operator. */
export class BackupUnusable extends Error {
  override readonly name = 'BackupUnusable';
}

export function newManifest(content: Omit<Manifest, 'format'>): Manifest {
  return { format: FORMAT, ...content };
}

export function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  return writeNewFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** @throws BackupUnusable */
export async function readManifest(folder: string): Promise<Manifest> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BackupUnusable(`${folder} is not a backup: its ${MANIFEST} cannot be read (${reason}).`, { cause });
  }
  const format = z.object({ format: z.number() }).safeParse(content).data?.format;
  if (format !== undefined && format > FORMAT)
    throw new BackupUnusable(`${folder} was made by a newer release (format ${format}); restore it with that one.`);
  const manifest = manifestSchema.safeParse(content);
  if (!manifest.success) throw new BackupUnusable(`The ${MANIFEST} in ${folder} is damaged.`);
  return manifest.data;
}
