/** What a phone shows of a message, whatever the provider's own shape. */
export interface DisplayContent {
  text?: string;
  header?: string;
  footer?: string;
  /** http(s) address, or a data URL of a picture kept in the simulator. */
  mediaUrl?: string;
  mimeType?: string;
  fileName?: string;
  /** A button that opens a page. */
  link?: { label: string; url: string };
  /** Reply buttons. */
  buttons?: { id: string; title: string }[];
  list?: DisplayList;
  location?: { latitude: number; longitude: number; name?: string; address?: string };
}

interface DisplayList {
  button: string;
  sections: { title?: string; rows: { id: string; title: string; description?: string }[] }[];
}

export type EntryStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

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
  readonly content: DisplayContent;
  /** Of a person's message: `sent`, `delivered` when the business acknowledged it, `read`. */
  status: EntryStatus;
  /** Why it failed, in the provider's words. */
  error?: { code: string; title: string };
  /** Id of the message that this one answers. */
  readonly replyTo?: string;
}

/** The messages between one business number and one person. */
export interface Chat {
  readonly numberId: string;
  readonly personId: string;
  /** Oldest first. */
  readonly entries: readonly ChatEntry[];
  /** When the person last wrote, epoch ms: what the customer service window counts from. */
  readonly personWroteAt: number | undefined;
  /** When the business last wrote to the person's phone number, epoch ms. */
  businessWroteToPhoneAt?: number;
  add(entry: ChatEntry): void;
  get(entryId: string): ChatEntry | undefined;
}

export interface Chats {
  /** The chat of a number and a person, begun if there was none. */
  open(numberId: string, personId: string): Chat;
  /** The number's chat that holds the message, if any does. */
  withEntry(numberId: string, entryId: string): Chat | undefined;
}

export function createChats(): Chats {
  const chats = new Map<string, Chat>();
  return {
    open(numberId, personId) {
      const key = `${numberId} ${personId}`;
      const chat = chats.get(key) ?? createChat(numberId, personId);
      chats.set(key, chat);
      return chat;
    },
    withEntry: (numberId, entryId) =>
      [...chats.values()].find((chat) => chat.numberId === numberId && chat.get(entryId) !== undefined),
  };
}

function createChat(numberId: string, personId: string): Chat {
  const entries: ChatEntry[] = [];
  const byId = new Map<string, ChatEntry>();
  let personWroteAt: number | undefined;

  return {
    numberId,
    personId,
    entries,
    get personWroteAt() {
      return personWroteAt;
    },
    add(entry) {
      entries.push(entry);
      byId.set(entry.id, entry);
      if (entry.direction === 'from_person') personWroteAt = entry.at;
    },
    get: (entryId) => byId.get(entryId),
  };
}
