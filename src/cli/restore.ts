import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type Config, readConfig } from '../config.ts';
import { FILE_STORES } from '../files/index.ts';
import { openVault } from '../foundation.ts';
import type { Manifest } from '../services/backup/manifest.ts';
import { type Restored, restoreBackup, restoreFiles } from '../services/backup/restore-backup.ts';
import type { Vault } from '../services/secrets.ts';
import type { Waiting } from '../store/transfer/resting-database.ts';
import { CliError, UsageError } from './errors.ts';
import { counted, print } from './output.ts';
import { transferProgress } from './transfer-progress.ts';
import { withoutPassword } from './without-password.ts';

export interface RestoreCommand {
  force?: boolean;
  filesOnly?: boolean;
  dropQueued?: boolean;
  keepQueued?: boolean;
  json?: boolean;
}

/** `chasqui restore`: puts a backup into the data folder, the gateway stopped. */
export async function restore(from: string, options: RestoreCommand): Promise<void> {
  if (options.dropQueued && options.keepQueued)
    throw new UsageError('--drop-queued and --keep-queued exclude each other');
  const config = readConfig();
  const progress = transferProgress();
  const openFiles = (directory: string) => FILE_STORES.local({ directory });
  const means = { from, openFiles, mediaDirectory: config.mediaDirectory, onProgress: progress.show };
  if (config.databaseUrl !== null && !options.filesOnly) throw new CliError(sayPgRestore(config.databaseUrl, from));
  if (!existsSync(from)) throw new UsageError(`${from} cannot be read: there is no such folder`);
  if (options.filesOnly) {
    const manifest = await restoreFiles(means).finally(progress.end);
    return print(manifest, options, () => describeFiles(manifest, config));
  }
  const restored = await restoreBackup({
    ...means,
    dataDirectory: config.dataDirectory,
    vault: vaultOf(config),
    replace: options.force === true,
    shouldDrop: async (waiting) => {
      progress.end();
      if (options.dropQueued || options.keepQueued) return options.dropQueued === true;
      return askToDrop(waiting);
    },
    now: new Date(),
  }).finally(progress.end);
  print(restored, options, () => describe(restored, config));
}

/** `dev` keeps its key in the data folder. */
function vaultOf(config: Config): Vault | null {
  const kept = join(config.dataDirectory, 'secret.key');
  const secretKey =
    config.secretKey ?? (existsSync(kept) ? Buffer.from(readFileSync(kept, 'utf8').trim(), 'base64') : null);
  return secretKey && openVault({ ...config, secretKey });
}

async function askToDrop(waiting: Waiting): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const question = `When the backup was made, ${describeWaiting(waiting)}.\nSince then they may have gone out. Drop them? [y/N] `;
  const answer = await terminal.question(question).finally(() => terminal.close());
  return /^y(es)?$/i.test(answer.trim());
}

/** `3 messages waited to be sent, 1 for the bot; 1 bulk send was running` */
function describeWaiting({ toSend, toAnswer, bulkSends }: Waiting): string {
  return `${counted(toSend, 'message')} waited to be sent and ${toAnswer} for the bot, and ${counted(bulkSends, 'bulk send')} ${bulkSends === 1 ? 'was' : 'were'} running`;
}

function describe({ manifest, waiting, dropped, movedTo }: Restored, { dataDirectory }: Config): string {
  const { messages = 0, conversations = 0, channels = 0 } = manifest.database ?? {};
  const waits = Object.values(waiting).some((count) => count > 0);
  return [
    `${dataDirectory} holds the state of ${manifest.createdAt}: ${counted(messages, 'message')} in ` +
      `${counted(conversations, 'conversation')} on ${counted(channels, 'channel')}, ${counted(manifest.files, 'file')}.`,
    ...(movedTo === null ? [] : [`What was there before is in ${movedTo}.`]),
    ...(waits ? [`When the backup was made, ${describeWaiting(waiting)}.`] : []),
    ...(waits && dropped
      ? ['They were dropped: each is a dead letter that can be replayed; the bulk sends are paused.']
      : []),
    ...(waits && !dropped
      ? ['They go on when the gateway starts, also those that went out since (--drop-queued drops them).']
      : []),
    'Start the gateway: chasqui start',
  ].join('\n');
}

function describeFiles({ files }: Manifest, { mediaDirectory }: Config): string {
  return `${counted(files, 'file')} ${files === 1 ? 'is' : 'are'} in ${mediaDirectory}.`;
}

function sayPgRestore(databaseUrl: string, from: string): string {
  return [
    'This gateway keeps its rows in PostgreSQL, which has its own tool. With all nodes stopped and an empty database:',
    `  pg_restore --no-owner --dbname="${withoutPassword(databaseUrl)}" ${from}.dump`,
    `  chasqui restore --files-only ${from}`,
    'pg_restore takes the password from PGPASSWORD or ~/.pgpass.',
  ].join('\n');
}
