import { useThrottledCallback } from '@mantine/hooks';
import { phoneApi } from '../api/requests.ts';
import { useChat } from '../chat/chat-context.ts';

/** WhatsApp tells at most this often that somebody is writing. */
const EVERY_MS = 4_000;

/** To be called at every key: tells that the person is writing. */
export function useTypingNotice(): () => void {
  const { chatKey } = useChat();
  return useThrottledCallback(() => {
    phoneApi.type(chatKey).catch((error: unknown) => {
      console.warn('It could not be told that the person is writing; nothing depends on it.', error);
    });
  }, EVERY_MS);
}
