import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { syncToDisk } from '../../host/durable-files.ts';
import { RESTORING } from '../../store/sqlite/folder-marks.ts';
import { BackupUnusable } from './manifest.ts';

const ASIDE = 'before-restore-';
/** What belongs to the machine or to the restore rather than to the store. */
const STAYS = new Set(['lock.db', 'lock.db-journal', 'secret.key', 'lost+found', RESTORING]);

export interface Room {
  dataDirectory: string;
  mediaDirectory: string;
}

/** @throws BackupUnusable if there is something where a backup is to go. */
export async function refuseOccupied({ dataDirectory, mediaDirectory }: Room): Promise<void> {
  const stored = await occupants(dataDirectory, mediaDirectory);
  if (stored.length === 0 && !(await holdsFiles(mediaDirectory))) return;
  const what =
    stored.length > 0
      ? `${dataDirectory} is not empty (${stored.slice(0, 3).join(', ')})`
      : `${mediaDirectory} holds files`;
  throw new BackupUnusable(
    `${what}. Restore into an empty folder (CHASQUI_DATA_DIR), or give --force: what is there is then moved aside.`,
  );
}

/** The name under which what is there now is moved aside. */
export function nameAside(now: Date): string {
  return `${ASIDE}${now.toISOString().replaceAll(':', '')}`;
}

/**
 * Empties the folders that a backup goes to; nothing is deleted. Interrupted, it goes on under the same name. Returns where everything went;
 * null: there was nothing.
 */
export async function moveAside({ dataDirectory, mediaDirectory }: Room, name: string): Promise<string | null> {
  const stored = await occupants(dataDirectory, mediaDirectory);
  const hasFiles = await holdsFiles(mediaDirectory);
  const aside = join(dataDirectory, name);
  if (stored.length === 0 && !hasFiles) return existsSync(aside) ? aside : null;
  await mkdir(aside, { recursive: true, mode: 0o700 });
  for (const entry of stored) await rename(join(dataDirectory, entry), join(aside, entry));
  if (hasFiles && existsSync(mediaDirectory)) await rename(mediaDirectory, `${resolve(mediaDirectory)}.${name}`);
  await syncToDisk(aside);
  return aside;
}

/** The media folder, where it lies inside, counts only if there are files in it. */
async function occupants(dataDirectory: string, mediaDirectory: string): Promise<string[]> {
  const names = (await readdir(dataDirectory)).filter((name) => !STAYS.has(name) && !name.startsWith(ASIDE));
  if (await holdsFiles(mediaDirectory)) return names;
  return names.filter((name) => resolve(dataDirectory, name) !== resolve(mediaDirectory));
}

async function holdsFiles(directory: string): Promise<boolean> {
  if (!existsSync(directory)) return false;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.some((entry) => !entry.isDirectory());
}
