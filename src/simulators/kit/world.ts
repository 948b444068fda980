import { type Chat, type ChatEntry, type Chats, createChats, type EntryStatus } from './chats.ts';
import { machineClock, type SimulatorClock } from './clock.ts';
import { type Announcer, createAnnouncer, type PhoneEvent } from './events.ts';
import { createFaults, type Faults } from './faults.ts';
import { createNumbers, type Numbers } from './numbers.ts';
import { createPeople, type People } from './people.ts';

export interface WorldOptions {
  clock?: SimulatorClock;
  /** 0 to 1, as `Math.random`; a seeded one makes ids and chance repeatable. */
  random?: () => number;
}

/** Everything that simulators of different providers share: people, business numbers, chats, faults. */
export interface World {
  readonly clock: SimulatorClock;
  readonly random: () => number;
  readonly people: People;
  readonly numbers: Numbers;
  readonly chats: Chats;
  readonly faults: Faults;
  readonly events: Announcer<PhoneEvent>;
  /** Puts a message into a chat and tells the phones. */
  addEntry(chat: Chat, entry: ChatEntry): void;
  /** Moves a message's status on, never back, and tells the phones. */
  setStatus(chat: Chat, entry: ChatEntry, status: EntryStatus): void;
}

const RANK: Record<EntryStatus, number> = { accepted: 0, sent: 1, delivered: 2, read: 3, failed: 4 };

export function createWorld(options: WorldOptions = {}): World {
  const random = options.random ?? Math.random;
  const events = createAnnouncer<PhoneEvent>();
  return {
    clock: options.clock ?? machineClock(),
    random,
    people: createPeople(random),
    numbers: createNumbers(),
    chats: createChats(),
    faults: createFaults(),
    events,
    addEntry(chat, entry) {
      const { numberId, personId } = chat;
      chat.add(entry);
      events.tell({ event: 'entry', data: { numberId, personId, entry } });
    },
    setStatus({ numberId, personId }, entry, status) {
      if (RANK[status] <= RANK[entry.status]) return;
      entry.status = status;
      const { id, providerMessageId } = entry;
      events.tell({ event: 'status', data: { numberId, personId, id, providerMessageId, status } });
    },
  };
}
