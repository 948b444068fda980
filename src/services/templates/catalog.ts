import type { ChannelId } from '../../domain/ids.ts';
import type { ChannelAccount, StoredTemplate, TemplateStore } from '../../store/templates.ts';

/** Hints about changes may be lost; what is older is read again. */
const FRESH_MS = 30_000;

/** The copies of templates in memory, for everything that looks at them with every message. */
export interface TemplateCatalog {
  /** Null: they were never read from the provider, so nothing is known about them. */
  of(account: ChannelAccount): Promise<readonly StoredTemplate[] | null>;
  /** The same without waiting: null also if they are not in memory, where they are from soon afterwards. */
  peek(account: ChannelAccount): readonly StoredTemplate[] | null;
  close(): void;
}

type ByAccount = ReadonlyMap<string, readonly StoredTemplate[]>;

interface Loaded {
  at: number;
  templates: Promise<ByAccount>;
  /** Once they are there; until then what was there before. */
  known: ByAccount | null;
}

export interface CatalogOptions {
  store: Pick<TemplateStore, 'listTemplates' | 'listSyncs' | 'onTemplatesChange'>;
  now(): number;
}

/** Reads a channel's when they are asked for, and again after a change on any node. */
export function createTemplateCatalog({ store, now }: CatalogOptions): TemplateCatalog {
  const loaded = new Map<ChannelId, Loaded>();
  const close = store.onTemplatesChange(() => loaded.clear());

  function load(channelId: ChannelId): Loaded {
    const known = loaded.get(channelId)?.known ?? null;
    const entry: Loaded = { at: now(), templates: read(store, channelId), known };
    loaded.set(channelId, entry);
    entry.templates.then(
      (templates) => {
        entry.known = templates;
      },
      // Whoever waits hears of it; the next one tries again.
      () => {
        if (loaded.get(channelId) === entry) loaded.delete(channelId);
      },
    );
    return entry;
  }

  function current(channelId: ChannelId): Loaded {
    const entry = loaded.get(channelId);
    return entry && now() - entry.at < FRESH_MS ? entry : load(channelId);
  }

  return {
    of: async ({ channelId, account }) => (await current(channelId).templates).get(account) ?? null,
    peek: ({ channelId, account }) => current(channelId).known?.get(account) ?? null,
    close,
  };
}

/** Accounts that were read, also those without templates. */
async function read(store: CatalogOptions['store'], channelId: ChannelId): Promise<ByAccount> {
  const [syncs, templates] = await Promise.all([store.listSyncs(channelId), store.listTemplates(channelId)]);
  const byAccount = Map.groupBy(templates, ({ account }) => account);
  return new Map(
    syncs.filter(({ syncedAt }) => syncedAt !== null).map(({ account }) => [account, byAccount.get(account) ?? []]),
  );
}
