import { randomBytes } from 'node:crypto';
import { CONNECTORS } from '../../src/connectors/index.ts';
import type { ProviderDefinition } from '../../src/domain/provider.ts';
import type { FieldDefinition } from '../../src/domain/settings.ts';
import { randomIds } from '../../src/host/ids.ts';
import { createServer } from '../../src/http/server.ts';
import { createVault, generateSecretKey } from '../../src/services/secrets.ts';
import { createServices, type Services } from '../../src/services/services.ts';
import { createFakeProvider } from '../contracts/provider/fake-provider.ts';
import { ADMIN_KEY, fakeParts } from './http-parts.ts';
import { createTestDatabase } from './stores.ts';

const field = (name: string, is: Partial<FieldDefinition> = {}): FieldDefinition => ({
  name,
  label: name,
  hint: '',
  secret: false,
  required: false,
  ...is,
});

import { noFiles } from './no-files.ts';

/** A made-up provider that asks for one of everything. */
const PARCEL: ProviderDefinition = {
  ...createFakeProvider('none'),
  fields: [field('account', { required: true }), field('secret', { secret: true, required: true }), field('proxy')],
  senderFields: [field('boxId', { required: true })],
  senderKey: 'boxId',
};

/** When everything in these tests happens. */
const TEST_TIME = Date.UTC(2026, 0, 2);

export interface ManagedServer {
  app: ReturnType<typeof createServer>;
  services: Services;
  close(): Promise<void>;
}

/** The HTTP side over real services and an empty database of its own; doors into the pipeline are fakes. */
export async function startManagedServer(): Promise<ManagedServer> {
  const database = await createTestDatabase('sqlite in process');
  const store = await database.open(() => TEST_TIME);
  const services = createServices({
    store,
    directory: { reload: async () => {}, channel: () => undefined, channels: () => [], bot: () => undefined },
    files: noFiles(() => TEST_TIME).files,
    links: noFiles(() => TEST_TIME).links,
    vault: createVault({ current: generateSecretKey() }),
    providers: [PARCEL],
    connectors: CONNECTORS,
    publicUrl: 'https://chat.example.com',
    ids: randomIds(),
    now: () => TEST_TIME,
    random: randomBytes,
    adminKey: ADMIN_KEY,
    standIns: { of: () => null },
    providerHost: { fetch, now: () => TEST_TIME },
    fetch,
  });
  const app = createServer(fakeParts({ ...services, providers: [PARCEL], connectors: CONNECTORS }));
  return {
    app,
    services,
    async close() {
      await app.close();
      await store.close();
      await database.remove();
    },
  };
}
