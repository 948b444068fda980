import { createHash } from 'node:crypto';
import type { Capabilities } from '../../src/domain/capability.ts';
import type { ConnectorDefinition } from '../../src/domain/connector.ts';
import type { ConnectionId } from '../../src/domain/ids.ts';
import type { Provider, ProviderDefinition } from '../../src/domain/provider.ts';
import { fullAccess } from '../../src/services/access.ts';
import { createTokenGate, type TokenGate } from '../../src/services/applications/token-gate.ts';
import { createDirectory } from '../../src/services/create-directory.ts';
import type { Directory } from '../../src/services/directory.ts';
import { createMemos } from '../../src/services/memos.ts';
import { createVault, generateSecretKey, type Vault } from '../../src/services/secrets.ts';
import { createServices, type Services } from '../../src/services/services.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { Store } from '../../src/store/store.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { noFiles } from './no-files.ts';

export const ADMIN_KEY = 'an administrator key of forty characters';

const PROVIDER: Provider = {
  verify: () => ({ ok: true }),
  parse: () => [],
  send: async () => ({ ok: false, failure: { kind: 'rejected', message: 'this provider sends nothing' } }),
};

/** An invented provider. Connecting throws for the account `broken`. */
function inventedProvider(values: Partial<ProviderDefinition> = {}): ProviderDefinition {
  const field = { hint: '', secret: false, required: true };
  return {
    id: 'acme',
    displayName: 'Acme',
    docsUrl: 'https://acme.example',
    fields: [
      { ...field, name: 'account', label: 'Account' },
      { ...field, name: 'token', label: 'Token', secret: true },
      { ...field, name: 'applicationId', label: 'Application', required: false },
      { ...field, name: 'region', label: 'Region', required: false, options: ['eu', 'us'] },
    ],
    senderFields: [
      { ...field, name: 'numberId', label: 'Number id' },
      { ...field, name: 'businessId', label: 'Business id', required: false },
    ],
    // Nothing here looks at more of it.
    capabilities: { sendersPerChannel: 3 } as Capabilities,
    senderKey: 'numberId',
    validate: ({ token }) => (token === 'short' ? [{ field: 'token', message: 'Too short.' }] : []),
    connect: (settings) => {
      if (settings.account === 'broken') throw new Error('this account cannot be used');
      return { ...PROVIDER };
    },
    ...values,
  };
}

/** A second one, whose senders need nothing but a number; its callback URLs are entered with a suffix. */
const plainProvider = inventedProvider({
  ...{ id: 'plain', displayName: 'Plain', senderFields: [], senderKey: 'phoneNumber', callbackSuffix: '#rc=5' },
  ...{ capabilities: { sendersPerChannel: 1 } as Capabilities },
});

const inventedConnector: ConnectorDefinition = {
  id: 'hook',
  displayName: 'Hook',
  docsUrl: 'https://hook.example',
  fields: [
    { name: 'url', label: 'URL', hint: '', secret: false, required: true },
    { name: 'secret', label: 'Secret', hint: '', secret: true, required: true },
  ],
  validate: ({ url }) => (url?.startsWith('https:') ? [] : [{ field: 'url', message: 'Must be https.' }]),
  generate: (_settings, random) => ({ secret: Buffer.from(random(8)).toString('hex') }),
  connect: () => ({ deliver: async () => ({ outcome: 'answered', parts: [] }) }),
};

/** Services over a real store in memory, with a clock that stands still and ids and random bytes that can be foretold. */
export interface ServiceRig extends Services {
  store: Store;
  directory: Directory;
  vault: Vault;
  clock: ManualClock;
  tokenGate: TokenGate;
  /** What the directory could not use, by id. */
  unusable: string[];
  trouble: unknown[];
  /** Channels that the directory told of, at each change. */
  changed: string[][];
  /** Makes a channel; its connection. */
  connection(): Promise<ConnectionId>;
  close(): Promise<void>;
}

/** `acme`: what the first of the two invented providers is beside, or instead of, what it is otherwise. */
export async function createServiceRig(acme: Partial<ProviderDefinition> = {}): Promise<ServiceRig> {
  const clock = manualClock();
  const store = await openSqliteStore({ directory: ':memory:', now: () => clock.now() });
  const shared = {
    vault: createVault({ current: generateSecretKey() }),
    providers: [inventedProvider(acme), plainProvider],
    connectors: [inventedConnector],
    publicUrl: 'https://gateway.example/',
    refusalOf: async (url: string) => (url.includes('internal') ? 'A request there was refused.' : null),
  };
  const unusable: string[] = [];
  const trouble: unknown[] = [];
  const changed: string[][] = [];
  const host = { fetch, now: () => clock.now() };
  const directory = await createDirectory({
    ...{
      ...shared,
      registry: store.registry,
      clock,
      providerHost: host,
      connectorHost: host,
      memoOf: createMemos({ store: store.memos, vault: shared.vault, now: () => clock.now() }),
    },
    onUnusable: (id) => unusable.push(id),
    onTrouble: (_where, error) => trouble.push(error),
    onChange: (channelIds) => changed.push([...channelIds]),
  });
  const services = createServices({
    ...{ ...shared, store, directory, ids: countedIds(), now: () => clock.now(), random: foretoldBytes() },
    standIns: { of: () => null },
    providerHost: host,
    adminKey: ADMIN_KEY,
    fetch,
    files: noFiles(() => clock.now()).files,
    links: noFiles(() => clock.now()).links,
  });
  const connection = async () => {
    const channel = await services.channels.create(fullAccess('rig'), {
      ...{ name: 'Shop', provider: 'acme', settings: { account: 'a', token: 'secret-token' }, botId: null },
      ...{ enabled: true, rules: {}, senders: [{ phoneNumber: '+15550001111', fields: { numberId: 'n1' } }] },
    });
    const [made] = channel.connections;
    if (!made) throw new Error('a channel without a connection');
    return made.id;
  };
  const tokenGate = createTokenGate({ registry: store.registry, vault: shared.vault, now: () => clock.now() });
  const close = async () => {
    directory.close();
    await store.close();
  };
  return {
    ...services,
    store,
    directory,
    vault: shared.vault,
    clock,
    unusable,
    trouble,
    changed,
    connection,
    tokenGate,
    close,
  };
}

function countedIds(): { next(prefix: string): string } {
  let count = 0;
  return {
    next: (prefix) => {
      count += 1;
      return `${prefix}_${String(count).padStart(4, '0')}`;
    },
  };
}

/** Different at every call. */
function foretoldBytes(): (bytes: number) => Uint8Array {
  let calls = 0;
  return (bytes) => {
    calls += 1;
    return createHash('sha256').update(String(calls)).digest().subarray(0, bytes);
  };
}
