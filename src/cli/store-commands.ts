import type { Command } from 'commander';

const BACKUP = `
Works on the folder that CHASQUI_DATA_DIR names (files: CHASQUI_MEDIA_DIR), whether a gateway runs there or not. The new folder is called
<folder>.partial until it is whole. It can be checked with "sha256sum -c SHA256SUMS" inside it, and "chasqui restore" checks it.

The secret key is NOT in a backup. Without CHASQUI_SECRET_KEY the credentials in it cannot be read: keep the key somewhere else.

Examples:
  $ chasqui backup /backups/2026-01-31
  $ chasqui backup --files-only /backups/2026-01-31    (PostgreSQL: after pg_dump)`;

const RESTORE = `
Works on the folder that CHASQUI_DATA_DIR names, which must be empty or not exist; its gateway must be stopped. The backup is checked whole
first: checksums, the database's own check, its schema version, and whether the configured secret key opens its credentials.

A restored gateway has forgotten everything since the backup. What waited to be sent then is sent when it starts, although it may have gone
out since: --drop-queued makes dead letters of it, which can be replayed one by one, and pauses bulk sends. Without a terminal to ask at it is
kept.

Examples:
  $ CHASQUI_DATA_DIR=/srv/chasqui chasqui restore /backups/2026-01-31
  $ chasqui restore /backups/2026-01-31 --force --drop-queued`;

const MIGRATE_STORE = `
Copies every row from the folder that CHASQUI_DATA_DIR names, whose gateway must be stopped, into an empty database, and compares both sides
row by row. Interrupted, the same command goes on where it was. Until it ends neither side starts a gateway; afterwards the database does, and
the folder stays as it was, marked as moved. Files of messages stay where they are.

In a list of processes others can see --to: CHASQUI_DATABASE_URL is taken if it is left out.

Example:
  $ chasqui migrate-store --to postgres://chasqui:…@db.example.com:5432/chasqui`;

/** Commands about all that is stored. What they run is loaded when it is wanted. */
export function storeCommands(program: Command): void {
  program
    .command('backup <folder>')
    .description('copy everything that is stored into a new folder, while the gateway runs or not')
    .option('--files-only', 'only the files of messages (PostgreSQL: pg_dump saves the rest)')
    .option('--json', 'print JSON')
    .addHelpText('after', BACKUP)
    .action(async (folder, options) => (await import('./backup.ts')).backup(folder, options));
  program
    .command('restore <backup>')
    .description('put a backup into the data folder (gateway stopped)')
    .option('--force', 'move what is in the data folder aside')
    .option('--drop-queued', 'do not send what waited to be sent, nor ask the bot what waited for it')
    .option('--keep-queued', 'send it; do not ask')
    .option('--files-only', 'only the files of messages (PostgreSQL: after pg_restore)')
    .option('--json', 'print JSON')
    .addHelpText('after', RESTORE)
    .action(async (from, options) => (await import('./restore.ts')).restore(from, options));
  program
    .command('migrate-store')
    .description('move from SQLite to PostgreSQL (gateway stopped)')
    .option('--to <url>', 'postgres://user:password@host:5432/database (default: CHASQUI_DATABASE_URL)')
    .option('--restart', 'throw away what another move left in the database')
    .option('--json', 'print JSON')
    .addHelpText('after', MIGRATE_STORE)
    .action(async (options) => (await import('./migrate-store.ts')).migrateStore(options));
  program
    .command('rekey')
    .description('encrypt stored credentials under the current secret key (embedded store: gateway stopped)')
    .action(async () => (await import('./rekey.ts')).rekey());
}
