import type { ChatEntry, EntryStatus } from './chats.ts';
import type { Person } from './people.ts';

/** What the simulated phones show without being asked. */
export type PhoneEvent =
  /** A new message, or one that was edited, revoked or reacted to. */
  | { event: 'entry'; data: { numberId: string; personId: string; entry: ChatEntry } }
  | {
      event: 'status';
      data: { numberId: string; personId: string; id: string; providerMessageId: string; status: EntryStatus };
    }
  /** Somebody is writing; `until` is epoch ms. */
  | { event: 'typing'; data: { numberId: string; personId: string; by: 'business' | 'person'; until: number } }
  | { event: 'person'; data: { person: Person } }
  /** The shared clock was turned. */
  | { event: 'clock'; data: ClockReading };

export interface ClockReading {
  /** Epoch ms. */
  now: number;
  /** How far the clock was turned in all. */
  shiftedMs: number;
}

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
