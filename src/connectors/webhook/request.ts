import type { Turn } from '../../domain/connector.ts';
import type { Signer } from './sign.ts';

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
  { turnId: id, body, now }: { turnId: string; body: string; now: number },
  signers: readonly Signer[],
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = signers.map((sign) => sign({ id, timestamp, body })).join(' ');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    ...(signature !== '' && { 'webhook-signature': signature }),
  };
}
