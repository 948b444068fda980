import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { freshFolder } from '../support/databases.ts';
import { Rig } from './store-work-rig.ts';

const CHILD = fileURLToPath(new URL('../support/ingesting-process.ts', import.meta.url));

let folder: ReturnType<typeof freshFolder>;
let child: ChildProcess | null = null;

beforeEach(() => {
  folder = freshFolder();
});
afterEach(() => {
  child?.kill('SIGKILL');
  child = null;
  folder.remove();
});

test('nothing acknowledged is lost by kill -9', async () => {
  for (let round = 0; round < 3; round += 1) {
    const acknowledged = await ingestAndKill(`round${round}`, 200 + round * 137);
    const store = await openSqliteStore({ directory: folder.directory });
    const rig = new Rig({ work: store.work, now: Date.now, advance: () => {}, close: async () => {} });
    const again = acknowledged.map((key) => rig.message(key, { seen: { kind: 'message', key } }));
    const outcomes = await store.work.ingest(again);
    expect(outcomes.filter((outcome) => outcome !== 'duplicate')).toEqual([]);
    await store.close();
  }
});

test('a second gateway on the folder is refused with a sentence, until the first is gone', async () => {
  const first = await openSqliteStore({ directory: folder.directory });
  await expect(openSqliteStore({ directory: folder.directory })).rejects.toThrow('Another gateway is already using');
  await first.close();
  const second = await openSqliteStore({ directory: folder.directory });
  await second.close();
});

test('a gateway in another process holds the folder, and its death frees it', async () => {
  await ingestUntil('other', 1);
  await expect(openSqliteStore({ directory: folder.directory })).rejects.toThrow('Another gateway is already using');
  await kill();
  const store = await openSqliteStore({ directory: folder.directory });
  await store.close();
});

/** Keys of the messages that the process said were durable before it died. */
async function ingestAndKill(prefix: string, count: number): Promise<string[]> {
  const acknowledged = await ingestUntil(prefix, count);
  await kill();
  return acknowledged;
}

async function ingestUntil(prefix: string, count: number): Promise<string[]> {
  child = spawn(process.execPath, [CHILD, folder.directory, prefix], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  if (child.stdout === null) throw new Error('no output');
  for await (const key of createInterface(child.stdout)) {
    acknowledged.push(key);
    if (acknowledged.length >= count) break;
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(count);
  return acknowledged;
}

async function kill(): Promise<void> {
  if (child === null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
