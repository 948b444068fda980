import type { ChatEntry } from '../kit/chats.ts';
import type { MediaFile } from '../kit/media.ts';
import type { NumberDriver, PersonAct, PersonChange } from '../kit/numbers.ts';
import type { Person } from '../kit/people.ts';
import { notSupported } from '../kit/problem.ts';
import type { Progress } from '../kit/progress.ts';
import type { World } from '../kit/world.ts';
import type { NetcoreAccepted } from './accepted.ts';
import type { Accounts, NetcoreNumber } from './account.ts';
import type { Underway } from './delivery-event.ts';
import { nextWhatsAppId } from './ids.ts';
import type { MediaLibrary } from './media-library.ts';
import type { Outbox } from './outbox.ts';
import { type RenderedAct, renderAct, renderReaction } from './render-act.ts';
import { renderMessage } from './render-message.ts';

export interface InboundOptions {
  world: World;
  accounts: Accounts;
  accepted: NetcoreAccepted;
  library: MediaLibrary;
  outbox: Outbox;
  progress: Progress<Underway>;
}

/** What people do, told to the business by webhook. */
export function createInbound(options: InboundOptions): { driverOf(numberId: string): NumberDriver } {
  const { world, accounts, accepted, library, outbox, progress } = options;
  const whatsAppIds = createWhatsAppIds();

  const arrive = ({ number, person, acknowledged, ...arrival }: Arrival) => {
    const { of } = arrival;
    const context = of && {
      ncmessage_id: of.direction === 'from_business' ? of.id : '',
      message_id: whatsAppIds.of(of, number),
      'x-apiheader': accepted.get(of.id)?.apiHeader ?? '',
    };
    const element = renderMessage({ ...arrival, number, person, from: phoneOf(person), context });
    const event = { numberId: number.id, list: 'incoming_message', element, personKey: person.id } as const;
    outbox.tell({ ...event, ...(acknowledged && { acknowledged }) });
  };

  const acted = (number: NetcoreNumber, person: Person, entry: ChatEntry, act: PersonAct) => {
    const chat = world.chats.open(number.id, person.id);
    const { id, at, replyTo = '' } = entry;
    const keep = (file: MediaFile) => library.store(number.id, file);
    const rendered = renderAct(act, { form: number.webhookForm, keep });
    const acknowledged = () => world.setStatus(chat, entry, 'delivered');
    arrive({ number, person, id, at, of: chat.get(replyTo), act: rendered, acknowledged });
  };

  const changed = (number: NetcoreNumber, person: Person, change: PersonChange) => {
    if (change.kind !== 'reaction') return;
    const id = nextWhatsAppId(phoneOf(person));
    arrive({ number, person, id, at: world.clock.now(), of: change.of, act: renderReaction(change.emoji) });
  };

  return {
    driverOf(numberId) {
      const number = () => accounts.require(numberId);
      return {
        nextMessageId: (person) => nextWhatsAppId(phoneOf(person)),
        personActed: (person, entry, act) => acted(number(), person, entry, act),
        personRead: (_person, entries) => progress.read(entries),
        personChanged: (person, change) => changed(number(), person, change),
      };
    },
  };
}

/** A message on its way to the business. */
interface Arrival {
  number: NetcoreNumber;
  person: Person;
  id: string;
  /** Epoch ms. */
  at: number;
  /** The message that it answers or reacts to. */
  of: ChatEntry | undefined;
  act: RenderedAct;
  acknowledged?: () => void;
}

/** WhatsApp's ids of messages: of those by the business the API tells them nowhere but in `context`. */
function createWhatsAppIds(): { of(entry: ChatEntry, number: NetcoreNumber): string } {
  const ids = new Map<string, string>();
  return {
    of({ id, direction }, { phoneNumber }) {
      if (direction === 'from_person') return id;
      const known = ids.get(id) ?? nextWhatsAppId(phoneNumber);
      ids.set(id, known);
      return known;
    },
  };
}

/** Throws a 409 problem: the webhooks have no other name for a person. */
function phoneOf({ phone }: Person): string {
  if (!phone) throw notSupported('netcore', 'people without a phone number');
  return phone;
}
