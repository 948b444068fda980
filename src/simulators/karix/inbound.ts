import type { ChatEntry } from '../kit/chats.ts';
import type { NumberDriver, PersonAct, PersonChange } from '../kit/numbers.ts';
import type { Person } from '../kit/people.ts';
import type { World } from '../kit/world.ts';
import type { Accounts, KarixNumber } from './account.ts';
import { nextWhatsAppId } from './ids.ts';
import { phoneOf } from './phone-of.ts';

/** An act of a person on its way to the business. */
export interface ArrivingAct {
  readonly number: KarixNumber;
  readonly person: Person;
  readonly entry: ChatEntry;
  readonly act: PersonAct;
  /** The business has accepted the event. */
  acknowledged(): void;
}

/** How a product tells the business of people's acts. */
export interface ProductInbound {
  acted(arriving: ArrivingAct): void;
  /** Absent where the product's webhooks know no such change. */
  changed?(number: KarixNumber, person: Person, change: PersonChange): void;
}

export interface InboundOptions {
  world: World;
  accounts: Accounts;
  products: Readonly<Record<KarixNumber['credentials']['product'], ProductInbound>>;
  /** The person has seen these messages of the business. */
  read(entries: readonly ChatEntry[]): void;
}

/** What people do, told to the business by the number's product. */
export function createInbound({ world, accounts, products, read }: InboundOptions): {
  driverOf(numberId: string): NumberDriver;
} {
  return {
    driverOf(numberId) {
      const number = () => accounts.require(numberId);
      const product = () => products[number().credentials.product];
      return {
        nextMessageId: (person) => nextWhatsAppId(phoneOf(person)),
        personActed(person, entry, act) {
          const chat = world.chats.open(numberId, person.id);
          const acknowledged = () => world.setStatus(chat, entry, 'delivered');
          product().acted({ number: number(), person, entry, act, acknowledged });
        },
        personRead: (_person, entries) => read(entries),
        personChanged: (person, change) => product().changed?.(number(), person, change),
      };
    },
  };
}
