import { join } from 'node:path';
import { type App, startApp } from '../../src/app.ts';
import type { Clock } from '../../src/host/clock.ts';
import type { Role } from '../../src/role.ts';
import { freshDatabase, freshFolder } from '../support/databases.ts';

/** Opens everything; it protects nothing. */
export const ADMIN_KEY = 'e2e-admin-key-0123456789abcdefghijklmn';

export type Engine = 'sqlite' | 'postgres';
export const ENGINES: readonly Engine[] = ['sqlite', 'postgres'];

/** Where a gateway keeps what it knows; several may follow one another on it. */
export interface Premises {
  dataDirectory: string;
  databaseUrl: string | null;
  remove(): Promise<void>;
}

export async function freshPremises(engine: Engine): Promise<Premises> {
  const folder = freshFolder();
  const database = engine === 'postgres' ? await freshDatabase() : null;
  return {
    dataDirectory: folder.directory,
    databaseUrl: database?.url ?? null,
    async remove() {
      await database?.drop();
      folder.remove();
    },
  };
}

export interface GatewayOptions {
  premises: Pick<Premises, 'dataDirectory' | 'databaseUrl'>;
  clock: Clock;
  /** A free one if left out. */
  port?: number;
  /** Under which providers reach it; left out: where it listens. */
  publicUrl?: string;
  /** Default: `all`. */
  role?: Role;
}

/** A whole gateway in this process, listening on 127.0.0.1. */
export async function startGateway({
  premises,
  clock,
  port = 0,
  publicUrl,
  role = 'all',
}: GatewayOptions): Promise<App & { port: number }> {
  const app = await startApp({
    clock,
    role,
    config: {
      host: '127.0.0.1',
      port,
      publicUrl: publicUrl ?? `http://127.0.0.1:${port}`,
      dataDirectory: premises.dataDirectory,
      mediaDirectory: join(premises.dataDirectory, 'media'),
      databaseUrl: premises.databaseUrl,
      secretKey: Buffer.alloc(32, 1),
      previousSecretKeys: [],
      adminKey: ADMIN_KEY,
      egressAllow: ['127.0.0.0/8'],
      trustedProxies: [],
      logLevel: 'silent',
      drainMs: 0,
    },
  });
  return { ...app, port: Number(new URL(app.url).port) };
}
