import { readConfig } from '../config.ts';
import { openStore, openVault } from '../foundation.ts';
import { rekey as rekeyStore } from '../services/rekey.ts';
import { checkSecretKey } from '../services/secret-key-check.ts';
import { requireSecretKey } from './require-secret-key.ts';

/** `chasqui rekey`: encrypts stored credentials under the current key, so that the previous one may be forgotten. */
export async function rekey(): Promise<void> {
  const config = requireSecretKey(readConfig());
  const store = await openStore(config);
  try {
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
