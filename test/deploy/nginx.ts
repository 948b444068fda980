import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findNginx } from '../support/find-nginx.ts';
import { deployText } from './deploy-files.ts';

const START_TIMEOUT_MS = 10_000;

export interface RunningNginx {
  url: string;
  /** One line per request. */
  log(): string;
  stop(): Promise<void>;
}

/** nginx with deploy/nginx.conf before these two nodes; only addresses and folders are other ones. */
export async function startNginx(port: number, [first, second]: readonly [number, number]): Promise<RunningNginx> {
  const binary = findNginx();
  if (binary === undefined) throw new Error('there is no nginx; `npm test` installs one');
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-nginx-'));
  const configuration = deployText('nginx.conf')
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replace('gateway-1:8080', `127.0.0.1:${first}`)
    .replace('gateway-2:8080', `127.0.0.1:${second}`)
    .replaceAll(/ \/tmp\//g, ` ${folder}/`)
    .replaceAll(/ \/dev\/(stdout|stderr)/g, ` ${folder}/$1`);
  writeFileSync(join(folder, 'nginx.conf'), configuration);
  const errors = openSync(join(folder, 'start'), 'w');
  // As root its workers would be somebody who may not enter the folder.
  const directives = `daemon off;${process.getuid?.() === 0 ? ' user root;' : ''}`;
  const child = spawn(
    binary,
    ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'start'), '-g', directives],
    { stdio: ['ignore', errors, errors] },
  );
  const url = `http://127.0.0.1:${port}`;
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  await becomesReady(url, child, () => read('start'));
  return {
    url,
    log: () => read('stdout'),
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}

async function becomesReady(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < giveUpAt && child.exitCode === null) {
    const answers = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await pause(20);
  }
  child.kill('SIGKILL');
  throw new Error(`nginx did not start:\n${said()}`);
}
