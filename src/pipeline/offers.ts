import type { Offer } from '../store/work.ts';

/** An offer whose maker keeps room until the step that it goes with is settled. */
export interface OpenOffer<Terms, Work> extends Offer<Terms, Work> {
  /** Exactly once, however the step ended. */
  end(): void;
}

/** Slots (bots, senders) whose work may wait in the store. What comes now queues behind it, so no room is offered there. */
export interface Backlog<Slot extends string> {
  has(slot: Slot): boolean;
  /** There was no room, so work of this slot waits. */
  add(slot: Slot): void;
  /**
   * After a claim that left nothing due but what slots had no room for: whichever had room to spare has nothing waiting, and more may wait of
   * whichever it filled.
   */
  claimed(took: Iterable<Slot>, roomOf: (slot: Slot) => number): void;
}

export function createBacklog<Slot extends string>(): Backlog<Slot> {
  const waiting = new Set<Slot>();
  return {
    has: (slot) => waiting.has(slot),
    add: (slot) => void waiting.add(slot),
    claimed(took, roomOf) {
      const counts = Map.groupBy(took, (slot) => slot);
      for (const slot of counts.keys()) waiting.add(slot);
      for (const slot of waiting) if ((counts.get(slot)?.length ?? 0) < roomOf(slot)) waiting.delete(slot);
    },
  };
}
