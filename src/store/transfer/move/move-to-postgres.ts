import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Client } from 'pg';
import { v7 } from 'uuid';
import { migrations } from '../../migrations/index.ts';
import { openReader } from '../../sqlite/connection.ts';
import { clearMoveMark, isRestoring, type MoveMark, readMoveMark, writeMoveMark } from '../../sqlite/folder-marks.ts';
import { lockFolder } from '../../sqlite/lock.ts';
import { copyTable, type Ends, verifyTable } from './copy-table.ts';
import { countRows, readCounters } from './source.ts';
import { movingTables, type Table } from './tables.ts';
import { beginMove, connectTarget, endMove, forgetMove, inspectTarget, readProgress } from './target.ts';

export interface MoveProgress {
  step: 'copying' | 'verifying';
  table: string;
  /** Rows, of all tables. */
  done: number;
  total: number;
}

export interface MoveOptions {
  /** The folder of a SQLite store whose gateway is stopped. */
  directory: string;
  /** `postgres://…` */
  url: string;
  /** Throw away what another move left in the target. */
  restart: boolean;
  onProgress(progress: MoveProgress): void;
}

export interface Moved {
  /** By table. */
  rows: Readonly<Record<string, number>>;
  /** How many of them an earlier run had copied. */
  resumedAt: number;
}

/**
 * Copies all rows of a SQLite store into an empty PostgreSQL database and compares both sides. Interrupted, it goes on where it was. From the
 * beginning neither side starts a gateway; at the end the target does, and the folder stays as it was, marked as moved.
 * Throws a sentence for the operator.
 */
export async function moveToPostgres(options: MoveOptions): Promise<Moved> {
  const { directory } = options;
  const path = join(directory, 'chasqui.db');
  if (!existsSync(path)) throw new Error(`There is no store in ${directory}; CHASQUI_DATA_DIR names its folder.`);
  if (isRestoring(directory))
    throw new Error(`A restore into ${directory} did not finish; run "chasqui restore" again.`);
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(lockFolder(directory));
  const source = openReader(path);
  cleanup.defer(() => source.close());
  checkSchema(source);
  const target = await connectTarget(options.url);
  cleanup.defer(() => target.end());
  try {
    return await move({ source, target }, options);
  } catch (cause) {
    if (!isLost(cause)) throw cause;
    throw new Error('The connection to PostgreSQL was lost. Run the same command again: it goes on where it was.', {
      cause,
    });
  }
}

async function move(ends: Ends, options: MoveOptions): Promise<Moved> {
  const tables = movingTables(ends.source);
  const mark = await settleBeginning(ends.target, tables, options);
  const progress = await readProgress(ends.target);
  const total = tables.reduce((sum, table) => sum + countRows(ends.source, table), 0);
  const resumedAt = [...progress.values()].reduce((sum, { copied }) => sum + copied, 0);
  const meter = (step: MoveProgress['step'], begin: number) => {
    let done = begin;
    return (table: string) => (rows: number) => {
      done += rows;
      options.onProgress({ step, table, done, total });
    };
  };
  const copied = meter('copying', resumedAt);
  for (const table of tables) {
    const from = progress.get(table.name) ?? { key: null, copied: 0 };
    await copyTable(ends, table, { progress: from, onRows: copied(table.name) });
  }
  const verified = meter('verifying', 0);
  for (const table of tables) await verifyTable(ends, table, verified(table.name));
  writeMoveMark(options.directory, { ...mark, endedAt: new Date().toISOString() });
  await endMove(ends.target, readCounters(ends.source));
  const rows = Object.fromEntries(tables.map((table) => [table.name, countRows(ends.source, table)]));
  return { rows, resumedAt };
}

/** Begins a move or takes up the one that both sides know of. */
async function settleBeginning(
  target: Client,
  tables: readonly Table[],
  { directory, url, restart }: MoveOptions,
): Promise<MoveMark> {
  const known = readMoveMark(directory);
  const found = await inspectTarget(target).catch((error: unknown) => {
    throw known?.endedAt ? alreadyMoved(known) : error;
  });
  if (found.state === 'begun' && known?.id === found.moveId) return known;
  if (known?.endedAt) throw alreadyMoved(known);
  if (found.state === 'begun' && !restart) {
    throw new Error(
      'The database holds part of another move: of another folder, or of this one before a gateway used it again. ' +
        'If nobody needs that, give --restart: it is thrown away and everything is copied anew.',
    );
  }
  if (found.state === 'begun') await forgetMove(target);
  const { host, pathname } = new URL(url);
  const mark = {
    id: known?.id ?? v7(),
    target: `${host}${pathname}`,
    beganAt: new Date().toISOString(),
    endedAt: null,
  };
  writeMoveMark(directory, mark);
  try {
    await beginMove(target, { moveId: mark.id, tables });
  } catch (error) {
    clearMoveMark(directory);
    throw error;
  }
  return mark;
}

function alreadyMoved({ target, endedAt }: MoveMark): Error {
  return new Error(`This store was moved to PostgreSQL (${target}) at ${endedAt} already.`);
}

/** Rows are copied column by column, so both sides must have the same ones. */
function checkSchema(source: DatabaseSync): void {
  const version = Number(source.prepare('select max(version) as version from migration').get()?.version);
  const newest = migrations.at(-1)?.version ?? 0;
  if (version === newest) return;
  const other = version > newest ? 'a newer' : 'an older';
  throw new Error(
    `The store has the schema (${version}) of ${other} release; this one has ${newest}. ` +
      (version > newest ? 'Move it with that release.' : 'Start this release on it once, stop it, and move it then.'),
  );
}

function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return /^(08|57P)/.test(code) || /^E[A-Z]+$/.test(code) || /connection terminated|not queryable/i.test(error.message);
}
