import type { ProviderResult } from '../../domain/provider.ts';
import type { Template } from '../../domain/template.ts';
import type { ChannelAccount, TemplateStore } from '../../store/templates.ts';
import type { Directory } from '../directory.ts';
import { facetOf } from './accounts.ts';

const HOUR_MS = 3_600_000;
/** How often an account is read although nothing was told of it; later by up to a tenth, so that nodes and accounts spread. */
const EVERY_MS = 6 * HOUR_MS;
const AFTER_FAILURE_MS = 15 * 60_000;
const PAGE_TIMEOUT_MS = 30_000;
/** Far more than any account has; a provider that never ends is stopped here. */
const MAX_PAGES = 200;

export interface AccountReaderParts {
  directory: Pick<Directory, 'channel'>;
  store: Pick<TemplateStore, 'replaceTemplates' | 'recordSyncFailure'>;
  /** The store's clock, epoch ms. */
  storeTime(): Promise<number>;
  /** From 0 to 1. */
  random(): number;
}

/** Reads an account's templates from the provider, all pages, and makes our copy the same; how many there are. */
export type AccountReader = (account: ChannelAccount) => Promise<ProviderResult<number>>;

export function createAccountReader({ directory, store, storeTime, random }: AccountReaderParts): AccountReader {
  return async (account) => {
    const channel = directory.channel(account.channelId);
    const facet = channel && facetOf(channel, account);
    if (!facet) {
      return {
        ok: false,
        trouble: { kind: 'not_found', message: 'The channel has no connection that knows templates.' },
      };
    }
    const begunAt = await storeTime();
    const list = (request: { after?: string }) =>
      facet.list({ account: account.account, ...request, signal: AbortSignal.timeout(PAGE_TIMEOUT_MS) });
    const listed = await readPages(list);
    if (!listed.ok) {
      const { message } = listed.trouble;
      await store.recordSyncFailure({ ...account, message, nextAt: begunAt + AFTER_FAILURE_MS });
      return listed;
    }
    const nextAt = begunAt + Math.round(EVERY_MS * (1 + random() / 10));
    await store.replaceTemplates({ ...account, templates: listed.value, begunAt, nextAt });
    return { ok: true, value: listed.value.length };
  };
}

type Page = ProviderResult<{ templates: readonly Template[]; next?: string }>;

async function readPages(list: (request: { after?: string }) => Promise<Page>): Promise<ProviderResult<Template[]>> {
  const templates: Template[] = [];
  let after: string | undefined;
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const page = await list(after === undefined ? {} : { after });
    if (!page.ok) return page;
    templates.push(...page.value.templates);
    after = page.value.next;
    if (after === undefined) return { ok: true, value: templates };
  }
  return { ok: false, trouble: { kind: 'unavailable', message: 'The provider lists templates without an end.' } };
}
