import type { Query } from '../engine.ts';
import type { RegistrySnapshot } from '../registry.ts';
import { type Sql, statement } from '../sql.ts';
import { readBots } from './bots.ts';
import { readChannels } from './channels.ts';
import { readConnections } from './connections.ts';
import { readSenders } from './senders.ts';

const SELECT_VERSION = statement('select version from registry_version where id = 1');

export const version: Query<null, number> = { name: 'registry.version', run: readVersion };

/** The version is read first: if something changes meanwhile, the reader finds its version old and reads again. */
export const snapshot: Query<null, RegistrySnapshot> = {
  name: 'registry.snapshot',
  async run(sql) {
    return {
      version: await readVersion(sql),
      channels: await readChannels(sql),
      connections: await readConnections(sql),
      senders: await readSenders(sql),
      bots: await readBots(sql),
    };
  },
};

async function readVersion(sql: Sql): Promise<number> {
  const [row] = await sql.all<{ version: number }>(SELECT_VERSION);
  if (!row) throw new Error('the registry has no version: the schema is not migrated');
  return row.version;
}
