import type { ConversationId } from '../domain/ids.ts';
import type { AnsweredBy } from '../domain/message.ts';
import type { ConversationSummary, Page, PageRequest, QueryStore } from '../store/queries.ts';
import type { WorkStore } from '../store/work.ts';
import { type Access, mayUse, requireScope, visibleChannels } from './access.ts';
import { readPage } from './page.ts';
import { notFound } from './service-error.ts';

/** Sender × contact: who talks with us, and who answers. */
export interface Conversations {
  /** Newest first. */
  list(access: Access, filter: { channelId?: string }, page: PageRequest): Promise<Page<ConversationSummary>>;
  get(access: Access, id: string): Promise<ConversationSummary>;
  /** Giving back to the bot does not replay what came meanwhile. */
  setAnsweredBy(access: Access, id: string, answeredBy: AnsweredBy): Promise<ConversationSummary>;
}

export interface ConversationDependencies {
  queries: Pick<QueryStore, 'listConversations' | 'getConversation'>;
  work: Pick<WorkStore, 'setAnsweredBy'>;
}

export function createConversations({ queries, work }: ConversationDependencies): Conversations {
  async function get(access: Access, id: string): Promise<ConversationSummary> {
    const conversation = await queries.getConversation(id as ConversationId);
    if (!conversation || !mayUse(access, conversation.channelId)) throw notFound('conversation');
    return conversation;
  }

  return {
    async list(access, { channelId }, page) {
      requireScope(access, 'read');
      const channelIds = visibleChannels(access, channelId);
      return readPage(page, (request) => queries.listConversations(channelIds ? { channelIds } : {}, request));
    },
    async get(access, id) {
      requireScope(access, 'read');
      return get(access, id);
    },
    async setAnsweredBy(access, id, answeredBy) {
      requireScope(access, 'send');
      const { id: conversationId } = await get(access, id);
      if (!(await work.setAnsweredBy(conversationId, answeredBy))) throw notFound('conversation');
      return get(access, id);
    },
  };
}
