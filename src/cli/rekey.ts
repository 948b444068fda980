import { readConfig } from '../config.ts';
import { openStore, openVault } from '../foundation.ts';
import { rekey as rekeyStore } from '../services/rekey.ts';
import { requireSecretKey } from './require-secret-key.ts';

/** `chasqui rekey`: encrypts stored credentials under the current key, so that the previous one may be forgotten. */
export async function rekey(): Promise<void> {
  const config = requireSecretKey(readConfig());
  const store = await openStore(config);
  try {
    const count = await rekeyStore(store, openVault(config));
    console.log(
      `${count} connections, bots and event webhooks were encrypted again; CHASQUI_SECRET_KEY_PREVIOUS is no longer needed.`,
    );
  } finally {
    await store.close();
  }
}
