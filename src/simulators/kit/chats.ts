import type { DisplayContent } from './display-content.ts';

export type EntryStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

export interface Reaction {
  by: 'person' | 'business';
  emoji: string;
}

/** One message in a chat, seen from outside the two parties. */
export interface ChatEntry {
  /** The provider's message id as well: ids are unique within a chat either way. */
  readonly id: string;
  readonly providerMessageId: string;
  readonly direction: 'from_person' | 'from_business';
  /** Epoch ms. */
  readonly at: number;
  /** The provider's word for the kind of message: `text`, `image`, `button`, `list`, … */
  readonly kind: string;
  /** Empty once the message is revoked. */
  content: DisplayContent;
  /** Of a person's message: `sent`, `delivered` when the business acknowledged it, `read`. */
  status: EntryStatus;
  /** Why it failed, in the provider's words. */
  error?: { code: string; title: string };
  /** Id of the message that this one answers. */
  readonly replyTo?: string;
  /** Epoch ms of the last edit. */
  editedAt?: number;
  /** Epoch ms; the author took the message back. */
  revokedAt?: number;
  /** At most one a side. */
  reactions?: Reaction[];
  /** Written on the business's own phone, beside the API. */
  readonly author?: 'app';
  /** Of a template: `marketing`, `utility` or `authentication`. */
  readonly category?: string;
}

/** What of an entry may change after it was written, apart from its status. */
export type EntryChange = Partial<Pick<ChatEntry, 'content' | 'editedAt' | 'revokedAt' | 'reactions' | 'error'>>;

/** The messages between one business number and one person. */
export interface Chat {
  readonly numberId: string;
  readonly personId: string;
  /** Oldest first. */
  readonly entries: readonly ChatEntry[];
  /**
   * When the person last wrote, tapped or reacted, epoch ms: what the customer service window counts from. WhatsApp counts for the phone
   * number, whoever carries its messages: setting it sets it in the number's chats at every provider.
   */
  personWroteAt: number | undefined;
  /** When the business last wrote to the person's phone number, epoch ms. */
  businessWroteToPhoneAt?: number;
  /** Until when the business is shown as typing, epoch ms. */
  typingUntil?: number;
  /** The business blocks the person. */
  isBlocked: boolean;
  /** The person wants no marketing from the business. */
  optedOut: boolean;
  add(entry: ChatEntry): void;
  get(entryId: string): ChatEntry | undefined;
}

export interface Chats {
  /** The chat of a number and a person, begun if there was none. */
  open(numberId: string, personId: string): Chat;
  /** The number's chat that holds the message, if any does. */
  withEntry(numberId: string, entryId: string): Chat | undefined;
  /** The person's chats in which something was written. */
  begunBy(personId: string): Chat[];
  /** The number's chats, also empty ones. */
  ofNumber(numberId: string): Chat[];
}

/** `phoneOf`: the phone number that a number's id stands for. */
export function createChats(phoneOf: (numberId: string) => string): Chats {
  const chats = new Map<string, Chat>();
  const windows = createWindows();
  return {
    open(numberId, personId) {
      const key = `${numberId} ${personId}`;
      const chat = chats.get(key) ?? createChat(numberId, personId, windows.of(phoneOf(numberId), personId));
      chats.set(key, chat);
      return chat;
    },
    withEntry: (numberId, entryId) =>
      [...chats.values()].find((chat) => chat.numberId === numberId && chat.get(entryId) !== undefined),
    begunBy: (personId) => [...chats.values()].filter((chat) => chat.personId === personId && chat.entries.length > 0),
    ofNumber: (numberId) => [...chats.values()].filter((chat) => chat.numberId === numberId),
  };
}

/** What the chats of a person with one phone number have in common. */
interface Window {
  wroteAt: number | undefined;
}

function createWindows(): { of(phoneNumber: string, personId: string): Window } {
  const windows = new Map<string, Window>();
  return {
    of(phoneNumber, personId) {
      const key = `${phoneNumber} ${personId}`;
      const window = windows.get(key) ?? { wroteAt: undefined };
      windows.set(key, window);
      return window;
    },
  };
}

function createChat(numberId: string, personId: string, window: Window): Chat {
  const entries: ChatEntry[] = [];
  const byId = new Map<string, ChatEntry>();

  return {
    numberId,
    personId,
    entries,
    get personWroteAt() {
      return window.wroteAt;
    },
    set personWroteAt(at) {
      window.wroteAt = at;
    },
    isBlocked: false,
    optedOut: false,
    add(entry) {
      entries.push(entry);
      byId.set(entry.id, entry);
      if (entry.direction === 'from_person') this.personWroteAt = entry.at;
      else delete this.typingUntil;
    },
    get: (entryId) => byId.get(entryId),
  };
}
