import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../test/support/gateway-process.ts';
import { ACCESS_TOKEN, APP_SECRET, PHONE_NUMBER_ID, VERIFY_TOKEN } from '../wire.ts';
import { emptyDatabase } from './databases.ts';
import type { Ends, Target } from './target.ts';

const FOLDER = resolve(import.meta.dirname, '../peers');
const START_TIMEOUT_MS = 30_000;

/** Another product, as a program in `bench/peers/`. */
export interface Peer {
  name: string;
  program: string;
  /** `own`: the handler says the echo itself. `http`: it asks the bot that Chasqui asks. */
  bot: 'own' | 'http';
  state: 'memory' | 'postgres';
  environment?: Readonly<Record<string, string>>;
}

const IN_MEMORY = { state: 'memory' } as const;
const IN_POSTGRES = { state: 'postgres' } as const;
const WHATSAPP_API_JS = { program: 'whatsapp-api-js.mjs', ...IN_MEMORY };
const CHAT = { program: 'chat.mjs' };
const QUEUE = { environment: { CONCURRENCY: 'queue' } };

/** Measured for speed. Chat SDK as its documentation begins: nobody writes while being answered, so that it loses nothing by it. */
export const FAST_PEERS: readonly Peer[] = [
  { name: 'whatsapp-api-js, HTTP bot', bot: 'http', ...WHATSAPP_API_JS },
  { name: 'whatsapp-api-js, own echo', bot: 'own', ...WHATSAPP_API_JS },
  { name: 'chat (memory), HTTP bot', bot: 'http', ...CHAT, ...IN_MEMORY },
  { name: 'chat (memory), own echo', bot: 'own', ...CHAT, ...IN_MEMORY },
  { name: 'chat (PostgreSQL), HTTP bot', bot: 'http', ...CHAT, ...IN_POSTGRES },
  { name: 'chat (PostgreSQL), own echo', bot: 'own', ...CHAT, ...IN_POSTGRES },
  { name: 'builderbot, HTTP bot', bot: 'http', program: 'builderbot.mjs', ...IN_MEMORY },
];

/** Tried for correctness. */
export const TRIED_PEERS: readonly Peer[] = [
  { name: 'whatsapp-api-js', bot: 'http', ...WHATSAPP_API_JS },
  { name: 'chat (memory, drop)', bot: 'http', ...CHAT, ...IN_MEMORY },
  { name: 'chat (memory, queue)', bot: 'http', ...CHAT, ...IN_MEMORY, ...QUEUE },
  { name: 'chat (PostgreSQL, queue)', bot: 'http', ...CHAT, ...IN_POSTGRES, ...QUEUE },
  { name: 'builderbot', bot: 'http', program: 'builderbot.mjs', ...IN_MEMORY },
];

/** Brings the peers' packages, unless they are there. Their install scripts are not needed and do not run. */
export function installPeers(): void {
  if (existsSync(resolve(FOLDER, 'node_modules/.package-lock.json'))) return;
  console.error('installing the peers into bench/peers (once) …');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('The peers could not be installed. `--peers none` measures without them.');
}

/** Name and exact version of every package that is compared. */
export function peerVersions(): Record<string, string> {
  const file = JSON.parse(readFileSync(resolve(FOLDER, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const { axios: _axios, undici: _undici, ...compared } = file.dependencies;
  return compared;
}

export interface PeerStart extends Ends {
  databaseUrl: string;
}

/** A fresh one; its state in PostgreSQL is a new database. */
export async function startPeer(peer: Peer, { databaseUrl, ...ends }: PeerStart): Promise<Target> {
  const database = peer.state === 'postgres' ? await emptyDatabase(databaseUrl) : null;
  return spawnPeer({ peer, ends, database, port: await freePort() });
}

export interface PeerProcess {
  peer: Peer;
  ends: Ends;
  /** Its own, or null. */
  database: string | null;
  port: number;
}

/** Resolves when it takes connections. */
export async function spawnPeer({ peer, ends, database, port }: PeerProcess): Promise<Target> {
  // Some write log files where they stand.
  const cwd = mkdtempSync(join(tmpdir(), 'chasqui-bench-peer-'));
  const child = spawn(process.execPath, [resolve(FOLDER, peer.program)], {
    // They log what they do and what fails; here the provider's end tells.
    stdio: 'ignore',
    cwd,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(port),
      GRAPH_URL: ends.graphUrl,
      ACCESS_TOKEN,
      APP_SECRET,
      VERIFY_TOKEN,
      PHONE_NUMBER_ID,
      ...(peer.bot === 'http' && { BOT_URL: ends.botUrl }),
      ...(database !== null && { POSTGRES_URL: database }),
      ...peer.environment,
    },
  });
  await takesConnections(child, port);
  return {
    port,
    path: '/webhook',
    async stop() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      rmSync(cwd, { recursive: true });
    },
  };
}

async function takesConnections(child: ChildProcess, port: number): Promise<void> {
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < giveUpAt && child.exitCode === null) {
    const socket = connect({ port, host: '127.0.0.1' });
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await pause(20);
  }
  child.kill('SIGKILL');
  throw new Error(`${child.spawnargs.at(-1)} did not start`);
}
