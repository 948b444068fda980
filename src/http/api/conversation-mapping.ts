import type { z } from 'zod';
import { isWindowOpen } from '../../domain/window.ts';
import type { ConversationSummary } from '../../store/queries.ts';
import { renderContact, renderMessage, renderSender, type Senders } from './message-mapping.ts';
import type { conversation } from './schemas/conversation.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

/** `now`: epoch ms by the gateway's clock; a browser's own may differ. */
export function renderConversation(
  summary: ConversationSummary,
  senders: Senders,
  now: number,
): z.output<typeof conversation> {
  return {
    id: summary.id,
    channelId: summary.channelId,
    sender: renderSender(summary.senderId, senders),
    contact: renderContact(summary.contactId, summary),
    answeredBy: summary.answeredBy,
    windowUntil: isoTimeOrNull(summary.windowUntil),
    windowOpen: isWindowOpen(summary.windowUntil, now),
    mergedInto: summary.mergedInto,
    lastMessageAt: isoTimeOrNull(summary.lastMessageAt),
    lastMessage: summary.lastMessage && renderMessage(summary.lastMessage, senders),
    waiting: summary.waiting.map(({ dueAt, ...work }) => ({ ...work, dueAt: isoTime(dueAt) })),
  };
}
