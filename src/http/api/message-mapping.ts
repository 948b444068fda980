import type { z } from 'zod';
import type { SendFailure } from '../../domain/failure.ts';
import type { Identifier } from '../../domain/identity.ts';
import type { SenderId } from '../../domain/ids.ts';
import type { Directory } from '../../services/directory.ts';
import type { MessageTrace, MessageView } from '../../store/queries.ts';
import type { contact, failure, message, senderReference } from './schemas/message.ts';
import { type MessageContentBody, messageContent } from './schemas/message-content.ts';
import type { messageTrace } from './schemas/trace.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

/** Finds the phone number of a sender that is still on its channel. */
export type Senders = Pick<Directory, 'sender'>;

export function renderMessage(view: MessageView, senders: Senders): z.output<typeof message> {
  return {
    id: view.id,
    channelId: view.channelId,
    conversationId: view.conversationId,
    direction: view.direction,
    author: view.author,
    duty: view.duty,
    status: view.status,
    content: renderContent(view.content),
    providerMessageId: view.providerMessageId,
    failure: view.failure && renderFailure(view.failure),
    contact: renderContact(view.contactId, view),
    ...(view.participant && { participant: view.participant }),
    sender: renderSender(view.senderId, senders),
    at: isoTime(view.at),
    receivedAt: isoTime(view.receivedAt),
    replyTo: view.replyTo,
    editedAt: isoTimeOrNull(view.editedAt),
    revokedAt: isoTimeOrNull(view.revokedAt),
  };
}

export function renderContact(
  id: string,
  person: { identifiers: readonly Identifier[]; contactName: string | null },
): z.output<typeof contact> {
  const value = (kind: Identifier['kind']) => person.identifiers.find((identifier) => identifier.kind === kind)?.value;
  const phoneNumber = value('phone');
  const userId = value('user_id');
  const groupId = value('group');
  return {
    id,
    ...(phoneNumber && { phoneNumber }),
    ...(userId && { userId }),
    ...(groupId && { groupId }),
    ...(person.contactName && { name: person.contactName }),
  };
}

export function renderSender(id: SenderId, senders: Senders): z.output<typeof senderReference> {
  return { id, phoneNumber: senders.sender(id)?.sender.phoneNumber ?? null };
}

export function renderTrace(trace: MessageTrace, senders: Senders): z.output<typeof messageTrace> {
  return {
    message: renderMessage(trace.message, senders),
    entries: trace.entries.map(({ messageId: _, at, ...entry }) => ({ ...entry, at: isoTime(at) })),
    attempts: trace.attempts.map((attempt) => ({
      ...attempt,
      startedAt: isoTime(attempt.startedAt),
      endedAt: isoTimeOrNull(attempt.endedAt),
      failure: attempt.failure && renderFailure(attempt.failure),
    })),
    statuses: trace.statuses.map(({ status, at, detail }) => ({ status, at: isoTime(at), detail })),
    raw: trace.raw,
    related: [...trace.related],
  };
}

function renderFailure({ kind, message, code }: SendFailure): z.output<typeof failure> {
  return { kind, message, ...(code !== undefined && { code }) };
}

/** Stored content that no longer fits the description is shown as it is, under `unsupported`, rather than failing a whole list. */
function renderContent(content: MessageView['content']): MessageContentBody {
  const read = messageContent.safeParse(content);
  if (read.success) return read.data;
  const reason = 'The stored content does not match its type.';
  return { type: 'unsupported', kind: content.type, reason, provider: { ...content } };
}
