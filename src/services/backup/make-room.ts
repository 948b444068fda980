import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { BackupUnusable } from './manifest.ts';

const ASIDE = 'before-restore-';
/** What belongs to the machine rather than to the store. */
const STAYS = new Set(['lock.db', 'secret.key', 'lost+found']);

export interface Room {
  dataDirectory: string;
  mediaDirectory: string;
  /** Move what is there aside; otherwise it is refused. */
  replace: boolean;
  now: Date;
}

/**
 * Empties the folders that a backup goes to. Nothing is deleted.
 *
 * @returns where everything went; null if there was nothing.
 * @throws BackupUnusable if there is something and it may not be moved.
 */
export async function makeRoom(room: Room): Promise<string | null> {
  const { dataDirectory, mediaDirectory, replace, now } = room;
  const isInside = !relative(resolve(dataDirectory), resolve(mediaDirectory)).startsWith('..');
  const stored = await occupants(dataDirectory, isInside ? mediaDirectory : null);
  const hasFiles = await holdsFiles(mediaDirectory);
  if (stored.length === 0 && !hasFiles) return null;
  if (!replace) {
    const where =
      stored.length > 0
        ? `${dataDirectory} is not empty (${stored.slice(0, 3).join(', ')})`
        : `${mediaDirectory} holds files`;
    throw new BackupUnusable(
      `${where}. Restore into an empty folder (CHASQUI_DATA_DIR), or give --force: what is there is then moved aside.`,
    );
  }
  const name = `${ASIDE}${now.toISOString().replaceAll(':', '')}`;
  const aside = join(dataDirectory, name);
  await mkdir(aside, { mode: 0o700 });
  for (const entry of stored) await rename(join(dataDirectory, entry), join(aside, entry));
  if (!isInside && hasFiles) await rename(mediaDirectory, `${resolve(mediaDirectory)}.${name}`);
  return aside;
}

/** The media folder counts only if there are files in it. */
async function occupants(dataDirectory: string, mediaDirectory: string | null): Promise<string[]> {
  const names = (await readdir(dataDirectory)).filter((name) => !STAYS.has(name) && !name.startsWith(ASIDE));
  if (mediaDirectory === null || (await holdsFiles(mediaDirectory))) return names;
  return names.filter((name) => resolve(dataDirectory, name) !== resolve(mediaDirectory));
}

async function holdsFiles(directory: string): Promise<boolean> {
  if (!existsSync(directory)) return false;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.some((entry) => !entry.isDirectory());
}
