import type { Chat, ChatEntry } from '../kit/chats.ts';
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
import { renderTime } from './times.ts';
import type { WebhookForm } from './webhook-form.ts';

export interface InboundOptions {
  world: World;
  accounts: Accounts;
  accepted: NetcoreAccepted;
  library: MediaLibrary;
  outbox: Outbox;
  progress: Progress<Underway>;
}

/** A message on its way to the business. */
interface Arrival {
  person: Person;
  chat: Chat;
  id: string;
  at: number;
  /** The message that it answers or reacts to. */
  of?: ChatEntry;
  act: RenderedAct;
  acknowledged?: () => void;
}

/** What people do, told to the business by webhook. */
export function createInbound(options: InboundOptions): { driverOf(numberId: string): NumberDriver } {
  const { world, accounts, accepted, library, outbox, progress } = options;
  const whatsAppIds = new Map<string, string>();

  /** WhatsApp's id of a message; of one by the business the API names it only here. */
  const whatsAppIdOf = ({ id, direction }: ChatEntry, { phoneNumber }: NetcoreNumber) => {
    if (direction === 'from_person') return id;
    const known = whatsAppIds.get(id) ?? nextWhatsAppId(phoneNumber);
    whatsAppIds.set(id, known);
    return known;
  };

  const renderContext = (of: ChatEntry | undefined, number: NetcoreNumber): object => {
    if (!of) return renderNoContext(number.webhookForm.context);
    const isOwn = of.direction === 'from_business';
    return {
      context: {
        ncmessage_id: isOwn ? of.id : '',
        message_id: whatsAppIdOf(of, number),
        'x-apiheader': accepted.get(of.id)?.apiHeader ?? '',
      },
    };
  };

  const arrive = (number: NetcoreNumber, { person, id, at, of, act, acknowledged }: Arrival) => {
    const { webhookForm: form } = number;
    const type = renderType(act.type, form.typeCase);
    const element = {
      message_id: id,
      from: phoneOf(person),
      ...(form.hasTo && { to: number.phoneNumber }),
      ...(form.hasName && { from_name: person.name }),
      received_at: renderTime(at, form.receivedAt),
      ...renderContext(of, number),
      ...(type !== undefined && { message_type: type }),
      ...act.block,
    };
    outbox.tell({
      numberId: number.id,
      list: 'incoming_message',
      element,
      personKey: person.id,
      ...(acknowledged && { acknowledged }),
    });
  };

  const acted = (number: NetcoreNumber, person: Person, entry: ChatEntry, act: PersonAct) => {
    const chat = world.chats.open(number.id, person.id);
    const of = entry.replyTo === undefined ? undefined : chat.get(entry.replyTo);
    const means = { form: number.webhookForm, keep: library.store.bind(undefined, number.id) };
    const acknowledged = () => world.setStatus(chat, entry, 'delivered');
    const { id, at } = entry;
    arrive(number, { person, chat, id, at, ...(of && { of }), act: renderAct(act, means), acknowledged });
  };

  const changed = (number: NetcoreNumber, person: Person, change: PersonChange) => {
    if (change.kind !== 'reaction') return;
    const chat = world.chats.open(number.id, person.id);
    const id = nextWhatsAppId(phoneOf(person));
    arrive(number, { person, chat, id, at: world.clock.now(), of: change.of, act: renderReaction(change.emoji) });
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

/** Throws a 409 problem: the webhooks have no other name for a person. */
function phoneOf({ phone }: Person): string {
  if (!phone) throw notSupported('netcore', 'people without a phone number');
  return phone;
}

function renderNoContext(form: WebhookForm['context']): object {
  if (form === 'absent') return {};
  const nothing = form === 'empty' ? '' : null;
  return { context: { ncmessage_id: nothing, message_id: nothing, 'x-apiheader': nothing } };
}

function renderType(type: string | undefined, form: WebhookForm['typeCase']): string | undefined {
  switch (form) {
    case 'captured':
      return type;
    case 'upper':
      return type?.toUpperCase();
    case 'lower':
      return type?.toLowerCase();
    case 'absent':
      return undefined;
  }
}
