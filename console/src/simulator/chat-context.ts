import { createContext, useContext } from 'react';
import type { ChatEntry, PersonMessage } from './api.ts';

/** What every part of a chat needs. */
export interface ChatParts {
  names: { person: string; business: string };
  entries: readonly ChatEntry[];
  /** Entry whose trace is shown; null: the latest. */
  selected: string | null;
  select(entryId: string): void;
  write(message: PersonMessage): void;
  /** Shows the choices of a list message. */
  openList(entryId: string): void;
}

export const ChatContext = createContext<ChatParts | null>(null);

/** Only inside a chat. */
export function useChat(): ChatParts {
  const parts = useContext(ChatContext);
  if (!parts) throw new Error('useChat is called outside of a chat');
  return parts;
}
