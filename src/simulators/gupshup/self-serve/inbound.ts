import type { PersonChange } from '../../kit/numbers.ts';
import type { Person } from '../../kit/people.ts';
import type { World } from '../../kit/world.ts';
import type { SelfServeNumber } from '../account.ts';
import type { Consents } from '../consents.ts';
import type { GupshupIds } from '../ids.ts';
import type { MediaStore } from '../media-store.ts';
import type { Orders } from '../orders.ts';
import { payOrder } from '../payment.ts';
import type { Sending } from '../sending.ts';
import type { SelfServeEvents } from './events.ts';
import { lineOf } from './person-view.ts';
import { type Arrival, renderMessageV2 } from './render-v2.ts';
import { renderMessageV3, renderReactionV3 } from './render-v3.ts';

export interface SelfServeInboundParts {
  world: World;
  ids: GupshupIds;
  media: MediaStore;
  orders: Orders;
  consents: Consents;
  events: SelfServeEvents;
  sent: Sending['get'];
}

/** What people do, told to an app. */
export interface SelfServeInbound {
  acted(arrival: Arrival): void;
  changed(number: SelfServeNumber, person: Person, change: PersonChange): void;
  prefers(number: SelfServeNumber, person: Person, marketing: 'stop' | 'resume'): void;
}

export function createSelfServeInbound(parts: SelfServeInboundParts): SelfServeInbound {
  const { world, ids, media, orders, consents, events, sent } = parts;
  const means = { media, sent };

  /** Whoever writes to an app agrees to hear from it; in a sandbox the keyword does. Returns whether the message goes on. */
  const optIn = ({ number, person, act }: Arrival): boolean => {
    const { numberId, appName, conditions } = number;
    const phone = person.phone ?? '';
    const isIn = consents.get(numberId, phone) === 'in';
    if (!conditions.sandbox) {
      if (!isIn && conditions.consentRequired) {
        consents.set(numberId, phone, 'in');
        events.user(number, phone, 'opted-in');
      }
      return true;
    }
    const isKeyword = act.kind === 'text' && act.text.trim().toLowerCase() === `proxy ${appName}`.toLowerCase();
    if (isKeyword) {
      consents.set(numberId, phone, 'in');
      events.user(number, phone, 'sandbox-start');
    }
    return isIn && !isKeyword;
  };

  const acted = (arrival: Arrival) => {
    if (!optIn(arrival)) return;
    const { number, person, entry, act } = arrival;
    const acknowledged = () => world.setStatus(world.chats.open(number.numberId, person.id), entry, 'delivered');
    if (act.kind === 'payment') return events.payment(number, person, act.of.id, payOrder(act, { orders, ids }));
    const v2 = number.conditions.version === 2 ? renderMessageV2(arrival, means) : undefined;
    // Forms and the like travel in the newer shape, whatever the subscription.
    const body = v2 ?? renderMessageV3(arrival, means);
    events.post(number, { mode: 'MESSAGE', body, line: lineOf(person), acknowledged });
  };

  return {
    acted,
    changed(number, person, change) {
      if (change.kind !== 'reaction') return;
      const { of, emoji } = change;
      const reaction = { number, person, id: ids.whatsApp(), at: world.clock.now(), of, emoji };
      const body = renderReactionV3(reaction, sent);
      events.post(number, { mode: 'MESSAGE', body, line: lineOf(person) });
    },
    prefers(number, person, marketing) {
      const phone = person.phone ?? '';
      consents.set(number.numberId, phone, marketing === 'stop' ? 'out' : 'in');
      events.user(number, phone, marketing === 'stop' ? 'opted-out' : 'opted-in');
    },
  };
}
