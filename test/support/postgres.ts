import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { freePort } from './gateway-process.ts';
import { findBinaries } from './postgres-binaries.ts';

/** PostgreSQL refuses to run as root; `nobody` exists everywhere and owns nothing. */
const NOBODY = 65534;
const START_TIMEOUT_MS = 60_000;
const READY = 'database system is ready to accept connections';
const KEPT_LINES = 100;

export interface RunningPostgres {
  /** A superuser's URL of the maintenance database. */
  url: string;
  /** `kill -9` of the server; resolves when the next one serves on its data. One at a time. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Initialises a database cluster in a fresh temporary folder and starts it, at this port or a free one. It ends with this process, however
 * that ends.
 */
export async function startPostgres(options: { port?: number } = {}): Promise<RunningPostgres> {
  const directory = mkdtempSync(join(tmpdir(), 'chasqui-postgres-'));
  const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (owner.uid !== undefined) chownSync(directory, owner.uid, owner.gid);
  chmodSync(directory, 0o700);
  const bin = await findBinaries(directory, owner);
  const port = options.port ?? (await freePort());
  const child = spawn('sh', ['-c', SUPERVISE, bin, directory, String(port)], {
    ...owner,
    cwd: directory,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  const nextStart = followLog(child);
  await nextStart();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async crash() {
      const started = nextStart();
      child.stdin.write('\n');
      await started;
    },
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}

/**
 * Standard input is a pipe from the tests: a line ends the server as a crash would, and another one follows. When the tests end, even by a
 * signal that nobody can catch, `read` fails and the server is stopped. What is left of a crashed server would keep the next one out: every
 * process of a server inherits the writing end of a FIFO, so that its reader ends when the last of them has. A process that was forked a
 * moment ago and is not PostgreSQL yet ignores INT; ALRM ends it, and PostgreSQL ignores that.
 */
const SUPERVISE = `
trap '' INT TERM HUP PIPE
exec 2>&1
folder=$1
port=$2
start() {
  cat "$folder/alive" &
  reader=$!
  "$0/postgres" -D "$folder/data" -k "$folder" -p "$port" -c listen_addresses=127.0.0.1 -c max_connections=200 -c shared_buffers=64MB < /dev/null 3> "$folder/alive" &
  server=$!
}
if mkfifo "$folder/alive" && "$0/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync < /dev/null; then
  start
  while read -r _; do
    kill -KILL $server
    wait $server $reader
    start
  done
  kill -ALRM $server
  kill -INT $server
  wait $server
  kill -KILL $reader
fi
cd /
rm -rf "$folder"
`;

type Supervisor = ChildProcessByStdio<Writable, Readable, null>;

/** The function that it returns resolves when a server says next that it serves; it rejects with what was said instead. */
function followLog(child: Supervisor): () => Promise<void> {
  const log: string[] = [];
  const starts = new EventEmitter();
  const ended = new AbortController();
  createInterface({ input: child.stdout }).on('line', (line) => {
    log.push(line);
    if (log.length > KEPT_LINES) log.shift();
    if (line.endsWith(READY)) starts.emit('start');
  });
  child.once('close', () => ended.abort());
  return async () => {
    const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(START_TIMEOUT_MS)]);
    try {
      await once(starts, 'start', { signal });
    } catch (cause) {
      child.stdin.end();
      throw new Error(`PostgreSQL did not start:\n${log.join('\n')}`, { cause });
    }
  };
}
