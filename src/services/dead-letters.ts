import type { DeadLetterView, Page, PageRequest, QueryStore } from '../store/queries.ts';
import { type Access, mayUse, requireScope, visibleChannels } from './access.ts';
import { readPage } from './page.ts';
import { notFound } from './service-error.ts';

/** What could not be understood, answered or sent. */
export interface DeadLetters {
  /** Newest first. `open`: not replayed yet. */
  list(access: Access, filter: { channelId?: string; open?: true }, page: PageRequest): Promise<Page<DeadLetterView>>;
  get(access: Access, id: string): Promise<DeadLetterView>;
}

export function createDeadLetters(queries: Pick<QueryStore, 'listDeadLetters' | 'getDeadLetter'>): DeadLetters {
  return {
    async list(access, { channelId, open }, page) {
      requireScope(access, 'read');
      const channelIds = visibleChannels(access, channelId);
      const filter = { ...(channelIds && { channelIds }), ...(open && { open }) };
      return readPage(page, (request) => queries.listDeadLetters(filter, request));
    },
    async get(access, id) {
      requireScope(access, 'read');
      const letter = await queries.getDeadLetter(id);
      if (!letter || !mayUse(access, letter.channelId)) throw notFound('dead letter');
      return letter;
    },
  };
}
