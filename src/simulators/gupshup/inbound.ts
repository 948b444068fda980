import type { ChatEntry } from '../kit/chats.ts';
import type { NumberDriver, PersonAct, PersonChange } from '../kit/numbers.ts';
import type { Person } from '../kit/people.ts';
import type { Progress } from '../kit/progress.ts';
import type { World } from '../kit/world.ts';
import type { Accounts, EnterpriseNumber } from './account.ts';
import { encodeInbound } from './enterprise/encode-inbound.ts';
import { renderInbound } from './enterprise/render-inbound.ts';
import type { GupshupIds } from './ids.ts';
import type { MediaStore } from './media-store.ts';
import type { Orders } from './orders.ts';
import type { Outbox } from './outbox.ts';
import { payOrder } from './payment.ts';
import type { SelfServeInbound } from './self-serve/inbound.ts';
import type { Underway } from './sending.ts';

export interface InboundOptions {
  world: World;
  accounts: Accounts;
  ids: GupshupIds;
  media: MediaStore;
  orders: Orders;
  outbox: Outbox;
  progress: Progress<Underway>;
  selfServe: SelfServeInbound;
}

/** What people do, told to the business in the way of its product. */
export function createInbound(options: InboundOptions): { driverOf(numberId: string): NumberDriver } {
  const { world, accounts, ids, media, orders, outbox, progress, selfServe } = options;

  const tellEnterprise = (number: EnterpriseNumber, person: Person, entry: ChatEntry, act: PersonAct) => {
    const means = {
      media,
      payment: (paid: Extract<PersonAct, { kind: 'payment' }>) => payOrder(paid, { orders, ids }),
    };
    const chat = world.chats.open(number.numberId, person.id);
    outbox.send({
      number,
      ...encodeInbound(renderInbound({ number, person, entry, act }, means), number.conditions.encoding),
      line: person.id,
      acknowledged: () => world.setStatus(chat, entry, 'delivered'),
    });
  };

  return {
    driverOf: (numberId) => ({
      nextMessageId() {
        const { product } = accounts.require(numberId);
        return product === 'enterprise' ? ids.enterprise('digits') : ids.whatsApp();
      },
      personActed(person, entry, act) {
        const number = accounts.require(numberId);
        if (number.product === 'enterprise') tellEnterprise(number, person, entry, act);
        else selfServe.acted({ number, person, entry, act });
      },
      personRead: (_person, entries) => progress.read(entries),
      personChanged(person: Person, change: PersonChange) {
        const number = accounts.require(numberId);
        if (number.product === 'self_serve') selfServe.changed(number, person, change);
      },
      personPrefers(person, marketing) {
        const number = accounts.require(numberId);
        if (number.product === 'self_serve') selfServe.prefers(number, person, marketing);
      },
    }),
  };
}
