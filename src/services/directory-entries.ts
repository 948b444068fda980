import type { Connector, ConnectorDefinition, ConnectorHost } from '../domain/connector.ts';
import type { Provider, ProviderDefinition, ProviderHost } from '../domain/provider.ts';
import type { FieldValues } from '../domain/settings.ts';
import type { StoredBot, StoredConnection } from '../store/registry.ts';
import type { BotEntry, ConnectionEntry } from './directory.ts';
import type { MemoOf } from './memos.ts';
import type { Vault } from './secrets.ts';
import { joinSettings } from './settings-form.ts';
import { webhookUrl } from './webhook-url.ts';

export interface EntrySources {
  vault: Vault;
  providers: readonly ProviderDefinition[];
  connectors: readonly ConnectorDefinition[];
  /** What every adapter is lent, beside its memo. */
  providerHost: Omit<ProviderHost, 'memo'>;
  memoOf: MemoOf;
  connectorHost: ConnectorHost;
  publicUrl: string;
  /** A stored connection or bot cannot be used (unknown provider, unreadable secret, refused settings); `id` names it. */
  onUnusable(id: string, error: unknown): void;
}

/** Turns stored connections and bots into usable ones. What cannot be used is reported and left out; the others work. */
export interface EntryBuilder {
  connections(stored: readonly StoredConnection[]): ConnectionEntry[];
  bots(stored: readonly StoredBot[]): BotEntry[];
}

/** Adapters of unchanged settings are kept from one call to the next. */
export function createEntryBuilder(sources: EntrySources): EntryBuilder {
  const providers = createAdapterCache(sources, (stored: StoredConnection, settings) => {
    const definition = find(sources.providers, stored.provider);
    return {
      definition,
      settings,
      adapter: definition.connect(settings, { ...sources.providerHost, memo: sources.memoOf(stored.id) }),
    };
  });
  const connectors = createAdapterCache(sources, (stored: StoredBot, settings) => {
    const definition = find(sources.connectors, stored.connector);
    return { definition, settings, adapter: definition.connect(settings, sources.connectorHost) };
  });
  return {
    connections: (stored) => providers(stored).map(([row, built]) => connectionEntry(row, built, sources.publicUrl)),
    bots: (stored) => connectors(stored).map(([row, built]) => botEntry(row, built)),
  };
}

interface Built<Definition, Adapter> {
  definition: Definition;
  settings: FieldValues;
  adapter: Adapter;
}

type StoredRow = (StoredConnection | StoredBot) & { id: string };

/** Builds what is new or changed, returns what is unchanged, forgets what is gone. */
function createAdapterCache<Row extends StoredRow, Made>(
  sources: Pick<EntrySources, 'vault' | 'onUnusable'>,
  build: (row: Row, settings: FieldValues) => Made,
): (rows: readonly Row[]) => [Row, Made][] {
  let cache = new Map<string, Made>();
  return (rows) => {
    const next = new Map<string, Made>();
    const made = rows.flatMap((row): [Row, Made][] => {
      const key = JSON.stringify([row.id, kindOf(row), row.settings, row.secrets]);
      try {
        const entry = cache.get(key) ?? build(row, joinSettings(row.id, row, sources.vault));
        next.set(key, entry);
        return [[row, entry]];
      } catch (error) {
        sources.onUnusable(row.id, error);
        return [];
      }
    });
    cache = next;
    return made;
  };
}

function kindOf(row: StoredRow): string {
  return 'provider' in row ? row.provider : row.connector;
}

function find<Definition extends { id: string }>(definitions: readonly Definition[], id: string): Definition {
  const found = definitions.find((definition) => definition.id === id);
  if (!found) throw new Error(`"${id}" is not part of this installation.`);
  return found;
}

function connectionEntry(
  row: StoredConnection,
  built: Built<ProviderDefinition, Provider>,
  publicUrl: string,
): ConnectionEntry {
  const { secrets: _, ...connection } = row;
  return {
    connection: { ...connection, settings: built.settings },
    definition: built.definition,
    provider: built.adapter,
    callbackUrl: webhookUrl(publicUrl, row.token),
  };
}

function botEntry(row: StoredBot, built: Built<ConnectorDefinition, Connector>): BotEntry {
  const { secrets: _, ...bot } = row;
  return { bot: { ...bot, settings: built.settings }, definition: built.definition, connector: built.adapter };
}
