import type { RegistryStore } from '../store/registry.ts';
import type { SecretPlace, Vault } from './secrets.ts';
import { SecretUnreadable } from './secrets.ts';

const PLACE: SecretPlace = { record: 'installation', field: 'secret_key_check' };

/** The configured key is not the one that this database's credentials are encrypted with. */
export class WrongSecretKey extends Error {
  override readonly name = 'WrongSecretKey';
}

/**
 * Run at start, before any credential is read: the first start stores a check value under the key, later ones read it back.
 *
 * @throws WrongSecretKey with a sentence for the operator.
 */
export async function checkSecretKey(registry: RegistryStore, vault: Vault): Promise<void> {
  const stored = await registry.putMetaOnce(PLACE.field, checkValue(vault));
  if (opensCheckValue(vault, stored)) return;
  throw new WrongSecretKey(
    'The secret key is not the one that the credentials in this database were encrypted with. ' +
      'Set CHASQUI_SECRET_KEY to that key, or add it as CHASQUI_SECRET_KEY_PREVIOUS.',
  );
}

/** Whether a gateway has ever started on this database. */
export async function isKeyKnown(registry: RegistryStore): Promise<boolean> {
  return (await registry.getMeta(PLACE.field)) !== null;
}

/** Whether one of the vault's keys is the one of the database that this check value was stored in. */
export function opensCheckValue(vault: Vault, stored: string): boolean {
  try {
    vault.decrypt(stored, PLACE);
    return true;
  } catch (error) {
    if (error instanceof SecretUnreadable) return false;
    throw error;
  }
}

/** Puts the check value under the current key, once nothing is encrypted with an earlier one. */
export async function renewSecretKeyCheck(registry: RegistryStore, vault: Vault): Promise<void> {
  await registry.putMeta(PLACE.field, checkValue(vault));
}

function checkValue(vault: Vault): string {
  return vault.encrypt('chasqui', PLACE);
}
