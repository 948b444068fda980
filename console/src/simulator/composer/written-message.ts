import type { PersonMessage } from '../api/types.ts';
import type { Draft } from '../chat/chat-context.ts';

/** What a text becomes: a message, one that quotes another, or new words for an earlier one. */
export function writtenMessage(text: string, draft: Draft): PersonMessage {
  switch (draft.mode) {
    case 'new':
      return { type: 'text', text };
    case 'reply':
      return { type: 'text', text, replyTo: draft.messageId };
    case 'edit':
      return { type: 'edit', messageId: draft.messageId, text };
  }
}
