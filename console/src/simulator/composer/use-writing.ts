import { type RefObject, useEffect, useRef, useState } from 'react';
import { type Draft, type Outgoing, useChat } from '../chat/chat-context.ts';
import { writtenMessage } from './written-message.ts';

const NEW: Draft = { mode: 'new' };

export interface Writing {
  text: string;
  setText(text: string): void;
  /** Where the text is written. */
  field: RefObject<HTMLTextAreaElement | null>;
  draft: Draft;
  /** Forgets what is answered or edited. */
  stop(): void;
  send(): Promise<void>;
}

/** The text under way. `onWrite` rejects if it did not leave; it then comes back. */
export function useWriting(onWrite: (message: Outgoing) => Promise<unknown>): Writing {
  const { draft, setDraft } = useChat();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');

  useEffect(() => {
    if (draft.mode !== 'new') field.current?.focus();
    if (draft.mode === 'edit') setText(draft.text);
  }, [draft]);

  return {
    text,
    setText,
    field,
    draft,
    stop() {
      if (draft.mode === 'edit') setText('');
      setDraft(NEW);
    },
    async send() {
      const said = text.trim();
      if (said === '') return;
      setText('');
      setDraft(NEW);
      // The chat tells what went wrong.
      await onWrite(writtenMessage(said, draft)).catch(() => setText((since) => since || said));
    },
  };
}
