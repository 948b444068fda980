/** The people of a channel, as operators look them up. */
import type { Identifier } from '../domain/identity.ts';
import type { ChannelId, ContactId } from '../domain/ids.ts';
import type { ConversationSummary, Page, PageRequest } from './queries.ts';

/** A person. One that was merged into another is shown with the survivor's identifiers and wishes. Epoch ms. */
export interface ContactView {
  id: ContactId;
  channelId: ChannelId;
  contactName: string | null;
  username: string | null;
  /** Newest first. */
  identifiers: readonly Identifier[];
  /** Since when this person wants no marketing; null: nothing is known against it. */
  marketingOptedOutAt: number | null;
  /** Who this person turned out to be. */
  mergedInto: ContactId | null;
  createdAt: number;
}

export interface ContactDetail extends ContactView {
  /** Also those of contacts that turned out to be the same person. */
  conversations: readonly ConversationSummary[];
  /** Contacts that were merged into this one. */
  merged: readonly ContactId[];
}

export interface ContactFilter {
  channelIds?: readonly ChannelId[];
  /** Part of a name or username, of a user id, or of a phone number however it is written. */
  query?: string;
}

export interface ContactStore {
  /** Newest first, without those merged into others. */
  listContacts(filter: ContactFilter, page: PageRequest): Promise<Page<ContactView>>;
  getContact(id: ContactId): Promise<ContactDetail | null>;
  /** What a person wants, told to an operator. `false`: unknown contact. */
  setMarketing(id: ContactId, marketing: 'stop' | 'resume'): Promise<boolean>;
}
