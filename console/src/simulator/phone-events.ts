import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ChatEntry, ChatKey, EntryStatus } from './api.ts';
import { withEntry, withStatus } from './chat.ts';
import { chatQuery, peopleQuery, typingQuery } from './queries.ts';

/** WhatsApp shows an answer being written for at most this long. */
const TYPING_MS = 25_000;

type EntryEvent = ChatKey & { entry: ChatEntry };
type StatusEvent = ChatKey & { id: string; status: EntryStatus };

/** Writes what the simulator tells into the query cache, where the phones read it. Returns its listeners by event name. */
function createListeners(client: QueryClient) {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const setTyping = (key: ChatKey, isTyping: boolean) => {
    const { queryKey } = typingQuery(key);
    const name = queryKey.join(' ');
    clearTimeout(timers.get(name));
    client.setQueryData(queryKey, isTyping);
    if (isTyping)
      timers.set(
        name,
        setTimeout(() => client.setQueryData(queryKey, false), TYPING_MS),
      );
  };
  const change = (key: ChatKey, how: (entries: readonly ChatEntry[]) => readonly ChatEntry[]) =>
    client.setQueryData(chatQuery(key).queryKey, (chat) => chat && { items: how(chat.items) });
  return {
    entry: (event: EntryEvent) => {
      if (event.entry.direction === 'from_business') setTyping(event, false);
      change(event, (entries) => withEntry(entries, event.entry));
    },
    status: (event: StatusEvent) => change(event, (entries) => withStatus(entries, event.id, event.status)),
    typing: (event: ChatKey) => setTyping(event, true),
    person: () => client.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  };
}

/** Follows the simulator's events while the page is open. Says whether they arrive; if not, the phones ask for themselves. */
export function usePhoneEvents(): boolean {
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const source = new EventSource('/simulator/api/events');
    source.onopen = () => {
      setOpen(true);
      // What happened while nobody listened.
      void client.invalidateQueries({ queryKey: ['phone'] });
    };
    source.onerror = () => setOpen(false);
    for (const [name, listener] of Object.entries(createListeners(client))) {
      // The simulator comes out of the same checkout: what it says has the listener's shape.
      source.addEventListener(
        name,
        (event) => void listener(JSON.parse((event as MessageEvent<string>).data) as never),
      );
    }
    return () => source.close();
  }, [client]);
  return isOpen;
}
