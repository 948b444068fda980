import { readConfig } from '../config.ts';
import { type MoveProgress, moveToPostgres } from '../store/transfer/move/move-to-postgres.ts';
import { UsageError } from './errors.ts';
import { print } from './output.ts';

export interface MigrateStoreCommand {
  to?: string;
  restart?: boolean;
  json?: boolean;
}

/** `chasqui migrate-store`: from the SQLite data folder to PostgreSQL, the gateway stopped. */
export async function migrateStore({ to, restart, json }: MigrateStoreCommand): Promise<void> {
  const config = readConfig();
  const url = to ?? config.databaseUrl;
  if (!url)
    throw new UsageError('say where to: --to postgres://user:password@host:5432/database, or CHASQUI_DATABASE_URL');
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    throw new UsageError('--to must be an address such as postgres://user:password@host:5432/database');
  const progress = moveProgress();
  const moved = await moveToPostgres({
    directory: config.dataDirectory,
    url,
    restart: restart === true,
    onProgress: progress.show,
  }).finally(progress.end);
  const rows = Object.values(moved.rows).reduce((sum, count) => sum + count, 0);
  print(moved, json ? { json } : {}, () =>
    [
      `${rows} rows were moved and compared${moved.resumedAt > 0 ? ` (${moved.resumedAt} by an earlier run)` : ''}.`,
      'Now set CHASQUI_DATABASE_URL to the new database and start the gateway.',
      `Files of messages stay in ${config.mediaDirectory}; several nodes need a folder that they share (CHASQUI_MEDIA_DIR).`,
      `${config.dataDirectory} still holds the old rows as they were; a gateway refuses to start on them.`,
    ].join('\n'),
  );
}

const EVERY_MS = 2_000;

/** Rows, percent and speed: one line that changes on a terminal, otherwise a line every two seconds and at each end. */
function moveProgress() {
  const { isTTY } = process.stderr;
  let shown = { step: '', at: 0 };
  let began = { at: 0, done: 0 };
  let open = false;
  return {
    show({ step, table, done, total }: MoveProgress) {
      const now = performance.now();
      if (shown.step !== step) began = { at: now, done };
      const isDue = shown.step !== step || now - shown.at >= (isTTY ? EVERY_MS / 10 : EVERY_MS) || done === total;
      if (!isDue) return;
      shown = { step, at: now };
      const perSecond = Math.round(((done - began.done) * 1_000) / Math.max(1, now - began.at));
      const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
      const line = `${step === 'copying' ? 'Copying' : 'Comparing'}: ${done} of ${total} rows, ${percent} %, ${perSecond} rows/s (${table})`;
      open = isTTY;
      process.stderr.write(isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    },
    end: () => void (open && process.stderr.write('\n')),
  };
}
