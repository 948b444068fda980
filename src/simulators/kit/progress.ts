import type { OrderedFailure } from './answer-fault.ts';
import type { Chat, ChatEntry } from './chats.ts';
import type { Schedule } from './schedule.ts';
import type { World } from './world.ts';

/** When statuses come after a message was accepted, in ms; 0 is in the next turn of the event loop. */
export interface StatusTimes {
  sentMs: number;
  deliveredMs: number;
  /** People read by themselves after this time; left out, only when they open the chat. */
  autoReadMs?: number;
}

export type ProgressStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** A message on its way to a person. */
export interface Travelling {
  readonly messageId: string;
  /** The chat it stands in, if the simulator keeps one. */
  readonly shown?: { chat: Chat; entry: ChatEntry };
}

export interface ProgressOptions<Message extends Travelling> {
  world: World;
  schedule: Schedule;
  times: StatusTimes;
  /** Tells the business by webhook; `failure` with `failed` only. The chat shows the status already. */
  tell(message: Message, status: ProgressStatus, failure?: OrderedFailure): void;
}

/** How messages of the business fare on their way to people: sent, delivered, read, or failed. */
export interface Progress<Message extends Travelling> {
  /** Begins a message's way; with a failure, it ends there. */
  follow(message: Message, failure?: OrderedFailure): void;
  /** The person has seen these messages. */
  read(entries: readonly ChatEntry[]): void;
}

export function createProgress<Message extends Travelling>(options: ProgressOptions<Message>): Progress<Message> {
  const { world, schedule, times } = options;
  const unread = new Map<string, Message>();

  const announce = (message: Message, status: ProgressStatus, failure?: OrderedFailure) => {
    const { shown } = message;
    if (shown && failure) {
      world.changeEntry(shown.chat, shown.entry, { error: { code: String(failure.code), title: failure.details } });
    }
    if (shown) world.setStatus(shown.chat, shown.entry, status);
    options.tell(message, status, failure);
  };

  const markRead = (messageId: string) => {
    const message = unread.get(messageId);
    if (!message) return;
    unread.delete(messageId);
    announce(message, 'read');
  };

  const deliver = (message: Message) => {
    // Whoever has the chat open reads before the delivery is told.
    if (message.shown?.entry.status === 'read') return;
    announce(message, 'delivered');
    if (times.autoReadMs !== undefined) schedule.after(times.autoReadMs, () => markRead(message.messageId));
  };

  return {
    follow(message, failure) {
      if (failure) return schedule.after(times.sentMs, () => announce(message, 'failed', failure));
      unread.set(message.messageId, message);
      schedule.after(times.sentMs, () => announce(message, 'sent'));
      schedule.after(times.deliveredMs, () => deliver(message));
    },
    read(entries) {
      for (const entry of entries) markRead(entry.id);
    },
  };
}
