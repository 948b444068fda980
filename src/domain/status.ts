import type { MessageStatus } from './message.ts';

/**
 * What a provider reports about a message of ours. `accepted`: it waits at the provider, which a receipt tells too; worth reporting where an
 * echo comes with it, because that ends doubt.
 */
export type DeliveryStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

const RANK: Readonly<Record<MessageStatus, number>> = {
  received: 0,
  answered: 0,
  ignored: 0,
  queued: 1,
  sending: 2,
  in_doubt: 3,
  accepted: 4,
  sent: 5,
  failed: 6,
  delivered: 7,
  read: 8,
};

/**
 * The better of what we know and what was just reported: statuses never move backwards, and `failed` replaces everything up to `sent`
 * but not a delivery that already happened.
 */
export function mergeStatus(current: MessageStatus, reported: MessageStatus): MessageStatus {
  return RANK[reported] > RANK[current] ? reported : current;
}
