import type { Chat, ChatEntry } from './chats.ts';
import type { DisplayButton, DisplayLocation, PaymentStatus } from './display-content.ts';
import type { MediaFile } from './media.ts';
import type { Person } from './people.ts';
import { notFound } from './problem.ts';

export type PersonMediaKind = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';

export interface SharedContact {
  name: string;
  phones: string[];
  emails?: string[] | undefined;
  organization?: string | undefined;
}

interface PersonOrder {
  catalogId?: string | undefined;
  items: { productId: string; quantity: number; price: number; currency: string }[];
  text?: string | undefined;
}

/** What a person did in a chat, with what it refers to already found; `of` is the message that was tapped or answered. */
export type PersonAct =
  | { kind: 'text'; text: string }
  /** The text comes from an ad; `referral` in the provider's words, or its own invented one. */
  | { kind: 'referral'; text: string; referral?: Record<string, unknown> }
  | { kind: 'button'; button: DisplayButton; of: ChatEntry }
  | { kind: 'list'; row: { id: string; title: string; description?: string }; of: ChatEntry }
  | { kind: 'media'; media: PersonMediaKind; file: MediaFile; caption?: string }
  | { kind: 'location'; location: DisplayLocation; of?: ChatEntry }
  | { kind: 'contacts'; contacts: SharedContact[] }
  | { kind: 'order'; order: PersonOrder }
  | { kind: 'flow_reply'; data: Record<string, unknown>; of: ChatEntry }
  /** The person pays for an order that the business sent, or tries to. */
  | { kind: 'payment'; status: PaymentStatus; of: ChatEntry }
  /** Something that the provider cannot hand on, such as a poll. */
  | { kind: 'unsupported'; what: string };

/** What a person did to a message that stands in the chat. */
export type PersonChange =
  | { kind: 'reaction'; emoji: string; of: ChatEntry }
  | { kind: 'edit'; text: string; of: ChatEntry }
  | { kind: 'revoke'; of: ChatEntry };

/** What a provider's simulator does for its numbers when a person acts. Optional members: what not every provider has. */
export interface NumberDriver {
  /** A message id in the provider's form. */
  nextMessageId(person: Person): string;
  /** The act is in the chat as `entry`: tell the business. */
  personActed(person: Person, entry: ChatEntry, act: PersonAct): void;
  /** The person has opened the chat and seen these messages of the business: tell it. */
  personRead(person: Person, entries: readonly ChatEntry[]): void;
  /** The change is made in the chat: tell the business. */
  personChanged?(person: Person, change: PersonChange): void;
  /** Phone number or user id of someone who has a chat with the number have changed. */
  personRenumbered?(before: Person, after: Person): void;
  /** The person wants no marketing any more, or wants it again. */
  personPrefers?(person: Person, marketing: 'stop' | 'resume'): void;
  /** The business writes on its own phone: puts it into the chat and tells the app. Returns the entry. */
  businessAppWrites?(person: Person, chat: Chat, text: string): ChatEntry;
}

/** A business number that simulated people can write to. */
export interface BusinessNumber {
  /** The provider's own id of it, unique over all simulators. */
  readonly id: string;
  readonly provider: string;
  readonly displayName: string;
  /** Digits only. */
  readonly phoneNumber: string;
  /** The provider's word for its quality. */
  readonly quality?: string;
  readonly isRegistered?: boolean;
  /** The provider's id of the account it belongs to. */
  readonly account?: string;
  /** Types of person messages, and the features `reply`, `business_app`, `username`, `without_phone`, `preferences`. */
  readonly supports: readonly string[];
  readonly driver: NumberDriver;
}

export interface Numbers {
  /** Adds a number, or replaces the one with its id. */
  add(number: BusinessNumber): void;
  /** Throws a 404 problem if there is none of that id. */
  require(id: string): BusinessNumber;
  find(id: string): BusinessNumber | undefined;
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
    find: (id) => numbers.get(id),
    list: () => [...numbers.values()],
  };
}
