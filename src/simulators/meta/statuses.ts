import type { Chat, ChatEntry, EntryStatus } from '../kit/chats.ts';
import type { Schedule } from '../kit/schedule.ts';
import type { World } from '../kit/world.ts';
import type { MetaNumber } from './account.ts';
import { titleOf } from './codes.ts';
import type { Outbox } from './outbox.ts';
import { renderContact, renderWebhookError, toSeconds, type VisiblePerson } from './webhook-parts.ts';

/** When statuses come after a message was accepted, in ms; 0 is in the next turn of the event loop. */
export interface StatusTimes {
  sentMs: number;
  deliveredMs: number;
  /** People read by themselves after this time; left out, only when they open the chat. */
  autoReadMs?: number;
}

export type Pricing = { billable: boolean; pricing_model: 'PMP'; type: string; category: string };

/** A message on its way to a person, with what its statuses repeat. */
export interface Underway {
  number: MetaNumber;
  messageId: string;
  addressedBy: 'phone' | 'user_id';
  recipient: VisiblePerson;
  callbackData?: string;
  pricing: Pricing;
  /** The chat it stands in, if the simulator keeps one. */
  shown?: { chat: Chat; entry: ChatEntry };
  /** Reactions are only ever sent. */
  endsWithSent: boolean;
}

/** Why a message will not reach its person. */
export interface Failure {
  code: number;
  details: string;
}

export interface StatusOptions {
  world: World;
  outbox: Outbox;
  schedule: Schedule;
  times: StatusTimes;
}

/** Tells the business by webhook how its messages fare. */
export interface Statuses {
  /** Begins a message's way: sent and delivered, or failed. */
  follow(message: Underway, failure?: Failure): void;
  /** The person has seen these messages. */
  read(entries: readonly ChatEntry[]): void;
}

export function createStatuses({ world, outbox, schedule, times }: StatusOptions): Statuses {
  const unread = new Map<string, Underway>();
  const delivered = new Set<string>();

  const announce = (message: Underway, status: EntryStatus, more: object = {}) => {
    if (message.shown) world.setStatus(message.shown.chat, message.shown.entry, status);
    const contact = status !== 'failed' && renderStatusContact(message, status);
    outbox.send({
      number: message.number,
      field: 'messages',
      chat: message.shown?.chat.personId ?? message.recipient.phone ?? message.recipient.userId ?? '',
      value: {
        ...(contact && { contacts: [contact] }),
        statuses: [{ ...renderStatus(message, status, world.clock.now()), ...more }],
      },
    });
  };

  const deliver = (message: Underway) => {
    if (message.shown?.entry.status === 'read') return;
    if (unread.has(message.messageId)) delivered.add(message.messageId);
    announce(message, 'delivered', { pricing: message.pricing });
    if (times.autoReadMs !== undefined) schedule.after(times.autoReadMs, () => markRead(message.messageId));
  };

  const markRead = (messageId: string) => {
    const message = unread.get(messageId);
    if (!message) return;
    unread.delete(messageId);
    announce(message, 'read', delivered.delete(messageId) ? {} : { pricing: message.pricing });
  };

  return {
    follow(message, failure) {
      if (failure) {
        const errors = [renderWebhookError(failure.code, failure.details)];
        return schedule.after(times.sentMs, () => {
          const { shown } = message;
          const error = { code: String(failure.code), title: titleOf(failure.code) };
          if (shown) world.changeEntry(shown.chat, shown.entry, { error });
          announce(message, 'failed', { errors });
        });
      }
      if (message.shown || times.autoReadMs !== undefined) unread.set(message.messageId, message);
      schedule.after(times.sentMs, () => announce(message, 'sent', { pricing: message.pricing }));
      if (!message.endsWithSent) schedule.after(times.deliveredMs, () => deliver(message));
    },
    read(entries) {
      for (const entry of entries) markRead(entry.id);
    },
  };
}

function renderStatus(message: Underway, status: EntryStatus, atMs: number): object {
  const { recipient, addressedBy, callbackData } = message;
  const hidesUserId = status === 'failed' && addressedBy === 'phone';
  return {
    id: message.messageId,
    status,
    timestamp: toSeconds(atMs),
    ...(recipient.phone && { recipient_id: recipient.phone }),
    ...(recipient.userId && !hidesUserId && { recipient_user_id: recipient.userId }),
    ...(callbackData && { biz_opaque_callback_data: callbackData }),
  };
}

/** Only people the simulator knows have a name to show. */
function renderStatusContact({ recipient }: Underway, status: EntryStatus): object | undefined {
  if (!recipient.name) return undefined;
  return renderContact(recipient, status === 'sent' ? 'without_username' : 'full');
}
