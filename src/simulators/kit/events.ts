import type { ChatEntry, EntryStatus } from './chats.ts';
import type { Person } from './people.ts';

/** What the simulated phones show without being asked. */
export type PhoneEvent =
  | { event: 'entry'; data: { numberId: string; personId: string; entry: ChatEntry } }
  | {
      event: 'status';
      data: { numberId: string; personId: string; id: string; providerMessageId: string; status: EntryStatus };
    }
  /** The business is writing. */
  | { event: 'typing'; data: { numberId: string; personId: string } }
  | { event: 'person'; data: { person: Person } };

type Listener<T> = (value: T) => void;

/** Tells every listener, in the order they came. */
export interface Announcer<T> {
  tell(value: T): void;
  /** Returns the function that ends listening. */
  listen(listener: Listener<T>): () => void;
}

export function createAnnouncer<T>(): Announcer<T> {
  const listeners = new Set<Listener<T>>();
  return {
    tell(value) {
      for (const listener of listeners) listener(value);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
