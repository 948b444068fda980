import { type Chat, type ChatEntry, type Chats, createChats, type EntryChange, type EntryStatus } from './chats.ts';
import { machineClock, type SimulatorClock } from './clock.ts';
import { type Announcer, type ClockReading, createAnnouncer, type PhoneEvent } from './events.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFiles, type Files } from './files.ts';
import { createNumbers, type Numbers } from './numbers.ts';
import { createPeople, type People } from './people.ts';
import { notFound } from './problem.ts';

export interface WorldOptions {
  clock?: SimulatorClock;
  /** 0 to 1, as `Math.random`; a seeded one makes ids and chance repeatable. */
  random?: () => number;
}

/** Everything that simulators of different providers share: people, business numbers, chats, files, faults. */
export interface World {
  readonly clock: SimulatorClock;
  readonly random: () => number;
  readonly people: People;
  readonly numbers: Numbers;
  readonly chats: Chats;
  readonly files: Files;
  readonly faults: Faults;
  readonly events: Announcer<PhoneEvent>;
  /** Puts a message into a chat and tells the phones. */
  addEntry(chat: Chat, entry: ChatEntry): void;
  /** Changes a message that stands in a chat and tells the phones. */
  changeEntry(chat: Chat, entry: ChatEntry, change: EntryChange): void;
  /** Moves a message's status on, never back, and tells the phones. */
  setStatus(chat: Chat, entry: ChatEntry, status: EntryStatus): void;
  /** Throws a 404 problem where the clock cannot be turned. */
  readClock(): ClockReading;
  /** Turns the clock forward and tells the phones. Throws a 404 problem where it cannot be turned. */
  advanceClock(ms: number): ClockReading;
}

const RANK: Record<EntryStatus, number> = { accepted: 0, sent: 1, delivered: 2, read: 3, failed: 4 };

export function createWorld(options: WorldOptions = {}): World {
  const random = options.random ?? Math.random;
  const clock = options.clock ?? machineClock();
  const events = createAnnouncer<PhoneEvent>();
  const numbers = createNumbers();
  let shiftedMs = clock.shiftedMs?.() ?? 0;

  const shiftClock = (ms: number): ClockReading => {
    if (!clock.shift) throw notFound('A clock that can be turned');
    if (ms > 0) clock.shift(ms);
    shiftedMs += ms;
    return { now: clock.now(), shiftedMs };
  };

  const tellEntry = ({ numberId, personId }: Chat, entry: ChatEntry) =>
    events.tell({ event: 'entry', data: { numberId, personId, entry } });

  return {
    clock,
    random,
    people: createPeople(random),
    numbers,
    chats: createChats((numberId) => numbers.find(numberId)?.phoneNumber ?? numberId),
    files: createFiles(),
    faults: createFaults(),
    events,
    addEntry(chat, entry) {
      chat.add(entry);
      tellEntry(chat, entry);
    },
    changeEntry(chat, entry, change) {
      Object.assign(entry, change);
      tellEntry(chat, entry);
    },
    setStatus({ numberId, personId }, entry, status) {
      if (RANK[status] <= RANK[entry.status]) return;
      entry.status = status;
      const { id, providerMessageId } = entry;
      events.tell({ event: 'status', data: { numberId, personId, id, providerMessageId, status } });
    },
    readClock: () => shiftClock(0),
    advanceClock(ms) {
      const reading = shiftClock(ms);
      events.tell({ event: 'clock', data: reading });
      return reading;
    },
  };
}
