import { startApp } from '../app.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import type { Role } from '../role.ts';
import { requireSecretKey } from './require-secret-key.ts';
import { untilSignal } from './signals.ts';

/** `chasqui start`: production, no simulators, no demo. */
export async function start({ role }: { role: Role }): Promise<void> {
  const config = readConfig();
  checkRole(role, config);
  const app = await startApp({ config: requireSecretKey(config), role });
  if (role !== 'worker' && !(await app.hasKeys())) {
    await app.stop();
    throw new ConfigError(
      'there is no API key: set CHASQUI_ADMIN_KEY to a text of 32 or more characters; with it "chasqui key create" makes others while the gateway runs',
    );
  }
  const stopped = untilSignal();
  console.log(`chasqui ${role === 'all' ? '' : `(${role}) `}listens on ${app.url}`);
  await stopped;
  await app.drain();
  await app.stop();
}

/** Throws if this store cannot be shared between the nodes that such a role needs. */
function checkRole(role: Role, { databaseUrl }: Pick<Config, 'databaseUrl'>): void {
  if (role === 'all' || databaseUrl !== null) return;
  throw new ConfigError(
    `a ${role} node shares its work with other nodes, which SQLite cannot: set CHASQUI_DATABASE_URL to a PostgreSQL, or start without --role`,
  );
}
