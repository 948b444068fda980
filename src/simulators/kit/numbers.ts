import type { ChatEntry } from './chats.ts';
import type { MediaFile } from './media.ts';
import type { Person } from './people.ts';
import { notFound } from './problem.ts';

/** What a person did in a chat, with what it refers to already found. */
export type PersonAct =
  | { kind: 'text'; text: string }
  | { kind: 'button'; button: { id: string; title: string }; of: ChatEntry }
  | { kind: 'list'; row: { id: string; title: string; description?: string }; of: ChatEntry }
  | { kind: 'image'; file: MediaFile; caption?: string };

/** What a provider's simulator does for its numbers when a person acts. */
export interface NumberDriver {
  /** A message id in the provider's form. */
  nextMessageId(person: Person): string;
  /** The act is in the chat as `entry`: tell the business. */
  personActed(person: Person, entry: ChatEntry, act: PersonAct): void;
  /** The person has opened the chat and seen these messages of the business: tell it. */
  personRead(person: Person, entries: readonly ChatEntry[]): void;
}

/** A business number that simulated people can write to. */
export interface BusinessNumber {
  /** The provider's own id of it, unique over all simulators. */
  readonly id: string;
  readonly provider: string;
  readonly displayName: string;
  /** Digits only. */
  readonly phoneNumber: string;
  readonly driver: NumberDriver;
}

export interface Numbers {
  /** Adds a number, or replaces the one with its id. */
  add(number: BusinessNumber): void;
  /** Throws a 404 problem if there is none of that id. */
  require(id: string): BusinessNumber;
  list(): BusinessNumber[];
}

export function createNumbers(): Numbers {
  const numbers = new Map<string, BusinessNumber>();
  return {
    add: (number) => void numbers.set(number.id, number),
    require(id) {
      const number = numbers.get(id);
      if (!number) throw notFound(`Number ${id}`);
      return number;
    },
    list: () => [...numbers.values()],
  };
}
