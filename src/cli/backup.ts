import { existsSync } from 'node:fs';
import { join } from 'node:path';
import release from '../../package.json' with { type: 'json' };
import { type Config, readConfig } from '../config.ts';
import { FILE_STORES } from '../files/index.ts';
import { makeBackup } from '../services/backup/make-backup.ts';
import type { Manifest } from '../services/backup/manifest.ts';
import { refuseMarkedFolder } from '../store/sqlite/folder-marks.ts';
import { CliError } from './errors.ts';
import { counted, print, remark } from './output.ts';
import { transferProgress } from './transfer-progress.ts';
import { withoutPassword } from './without-password.ts';

export interface BackupCommand {
  filesOnly?: boolean;
  json?: boolean;
}

/** `chasqui backup`: a folder with everything that a gateway on SQLite keeps, made while it runs. */
export async function backup(into: string, options: BackupCommand): Promise<void> {
  const config = readConfig();
  if (config.databaseUrl !== null && !options.filesOnly) throw new CliError(sayPgDump(config.databaseUrl, into));
  if (config.databaseUrl === null) refuseMarkedFolder(config.dataDirectory);
  const progress = transferProgress();
  const manifest = await makeBackup({
    database: options.filesOnly ? null : join(config.dataDirectory, 'chasqui.db'),
    openFiles: (directory) => FILE_STORES.local({ directory }),
    mediaDirectory: config.mediaDirectory,
    into,
    release: release.version,
    now: new Date(),
    onProgress: progress.show,
  }).finally(progress.end);
  print(manifest, options, () => describe(into, manifest));
  warn(manifest, config);
}

function describe(into: string, { database, files }: Manifest): string {
  const rows = database
    ? `${counted(database.messages, 'message')} in ${counted(database.conversations, 'conversation')} on ${counted(database.channels, 'channel')}, `
    : '';
  return `${into} holds ${rows}${counted(files, 'file')}.`;
}

function warn({ database, missingFiles }: Manifest, { dataDirectory }: Config): void {
  if (missingFiles > 0) {
    remark(
      `${counted(missingFiles, 'file')} of messages ${missingFiles === 1 ? 'was' : 'were'} not in the media folder; CHASQUI_MEDIA_DIR should name it.`,
    );
  }
  if (!database?.secretKeyId) return;
  const own = join(dataDirectory, 'secret.key');
  remark(
    `The secret key (id ${database.secretKeyId}) is not in it: keep ${existsSync(own) ? own : 'CHASQUI_SECRET_KEY'} somewhere else. ` +
      'Without it nobody can read the credentials in this backup.',
  );
}

function sayPgDump(databaseUrl: string, into: string): string {
  return [
    'This gateway keeps its rows in PostgreSQL, which has its own tool. Save the rows first, the files afterwards:',
    `  pg_dump --format=custom --file=${into}.dump "${withoutPassword(databaseUrl)}"`,
    `  chasqui backup --files-only ${into}`,
    'pg_dump takes the password from PGPASSWORD or ~/.pgpass.',
  ].join('\n');
}
