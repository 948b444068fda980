import type { TemplateContent } from '../../domain/content.ts';
import type { TemplatesFacet } from '../../domain/provider.ts';
import type { TemplateDraft } from '../../domain/template.ts';
import { checkDraft } from '../../domain/templates/check-draft.ts';
import { checkTemplate } from '../../domain/templates/check-template.ts';
import { type FilledTemplate, fillTemplate, renderTemplateText } from '../../domain/templates/fill-template.ts';
import { templateOfDraft } from '../../domain/templates/template-of-draft.ts';
import type { Page, PageRequest } from '../../store/queries.ts';
import type { ChannelAccount, StoredTemplate, TemplateStore, TemplateSync } from '../../store/templates.ts';
import { type Access, requireScope } from '../access.ts';
import type { ChannelEntry, Directory } from '../directory.ts';
import { pickChannel } from '../pick.ts';
import { invalid, notFound, providerError, refuse, ServiceError } from '../service-error.ts';
import { accountOf, accountsOf, facetOf } from './accounts.ts';
import type { AccountReader } from './read-account.ts';
import { pageOfTemplates, type TemplateFilter } from './template-page.ts';

/** Creating and deleting may take the provider a while. */
const TIMEOUT_MS = 30_000;

export interface TemplatePreview extends FilledTemplate {
  text: string;
  /** Whether it could be sent now. */
  isSendable: boolean;
}

/** A channel's templates: the copies here, and what is done with them at the provider. */
export interface Templates {
  /** By name and language. */
  list(access: Access, channelId: string, filter: TemplateFilter, page: PageRequest): Promise<Page<StoredTemplate>>;
  get(access: Access, channelId: string, named: { name: string; language: string }): Promise<StoredTemplate>;
  /** Hands it in at the provider, for the account of this sender (default: the first). */
  create(
    access: Access,
    channelId: string,
    wanted: { draft: TemplateDraft; senderId?: string },
  ): Promise<StoredTemplate>;
  /** At the provider and here; without `language` in all languages. */
  delete(access: Access, channelId: string, named: { name: string; language?: string }): Promise<void>;
  /** How it would read with these values; throws `invalid` with the place of a wrong one. */
  preview(access: Access, channelId: string, content: TemplateContent): Promise<TemplatePreview>;
  /** Reads all accounts of the channel now. Throws what the provider said if none could be read. */
  sync(access: Access, channelId: string): Promise<readonly TemplateSync[]>;
}

export interface TemplateServiceParts {
  directory: Pick<Directory, 'channel'>;
  store: Pick<TemplateStore, 'listTemplates' | 'listSyncs' | 'putTemplate' | 'dropTemplate'>;
  read: AccountReader;
}

export function createTemplates({ directory, store, read }: TemplateServiceParts): Templates {
  const entryOf = (access: Access, channelId: string) => pickChannel(directory, access, channelId);

  async function get(channel: ChannelEntry, { name, language }: { name: string; language?: string }) {
    const all = await store.listTemplates(channel.channel.id);
    const found = all.find((one) => one.name === name && (language === undefined || one.language === language));
    if (!found) throw notFound('template');
    return found;
  }

  return {
    async list(access, channelId, filter, page) {
      requireScope(access, 'read');
      const { channel } = entryOf(access, channelId);
      return pageOfTemplates(await store.listTemplates(channel.id), filter, page);
    },
    async get(access, channelId, named) {
      requireScope(access, 'read');
      return get(entryOf(access, channelId), named);
    },
    async create(access, channelId, { draft, senderId }) {
      requireScope(access, 'manage');
      const channel = entryOf(access, channelId);
      refuse(checkDraft(draft));
      const account = accountFor(channel, senderId);
      const { create } = requireFacet(channel, account);
      const told = await create({ account: account.account, draft, signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!told.ok) throw providerError(told.trouble);
      await store.putTemplate({ ...account, template: templateOfDraft(draft, told.value) });
      return get(channel, draft);
    },
    async delete(access, channelId, { name, language }) {
      requireScope(access, 'manage');
      const channel = entryOf(access, channelId);
      const { account, providerId } = await get(channel, { name, ...(language !== undefined && { language }) });
      const one = language === undefined ? {} : { language, ...(providerId !== null && { providerId }) };
      const told = await requireFacet(channel, { account }).delete({
        account,
        name,
        ...one,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      // Gone there already is what was wanted.
      if (!told.ok && told.trouble.kind !== 'not_found') throw providerError(told.trouble);
      await store.dropTemplate({
        channelId: channel.channel.id,
        account,
        name,
        ...(language !== undefined && { language }),
      });
    },
    async preview(access, channelId, content) {
      requireScope(access, 'read');
      const template = await get(entryOf(access, channelId), content);
      const check = checkTemplate({ ...template, status: 'approved' }, content);
      if (!check.ok) throw invalid([{ path: check.path, message: check.message }]);
      return {
        ...fillTemplate(template, content),
        text: renderTemplateText(template, content),
        isSendable: template.status === 'approved',
      };
    },
    async sync(access, channelId) {
      requireScope(access, 'manage');
      const channel = entryOf(access, channelId);
      const accounts = accountsOf(channel);
      if (accounts.length === 0) throw withoutAccount(channel);
      const told = await Promise.all(accounts.map(read));
      const troubles = told.flatMap((one) => (one.ok ? [] : [one.trouble]));
      const [first] = troubles;
      if (first && troubles.length === accounts.length) throw providerError(first);
      const names = accounts.map(({ account }) => account);
      return (await store.listSyncs(channel.channel.id)).filter(({ account }) => names.includes(account));
    },
  };
}

function requireFacet(channel: ChannelEntry, account: Pick<ChannelAccount, 'account'>): TemplatesFacet {
  const facet = facetOf(channel, account);
  if (!facet) throw notSupported();
  return facet;
}

function accountFor(channel: ChannelEntry, senderId: string | undefined): ChannelAccount {
  const { senders } = channel;
  const sender = senderId === undefined ? undefined : senders.find(({ id }) => id === senderId);
  if (senderId !== undefined && !sender)
    throw invalid([{ path: '/senderId', message: 'Not a sender of this channel.' }]);
  const account = sender ? accountOf(channel, sender) : accountsOf(channel)[0];
  if (!account) throw withoutAccount(channel);
  return account;
}

function notSupported(): ServiceError {
  return new ServiceError('conflict', 'The provider of this channel has no templates that could be managed here.', {
    conflict: 'not_supported',
  });
}

function withoutAccount({ active }: ChannelEntry): ServiceError {
  if (!active?.provider.templates) return notSupported();
  const message =
    "The account at the provider is not known yet: enter it with the channel's senders, or wait for the first webhook.";
  return new ServiceError('conflict', message, { conflict: 'account_unknown' });
}
