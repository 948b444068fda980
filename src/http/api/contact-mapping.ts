import type { z } from 'zod';
import type { ContactDetail, ContactView } from '../../store/contacts.ts';
import { renderConversation } from './conversation-mapping.ts';
import type { Senders } from './message-mapping.ts';
import type { contactDetail, contactPage } from './schemas/contact.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

export function renderContactSummary(view: ContactView): z.output<typeof contactPage>['items'][number] {
  return {
    id: view.id,
    channelId: view.channelId,
    name: view.contactName,
    username: view.username,
    identifiers: view.identifiers.map(({ kind, value }) => ({ kind, value })),
    marketingOptedOutAt: isoTimeOrNull(view.marketingOptedOutAt),
    mergedInto: view.mergedInto,
    createdAt: isoTime(view.createdAt),
  };
}

/** `now`: epoch ms by the gateway's clock. */
export function renderContactDetail(
  view: ContactDetail,
  senders: Senders,
  now: number,
): z.output<typeof contactDetail> {
  return {
    ...renderContactSummary(view),
    conversations: view.conversations.map((conversation) => renderConversation(conversation, senders, now)),
    merged: [...view.merged],
  };
}
