import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, readConfig } from '../config.ts';
import { openStore, openVault } from '../foundation.ts';
import { rekey as rekeyStore } from '../services/rekey.ts';
import { checkSecretKey, isKeyKnown } from '../services/secret-key-check.ts';
import { CliError } from './errors.ts';
import { requireSecretKey } from './require-secret-key.ts';

/** `chasqui rekey`: encrypts stored credentials under the current key, so that the previous one may be forgotten. */
export async function rekey(): Promise<void> {
  const config = requireSecretKey(readConfig());
  refuseAbsent(config);
  const store = await openStore(config);
  try {
    if (!(await isKeyKnown(store.registry))) throw new CliError(nothingThere(config));
    const vault = openVault(config);
    await checkSecretKey(store.registry, vault);
    const count = await rekeyStore(store, vault);
    console.log(
      `${count} connections, bots, event webhooks and applications were encrypted again; CHASQUI_SECRET_KEY_PREVIOUS is no longer needed.`,
    );
  } finally {
    await store.close();
  }
}

/** A wrong folder is not made into an empty store, in which nothing needs the previous key. */
function refuseAbsent(config: Config): void {
  const { databaseUrl, dataDirectory } = config;
  if (databaseUrl === null && !existsSync(join(dataDirectory, 'chasqui.db'))) throw new CliError(nothingThere(config));
}

function nothingThere({ databaseUrl, dataDirectory }: Config): string {
  return databaseUrl === null
    ? `No gateway has kept anything in ${dataDirectory}; CHASQUI_DATA_DIR names its folder, CHASQUI_DATABASE_URL its PostgreSQL.`
    : 'No gateway has kept anything in this database; CHASQUI_DATABASE_URL names it.';
}
