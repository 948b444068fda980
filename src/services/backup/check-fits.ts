import { migrations } from '../../store/migrations/index.ts';
import type { DatabaseFacts } from '../../store/transfer/resting-database.ts';
import { opensCheckValue } from '../secret-key-check.ts';
import { keyIdOf, type Vault } from '../secrets.ts';
import { BackupUnusable } from './manifest.ts';

/**
 * This release must know the schema, and the secret key open the credentials. `vault` null: no key is configured.
 *
 * @throws BackupUnusable
 */
export function checkFits({ schema, secretKeyCheck }: DatabaseFacts, vault: Vault | null): void {
  const newest = migrations.at(-1)?.version ?? 0;
  if (schema > newest) {
    throw new BackupUnusable(
      `The backup has schema version ${schema}, but this release knows only up to ${newest}. Restore it with the release that made it, or a newer one.`,
    );
  }
  if (secretKeyCheck === null || (vault !== null && opensCheckValue(vault, secretKeyCheck))) return;
  const needed = keyIdOf(secretKeyCheck);
  const configured = vault === null ? 'no key is configured' : `the configured key has the id ${vault.keyId}`;
  throw new BackupUnusable(
    `The credentials in this backup are encrypted with the secret key of id ${needed}, and ${configured}. Set CHASQUI_SECRET_KEY to ` +
      'the key that the gateway had when the backup was made (or CHASQUI_SECRET_KEY_PREVIOUS, and run "chasqui rekey" afterwards).',
  );
}
