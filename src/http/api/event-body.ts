import type { MessageId } from '../../domain/ids.ts';
import { linkMedia } from '../../services/media/links.ts';
import { eventId, type LoggedEvent } from '../../store/events.ts';
import type { DeadLetterView, QueryStore } from '../../store/queries.ts';
import { renderMessage, type Senders } from './message-mapping.ts';
import { isoTime } from './time.ts';

interface BodyParts {
  queries: Pick<QueryStore, 'getMessage' | 'getDeadLetter'>;
  senders: Senders;
  /** The address of a received file. */
  linkTo: (mediaId: string) => string;
}

/** An event as clients get it, by stream or webhook: what happened, and what it is about as it is now. */
export function eventBodies({
  queries,
  senders,
  linkTo,
}: BodyParts): (event: LoggedEvent) => Promise<Record<string, unknown>> {
  async function subjectOf({ type, subject }: LoggedEvent): Promise<Record<string, unknown>> {
    if (type.startsWith('message.')) {
      const found = await queries.getMessage(subject as MessageId); // Logged for one.
      const linked = found && { ...found, content: linkMedia(found.content, linkTo) };
      return { messageId: subject, ...(linked && { message: renderMessage(linked, senders) }) };
    }
    if (type === 'dead_letter.created') return deadLetterOf(subject, await queries.getDeadLetter(subject));
    return { subject };
  }

  return async (event) => ({
    id: eventId(event),
    type: event.type,
    at: isoTime(event.at),
    channelId: event.channelId,
    ...(event.conversationId !== null && { conversationId: event.conversationId }),
    data: { ...event.detail, ...(await subjectOf(event)) },
  });
}

function deadLetterOf(id: string, letter: DeadLetterView | null): Record<string, unknown> {
  return {
    deadLetterId: id,
    ...(letter && { reason: letter.reason, message: letter.message, messageId: letter.messageId }),
  };
}
