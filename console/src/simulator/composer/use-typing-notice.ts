import { useRef } from 'react';
import { phoneApi } from '../api/requests.ts';
import { useChat } from '../chat/chat-context.ts';

/** It is told at most this often that somebody is writing. */
const EVERY_MS = 4_000;

/** To be called at every key: tells that the person is writing. Never later than the key, or it would outlive the message. */
export function useTypingNotice(): () => void {
  const { chatKey } = useChat();
  const toldAt = useRef(0);
  return () => {
    if (Date.now() - toldAt.current < EVERY_MS) return;
    toldAt.current = Date.now();
    phoneApi.type(chatKey).catch((error: unknown) => {
      console.warn('It could not be told that the person is writing; nothing depends on it.', error);
    });
  };
}
