import type { ProviderMessageId } from '../domain/ids.ts';
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
  void markRead(newest.providerMessageId, { presence, senderFields: sender.fields, context });
}

async function markRead(
  providerMessageId: ProviderMessageId,
  {
    presence,
    senderFields,
    context,
  }: {
    presence: NonNullable<NonNullable<ChannelEntry['active']>['provider']['presence']>;
    senderFields: Readonly<Record<string, string>>;
    context: PipelineContext;
  },
): Promise<void> {
  const deadline = deadlineSignal(context.clock, PRESENCE_TIMEOUT_MS);
  try {
    await presence.markRead({ senderFields, providerMessageId, typing: true, signal: deadline.signal });
  } catch (error) {
    context.observer.error('presence', error);
  } finally {
    deadline.cancel();
  }
}
