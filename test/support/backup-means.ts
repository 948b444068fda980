import { join } from 'node:path';
import { openLocalFiles } from '../../src/files/local/local-files.ts';
import type { BackupOptions } from '../../src/services/backup/make-backup.ts';
import type { RestoreOptions } from '../../src/services/backup/restore-backup.ts';
import type { Vault } from '../../src/services/secrets.ts';

const openFiles = (directory: string) => openLocalFiles({ directory });

/** What a backup of a data folder is made with. */
export function backupOf(directory: string, into: string, more: Partial<BackupOptions> = {}): BackupOptions {
  return {
    database: join(directory, 'chasqui.db'),
    openFiles,
    mediaDirectory: join(directory, 'media'),
    into,
    release: '1.2.3',
    now: new Date('2026-01-31T00:00:00Z'),
    onProgress: () => {},
    ...more,
  };
}

/** What a backup is restored with: what waits is kept. */
export function restoreOf(
  from: string,
  { directory, vault }: { directory: string; vault: Vault | null },
  more: Partial<RestoreOptions> = {},
): RestoreOptions {
  return {
    from,
    dataDirectory: directory,
    mediaDirectory: join(directory, 'media'),
    openFiles,
    vault,
    replace: false,
    shouldDrop: async () => false,
    now: new Date(),
    onProgress: () => {},
    ...more,
  };
}
