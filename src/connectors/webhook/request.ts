import type { Webhook } from 'standardwebhooks';
import type { Turn } from '../../domain/connector.ts';

/** The turn as the bot reads it: the same bytes for every try. */
export function renderBody(turn: Turn): Record<string, unknown> & { reply: Turn['reply'] } {
  const { id, isNew, variables } = turn.session;
  return {
    type: 'messages',
    turn: turn.id,
    reply: turn.reply,
    channel: turn.channel,
    sender: turn.sender,
    contact: turn.contact,
    conversation: { id: turn.conversationId },
    session: { id, isNew, variables },
    messages: turn.messages,
  };
}

/** Standard Webhooks headers; one signature per secret. */
export function signatureHeaders(
  { turnId, body, now }: { turnId: string; body: string; now: number },
  signers: readonly Webhook[],
): Record<string, string> {
  const at = new Date(now);
  return {
    'webhook-id': turnId,
    'webhook-timestamp': String(Math.floor(now / 1000)),
    ...(signers.length > 0 && { 'webhook-signature': signers.map((one) => one.sign(turnId, at, body)).join(' ') }),
  };
}
