import type { AttemptId } from '../domain/ids.ts';
import type { OutboundMessage } from '../domain/provider.ts';
import type { SendCase } from './send-case.ts';

/** The claimed message as the adapter gets it. */
export function toOutbound(
  { work, channel, connection, template }: SendCase,
  attemptId: AttemptId,
  signal: AbortSignal,
): OutboundMessage {
  const sender = channel.senders.find(({ id }) => id === work.conversation.senderId);
  const target = work.replyTo?.providerMessageId ?? null;
  const isReaction = work.content.type === 'reaction';
  return {
    attemptId,
    messageId: work.messageId,
    senderPhoneNumber: sender?.phoneNumber ?? '',
    senderFields: sender?.fields ?? {},
    recipient: work.conversation.identifiers,
    content: work.content,
    ...(template && { template }),
    ...(target !== null && (isReaction ? { targetProviderId: target } : { replyToProviderId: target })),
    callbackUrl: connection.callbackUrl,
    signal,
  };
}
