import type { ConversationId, MessageId } from '../domain/ids.ts';
import { phoneMatchKey } from '../domain/phone-key.ts';
import type { MessageTrace, MessageView, Page, PageRequest, QueryStore } from '../store/queries.ts';
import { type Access, mayUse, requireScope, visibleChannels } from './access.ts';
import { linkMedia } from './media/links.ts';
import { readPage } from './page.ts';
import { readPhoneNumber } from './phone-number.ts';
import { notFound } from './service-error.ts';

/** What came and went. */
export interface Messages {
  /** Newest first. `contact`: a phone number or another identifier of the person. */
  list(
    access: Access,
    filter: { channelId?: string; conversationId?: string; contact?: string },
    page: PageRequest,
  ): Promise<Page<MessageView>>;
  get(access: Access, id: string): Promise<MessageView>;
  trace(access: Access, id: string): Promise<MessageTrace>;
}

/** `linkTo`: the address of a received file. */
export function createMessages(
  queries: Pick<QueryStore, 'listMessages' | 'getMessage' | 'getTrace'>,
  linkTo: (mediaId: string) => string,
): Messages {
  const linked = (view: MessageView): MessageView => ({ ...view, content: linkMedia(view.content, linkTo) });
  return {
    async list(access, { channelId, conversationId, contact }, page) {
      requireScope(access, 'read');
      const channelIds = visibleChannels(access, channelId);
      const filter = {
        ...(channelIds && { channelIds }),
        // An unknown id simply lists nothing.
        ...(conversationId !== undefined && { conversationId: conversationId as ConversationId }),
        ...(contact !== undefined && { contact: contactKey(contact) }),
      };
      const found = await readPage(page, (request) => queries.listMessages(filter, request));
      return { ...found, items: found.items.map(linked) };
    },
    async get(access, id) {
      requireScope(access, 'read');
      const message = await queries.getMessage(id as MessageId);
      if (!message || !mayUse(access, message.channelId)) throw notFound('message');
      return linked(message);
    },
    async trace(access, id) {
      requireScope(access, 'read');
      const trace = await queries.getTrace(id as MessageId);
      if (!trace || !mayUse(access, trace.message.channelId)) throw notFound('message');
      return { ...trace, message: linked(trace.message) };
    },
  };
}

/** A phone number is compared by its match key, whichever way it is written; everything else as it is. */
function contactKey(contact: string): string {
  const digits = readPhoneNumber(contact);
  return digits === null ? contact : phoneMatchKey(digits);
}
