import type { InboundContent, OutboundContent } from '../domain/content.ts';

/**
 * A received reaction with our id of its target (`messageId`). Without one, because the target is not stored here, the provider's id stands
 * as `providerMessageId`, so that nobody takes it for ours. Other content as it is.
 */
export function nameTarget<Content extends InboundContent | OutboundContent>(
  content: Content,
  target: string | null,
): Content | InboundContent {
  if (content.type !== 'reaction') return content;
  const { messageId, providerMessageId = messageId, emoji } = content;
  if (target !== null) return { type: 'reaction', messageId: target, emoji };
  return { type: 'reaction', ...(providerMessageId !== undefined && { providerMessageId }), emoji };
}

/** Provider's id of the message that a received reaction is about. */
export function targetOf(content: InboundContent | OutboundContent): string | null {
  return content.type === 'reaction' ? (content.messageId ?? null) : null;
}
