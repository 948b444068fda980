import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const BINARY = resolve(import.meta.dirname, '../../bin/chasqui.mjs');
const READY_WITHIN_MS = 30_000;

/** Secrets of test gateways; they protect nothing. */
export const ADMIN_KEY = 'test-admin-key-0123456789abcdefghij';
const SECRET_KEY = Buffer.alloc(32, 1).toString('base64');

/** A gateway in a process of its own, as an operator would run it. */
export interface GatewayProcess {
  url: string;
  child: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the graceful end; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Calls the API as the administrator; throws for anything but 2xx. */
  api<Result>(method: string, path: string, body?: unknown): Promise<Result>;
}

export interface GatewayOptions {
  dataDirectory: string;
  databaseUrl?: string;
  /** Default: a free one. */
  port?: number;
  /** Default: `all`. */
  role?: 'all' | 'web' | 'worker';
  environment?: Readonly<Record<string, string>>;
  /** Default: 30 s. */
  readyWithinMs?: number;
}

/** Starts `chasqui start` and resolves once it is ready. */
export async function startGateway(options: GatewayOptions): Promise<GatewayProcess> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [BINARY, 'start', ...(options.role ? ['--role', options.role] : [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      CHASQUI_PORT: String(port),
      CHASQUI_DATA_DIR: options.dataDirectory,
      CHASQUI_ADMIN_KEY: ADMIN_KEY,
      CHASQUI_SECRET_KEY: SECRET_KEY,
      CHASQUI_EGRESS_ALLOW: '127.0.0.0/8',
      CHASQUI_LOG_LEVEL: 'warn',
      ...(options.databaseUrl && { CHASQUI_DATABASE_URL: options.databaseUrl }),
      ...options.environment,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  await becomesReady(url, { child, output: () => output, withinMs: options.readyWithinMs ?? READY_WITHIN_MS });
  return {
    url,
    child,
    output: () => output,
    kill: () => end(child, 'SIGKILL').then(() => undefined),
    stop: () => end(child, 'SIGTERM'),
    api: (method, path, body) => callApi(url, { method, path, body }),
  };
}

async function becomesReady(
  url: string,
  { child, output, withinMs }: { child: ChildProcess; output: () => string; withinMs: number },
): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  while (Date.now() < giveUpAt) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the gateway ended at its start:\n${output()}`);
    const ready = await fetch(`${url}/health/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await pause(20);
  }
  child.kill('SIGKILL');
  throw new Error(`the gateway did not become ready:\n${output()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, 'exit');
  }
  return child.exitCode;
}

async function callApi<Result>(url: string, call: { method: string; path: string; body: unknown }): Promise<Result> {
  const response = await fetch(`${url}/api/v1${call.path}`, {
    method: call.method,
    headers: {
      authorization: `Bearer ${ADMIN_KEY}`,
      ...(call.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${call.method} ${call.path}: ${response.status} ${text}`);
  // What the API answers is the caller's to know.
  return (text === '' ? undefined : JSON.parse(text)) as Result;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
