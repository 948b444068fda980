import type { PresenceFacet, PresenceTarget } from '../domain/provider.ts';
import type { ChannelEntry } from '../services/directory.ts';
import type { ClaimedTurn } from '../store/work.ts';
import { deadlineSignal } from './deadline.ts';
import type { PipelineContext } from './parts.ts';

const PRESENCE_TIMEOUT_MS = 5_000;

/** Shows the person that the message was read and an answer is coming. Best effort, beside the turn, never in its way. */
export function announceReceipt(claimed: ClaimedTurn, channel: ChannelEntry, context: PipelineContext): void {
  const newest = claimed.items.at(-1);
  const presence = channel.active?.provider.presence;
  const sender = channel.senders.find(({ id }) => id === claimed.conversation.senderId);
  if (!presence || !sender || !newest?.providerMessageId || !channel.channel.rules.presence) return;
  const target = {
    senderFields: sender.fields,
    senderPhoneNumber: sender.phoneNumber,
    recipient: claimed.conversation.identifiers,
    providerMessageId: newest.providerMessageId,
    typing: true,
  };
  void markRead(target, presence, context);
}

async function markRead(
  target: Omit<PresenceTarget, 'signal'>,
  presence: PresenceFacet,
  context: PipelineContext,
): Promise<void> {
  const deadline = deadlineSignal(context.clock, PRESENCE_TIMEOUT_MS);
  try {
    await presence.markRead({ ...target, signal: deadline.signal });
  } catch (error) {
    context.observer.error('presence', error);
  } finally {
    deadline.cancel();
  }
}
