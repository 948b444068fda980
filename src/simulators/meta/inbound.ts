import type { Chat, ChatEntry } from '../kit/chats.ts';
import type { NumberDriver, PersonAct, PersonChange } from '../kit/numbers.ts';
import type { Person } from '../kit/people.ts';
import type { World } from '../kit/world.ts';
import type { MetaAccepted } from './accepted.ts';
import { type Accounts, digitsOf, type MetaNumber } from './account.ts';
import type { Admission } from './admission.ts';
import { renderEcho, renderPreference } from './app-events.ts';
import { flowTokenIn } from './flow-token.ts';
import { type MetaIds, partyOf } from './ids.ts';
import type { MediaLibrary } from './media-library.ts';
import type { Outbox } from './outbox.ts';
import { knowsPhone } from './recipient.ts';
import { renderAct } from './render-act.ts';
import { renderChange } from './render-change.ts';
import { renderRenumbering } from './renumbering.ts';
import type { Statuses } from './statuses.ts';
import { renderContact, renderSender, type VisiblePerson, visiblePart } from './webhook-parts.ts';

export interface InboundOptions {
  world: World;
  accounts: Accounts;
  accepted: MetaAccepted;
  admission: Admission;
  ids: MetaIds;
  library: MediaLibrary;
  outbox: Outbox;
  statuses: Statuses;
}

/** A message on its way to the business. */
interface Arrival {
  number: MetaNumber;
  person: Person;
  chat: Chat;
  id: string;
  at: number;
  content: object;
  acknowledged?: () => void;
}

/** What people do, and the business itself on its own phone; told to the business's app by webhook. */
export function createInbound(options: InboundOptions): { driverOf(phoneNumberId: string): NumberDriver } {
  const { world, accounts, accepted, admission, ids, library, outbox, statuses } = options;
  /** Contents of media by message id, for edits. */
  const media = new Map<string, Record<string, unknown>>();

  const visible = (person: Person, chat: Chat) => visiblePart(person, knowsPhone(chat, world.clock.now()));
  const flowTokenOf = (messageId: string) => flowTokenIn(accepted.get(messageId)?.body);

  const arrive = ({ number, person, chat, id, at, content, acknowledged }: Arrival) => {
    const sender = visible(person, chat);
    admission.countInbound(number);
    outbox.send({
      number,
      field: 'messages',
      chat: person.id,
      ...(acknowledged && { acknowledged }),
      value: { contacts: [renderContact(sender)], messages: [{ ...renderSender(sender, id, at), ...content }] },
    });
  };

  const acted = (number: MetaNumber, person: Person, entry: ChatEntry, act: PersonAct) => {
    const chat = world.chats.open(number.phoneNumberId, person.id);
    const { id, at } = entry;
    const rendered = renderAct(act, { number, person, library, flowTokenOf, at });
    if (act.kind === 'media') media.set(id, rendered);
    const content = { ...renderContext(entry, chat, number, visible(person, chat)), ...rendered };
    arrive({
      number,
      person,
      chat,
      id,
      at,
      content,
      acknowledged: () => world.setStatus(chat, entry, 'delivered'),
    });
  };

  const changed = (number: MetaNumber, person: Person, change: PersonChange) => {
    const chat = world.chats.open(number.phoneNumberId, person.id);
    const id = ids.messageId('person', partyOf(person));
    arrive({
      number,
      person,
      chat,
      id,
      at: world.clock.now(),
      content: renderChange(change, media.get(change.of.id)),
    });
  };

  /** A system message comes without contacts. */
  const renumbered = (number: MetaNumber, before: Person, after: Person) => {
    const chat = world.chats.open(number.phoneNumberId, after.id);
    const [known, now] = [visible(before, chat), visible(after, chat)];
    const sender = renderSender(known, ids.messageId('person', partyOf(before)), world.clock.now());
    const isMoved = before.phone !== after.phone;
    const message = { ...sender, type: 'system', system: renderRenumbering(known, now, isMoved) };
    outbox.send({ number, field: 'messages', chat: after.id, value: { messages: [message] } });
  };

  const prefers = (number: MetaNumber, person: Person, marketing: 'stop' | 'resume') => {
    const to = visible(person, world.chats.open(number.phoneNumberId, person.id));
    const value = {
      contacts: [renderContact(to)],
      user_preferences: [renderPreference(to, marketing, world.clock.now())],
    };
    outbox.send({ number, field: 'user_preferences', chat: person.id, value });
  };

  const echo = (number: MetaNumber, person: Person, chat: Chat, text: string): ChatEntry => {
    const id = ids.messageId('business', partyOf(person));
    const entry: ChatEntry = {
      id,
      providerMessageId: id,
      direction: 'from_business',
      at: world.clock.now(),
      kind: 'text',
      content: { text },
      status: 'delivered',
      author: 'app',
    };
    world.addEntry(chat, entry);
    const value = { message_echoes: [renderEcho(entry, text, number, visible(person, chat))] };
    outbox.send({ number, field: 'smb_message_echoes', chat: person.id, value });
    return entry;
  };

  return {
    driverOf(phoneNumberId) {
      const number = () => accounts.require(phoneNumberId);
      return {
        nextMessageId: (person) => ids.messageId('person', partyOf(person)),
        personActed: (person, entry, act) => acted(number(), person, entry, act),
        personRead: (_person, entries) => statuses.read(entries),
        personChanged: (person, change) => changed(number(), person, change),
        personRenumbered: (before, after) => renumbered(number(), before, after),
        personPrefers: (person, marketing) => prefers(number(), person, marketing),
        businessAppWrites: (person, chat, text) => echo(number(), person, chat, text),
      };
    },
  };
}

/** `context.from` is whoever wrote the message that is answered. */
function renderContext(entry: ChatEntry, chat: Chat, number: MetaNumber, sender: VisiblePerson): object {
  if (entry.replyTo === undefined) return {};
  const isOwn = chat.get(entry.replyTo)?.direction === 'from_person';
  const from = isOwn ? sender.phone : digitsOf(number.displayPhoneNumber);
  return { context: { ...(from && { from }), id: entry.replyTo } };
}
