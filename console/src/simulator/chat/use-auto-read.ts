import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect } from 'react';
import { phoneApi } from '../api/requests.ts';
import type { ChatEntry, ChatKey } from '../api/types.ts';
import { hasUnread } from './chat.ts';

/** Between a message's arrival and the person having seen it. */
const GLANCE_MS = 600;

/** Reads what the business wrote soon after it arrived, while the page is in view. */
export function useAutoRead(key: ChatKey, entries: readonly ChatEntry[], isOn: boolean): void {
  const isVisible = useDocumentVisibility() === 'visible';
  const isWanted = isOn && isVisible && hasUnread(entries);
  const { numberId, personId } = key;
  useEffect(() => {
    if (!isWanted) return;
    const timer = setTimeout(() => {
      phoneApi.read({ numberId, personId }).catch((error: unknown) => {
        console.warn('The chat could not be marked as read; it is tried again with the next message.', error);
      });
    }, GLANCE_MS);
    return () => clearTimeout(timer);
  }, [isWanted, numberId, personId]);
}
