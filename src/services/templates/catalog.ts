import type { ChannelId } from '../../domain/ids.ts';
import type { ChannelAccount, StoredTemplate, TemplateStore } from '../../store/templates.ts';

/** Hints about changes may be lost; what is older is read again. */
const FRESH_MS = 30_000;

/** The copies of templates in memory, for everything that looks at them with every message. */
export interface TemplateCatalog {
  /** Null: they were never read from the provider, so nothing is known about them. */
  of(account: ChannelAccount): Promise<readonly StoredTemplate[] | null>;
  close(): void;
}

type ByAccount = ReadonlyMap<string, readonly StoredTemplate[]>;

export interface CatalogOptions {
  store: Pick<TemplateStore, 'listTemplates' | 'listSyncs' | 'onTemplatesChange'>;
  now(): number;
}

/** Reads a channel's when they are asked for, and again after a change on any node. */
export function createTemplateCatalog({ store, now }: CatalogOptions): TemplateCatalog {
  const loaded = new Map<ChannelId, { at: number; templates: Promise<ByAccount> }>();
  const close = store.onTemplatesChange(() => loaded.clear());

  function load(channelId: ChannelId): Promise<ByAccount> {
    const templates = read(store, channelId);
    const entry = { at: now(), templates };
    loaded.set(channelId, entry);
    templates.catch(() => {
      if (loaded.get(channelId) === entry) loaded.delete(channelId);
    });
    return templates;
  }

  return {
    async of({ channelId, account }) {
      const known = loaded.get(channelId);
      const isFresh = known !== undefined && now() - known.at < FRESH_MS;
      const templates = await (isFresh ? known.templates : load(channelId));
      return templates.get(account) ?? null;
    },
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
