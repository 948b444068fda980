import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullAccess } from '../services/access.ts';
import type { Services } from '../services/services.ts';

const FILE = 'local-api.key';

/** An API key for the command line on this machine, made once by `dev` and readable by its user only. */
export async function keepLocalKey(services: Services, dataDirectory: string): Promise<void> {
  const stored = readLocalKey(dataDirectory);
  if (stored !== null && (await services.apiKeys.authenticate(stored))) return;
  const { key } = await services.apiKeys.create(fullAccess('dev'), {
    name: 'command line on this machine',
    scopes: ['read', 'send', 'manage'],
    channelIds: null,
  });
  writeFileSync(join(dataDirectory, FILE), key, { mode: 0o600 });
}

/** Null: `dev` never ran with this data folder. */
export function readLocalKey(dataDirectory: string): string | null {
  const path = join(dataDirectory, FILE);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
}
