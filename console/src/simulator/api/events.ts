import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { withChange, withStatus } from '../chat/chat.ts';
import { chatQuery, clockQuery, peopleQuery, stateQuery, typingQuery } from './queries.ts';
import type { ChatEntry, ChatKey, EntryStatus, SharedClock, Side } from './types.ts';

/** WhatsApp shows an answer being written for at most this long. */
const LONGEST_TYPING_MS = 25_000;

type EntryEvent = ChatKey & { entry: ChatEntry };
type StatusEvent = ChatKey & { id: string; status: EntryStatus };
/** `until`: epoch ms on the shared clock. */
type TypingEvent = ChatKey & { by: Side; until: number };

/** Keeps who is writing, each for their time. */
function createTyping(client: QueryClient) {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  return (key: ChatKey, by: Side, forMs: number) => {
    const { queryKey } = typingQuery(key, by);
    const name = queryKey.join(' ');
    clearTimeout(timers.get(name));
    client.setQueryData(queryKey, forMs > 0);
    if (forMs <= 0) return;
    const stop = () => client.setQueryData(queryKey, false);
    timers.set(name, setTimeout(stop, Math.min(forMs, LONGEST_TYPING_MS)));
  };
}

/** Writes what the simulator tells into the query cache, where the phones read it. Returns its listeners by event name. */
function createListeners(client: QueryClient) {
  const setTyping = createTyping(client);
  const change = (key: ChatKey, how: (entries: readonly ChatEntry[]) => readonly ChatEntry[]) =>
    client.setQueryData(chatQuery(key).queryKey, (chat) => chat && { items: how(chat.items) });
  const askForState = (key: ChatKey) => client.invalidateQueries({ queryKey: stateQuery(key).queryKey });
  return {
    entry: (event: EntryEvent) => {
      setTyping(event, event.entry.direction === 'from_business' ? 'business' : 'person', 0);
      change(event, (entries) => withChange(entries, event.entry));
      return askForState(event);
    },
    status: (event: StatusEvent) => change(event, (entries) => withStatus(entries, event.id, event.status)),
    typing: (event: TypingEvent) => {
      const shiftedMs = client.getQueryData(clockQuery.queryKey)?.shiftedMs ?? 0;
      setTyping(event, event.by, event.until - (Date.now() + shiftedMs));
    },
    clock: (clock: SharedClock) => client.setQueryData(clockQuery.queryKey, clock),
    person: async () => {
      await client.invalidateQueries({ queryKey: peopleQuery.queryKey });
      await client.invalidateQueries({ queryKey: ['phone', 'state'] });
    },
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
