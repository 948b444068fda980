import { join } from 'node:path';
import { openLocalFiles } from '../../src/files/local/local-files.ts';
import { checkSecretKey } from '../../src/services/secret-key-check.ts';
import type { Vault } from '../../src/services/secrets.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { Store } from '../../src/store/store.ts';
import { CHANNEL, fresh, Rig } from '../contracts/store-work-rig.ts';

/** An embedded store in a folder, as a gateway with this key leaves it: one message waits to be sent, one for the bot, and there is a file. */
export interface KeptStore {
  store: Store;
  rig: Rig;
  /** The file's id, which is also its key. */
  fileId: string;
  close(): Promise<void>;
}

export async function openKeptStore(directory: string, vault: Vault): Promise<KeptStore> {
  const store = await openSqliteStore({ directory, inProcess: true });
  await checkSecretKey(store.registry, vault);
  const rig = new Rig({ work: store.work, now: Date.now, advance: () => {}, close: async () => {} });
  await rig.converse('an answer');
  await rig.hear('a question');
  const fileId = await addFile(store, directory);
  return { store, rig, fileId, close: () => store.close() };
}

/** An uploaded file. */
export async function addFile({ media }: Store, directory: string): Promise<string> {
  const id = fresh('med');
  const files = await openLocalFiles({ directory: join(directory, 'media') });
  await files.put(id, bytes(`bytes of ${id}`));
  const described = { mimeType: 'text/plain', fileName: 'a.txt', sizeBytes: 10, sha256: '0'.repeat(64) };
  await media.insertUpload({ id, channelId: CHANNEL, ...described, fileKey: id });
  return id;
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
