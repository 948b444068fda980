/** Templates and facts of providers' accounts, kept per channel. Beside the pipeline: only ingest writes here on the way (effects of account events). */
import type { ChannelId } from '../domain/ids.ts';
import type { Template } from '../domain/template.ts';

/** An account at a provider as one channel uses it. */
export interface ChannelAccount {
  channelId: ChannelId;
  account: string;
}

export interface StoredTemplate extends Template, ChannelAccount {
  /** A category that will hold from `at` on (epoch ms, null: not told). */
  comingCategory: { category: string; at: number | null } | null;
  /** When something last changed here. */
  updatedAt: number;
}

export interface TemplateSync extends ChannelAccount {
  /** When the copy was last made whole; null: never. */
  syncedAt: number | null;
  /** Why the last try failed, for the operator; null: it did not. */
  error: string | null;
  failedAt: number | null;
}

/** `subject`: an account's id, or a sender's phone number (digits). */
export interface Fact {
  channelId: ChannelId;
  about: 'account' | 'sender';
  subject: string;
  name: string;
  value: string;
  at: number;
}

/** Signs of life of a channel; null: none is known. Epoch ms. */
export interface ChannelActivity {
  lastWebhookAt: number | null;
  lastSentAt: number | null;
  openDeadLetters: number;
}

export interface TemplateStore {
  /**
   * Makes the copy of an account what the provider listed from `begunAt` on: others vanish. What webhooks or people changed since then wins
   * over the list. Nobody reads the account again before `nextAt`.
   */
  replaceTemplates(
    list: ChannelAccount & { templates: readonly Template[]; begunAt: number; nextAt: number },
  ): Promise<void>;
  /** The account could not be read; the copy stays. */
  recordSyncFailure(failure: ChannelAccount & { message: string; nextAt: number }): Promise<void>;
  /** Takes those of these accounts that are due, for so long: only one node reads an account. New ones are due at once. */
  claimSyncs(request: { accounts: readonly ChannelAccount[]; leaseMs: number }): Promise<readonly ChannelAccount[]>;
  /** Fires when an account may have become due. Returns the unsubscribe function. */
  onSyncDue(wake: () => void): () => void;

  /** One template, as it was created. */
  putTemplate(template: ChannelAccount & { template: Template }): Promise<void>;
  /** Without `language`: in all languages. */
  dropTemplate(named: ChannelAccount & { name: string; language?: string }): Promise<void>;
  /** All of a channel, by name and language. */
  listTemplates(channelId: ChannelId): Promise<readonly StoredTemplate[]>;
  /** Fires when any templates changed. Returns the unsubscribe function. */
  onTemplatesChange(changed: () => void): () => void;
  listSyncs(channelId: ChannelId): Promise<readonly TemplateSync[]>;

  /** A later word about the same thing replaces an earlier one. */
  saveFacts(facts: readonly Fact[]): Promise<void>;
  listFacts(channelId: ChannelId): Promise<readonly Fact[]>;
  channelActivity(channelId: ChannelId): Promise<ChannelActivity>;
}
