import type { ContactId } from '../domain/ids.ts';
import type { ContactDetail, ContactStore, ContactView } from '../store/contacts.ts';
import type { Page, PageRequest } from '../store/queries.ts';
import { type Access, mayUse, requireScope, visibleChannels } from './access.ts';
import { readPage } from './page.ts';
import { notFound } from './service-error.ts';

/** The people who write to us, and what they want. */
export interface Contacts {
  /** Newest first. `query`: part of a name, username, user id or phone number. */
  list(access: Access, filter: { channelId?: string; query?: string }, page: PageRequest): Promise<Page<ContactView>>;
  get(access: Access, id: string): Promise<ContactDetail>;
  /** What the person told somebody about marketing. */
  setMarketing(access: Access, id: string, marketing: 'stop' | 'resume'): Promise<ContactDetail>;
}

export function createContacts(store: ContactStore): Contacts {
  async function get(access: Access, id: string): Promise<ContactDetail> {
    const contact = await store.getContact(id as ContactId);
    if (!contact || !mayUse(access, contact.channelId)) throw notFound('contact');
    return contact;
  }

  return {
    async list(access, { channelId, query }, page) {
      requireScope(access, 'read');
      const channelIds = visibleChannels(access, channelId);
      const filter = { ...(channelIds && { channelIds }), ...(query !== undefined && { query }) };
      return readPage(page, (request) => store.listContacts(filter, request));
    },
    async get(access, id) {
      requireScope(access, 'read');
      return get(access, id);
    },
    async setMarketing(access, id, marketing) {
      requireScope(access, 'send');
      const contact = await get(access, id);
      if (!(await store.setMarketing(contact.id, marketing))) throw notFound('contact');
      return get(access, id);
    },
  };
}
