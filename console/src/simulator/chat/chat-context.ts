import { createContext, useContext } from 'react';
import type { ChatEntry, ChatKey, MediaKind, PersonMessage } from '../api/types.ts';
import type { OpenSheet } from '../sheets/open-sheet.ts';

/** A file that has yet to be given to the simulator. */
export interface FileMessage {
  type: MediaKind;
  file: File;
  caption?: string;
  replyTo?: string;
}

export type Outgoing = PersonMessage | FileMessage;

/** What the next text is: a message, an answer that quotes another, or new words for one that was sent. */
export type Draft =
  | { mode: 'new' }
  | { mode: 'reply'; messageId: string }
  /** `text`: its words so far. */
  | { mode: 'edit'; messageId: string; text: string };

/** What every part of a chat needs. */
export interface ChatParts {
  chatKey: ChatKey;
  names: { person: string; business: string };
  entries: readonly ChatEntry[];
  /** Entry whose trace is shown; null: the latest. */
  selected: string | null;
  select(entryId: string): void;
  /** Whether the number's provider has this message type or feature. */
  can(feature: string): boolean;
  /** What goes wrong is shown in the chat. */
  write(message: Outgoing): void;
  open(sheet: OpenSheet): void;
  draft: Draft;
  setDraft(draft: Draft): void;
}

export const ChatContext = createContext<ChatParts | null>(null);

/** Only inside a chat. */
export function useChat(): ChatParts {
  const parts = useContext(ChatContext);
  if (!parts) throw new Error('useChat is called outside of a chat');
  return parts;
}
