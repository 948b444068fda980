/** What both the gateway and the commands that work on its database stand on. */
import type { Config } from './config.ts';
import type { Clock } from './host/clock.ts';
import { createVault, type Vault } from './services/secrets.ts';
import { openPostgresStore } from './store/postgres/open.ts';
import { openSqliteStore } from './store/sqlite/open.ts';
import type { Store } from './store/store.ts';

/** The store that the configuration names, migrated. `clock`: for tests and `dev`; absent: the engine's own. */
export function openStore({ databaseUrl, dataDirectory }: Config, clock?: Clock): Promise<Store> {
  const now = clock && { now: () => clock.now() };
  if (databaseUrl !== null) return openPostgresStore({ url: databaseUrl, ...now });
  return openSqliteStore({ directory: dataDirectory, ...now });
}

export function openVault(config: Config & { secretKey: Uint8Array }): Vault {
  const base64 = (key: Uint8Array) => Buffer.from(key).toString('base64');
  return createVault({ current: base64(config.secretKey), previous: config.previousSecretKeys.map(base64) });
}
