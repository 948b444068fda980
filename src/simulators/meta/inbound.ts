import type { Chat, ChatEntry } from '../kit/chats.ts';
import type { NumberDriver, PersonAct } from '../kit/numbers.ts';
import { type Person, randomUserId } from '../kit/people.ts';
import type { World } from '../kit/world.ts';
import { type Accounts, digitsOf, type MetaNumber } from './account.ts';
import type { Admission } from './admission.ts';
import { type MetaIds, partyOf } from './ids.ts';
import type { MediaLibrary } from './media-library.ts';
import type { Outbox } from './outbox.ts';
import { knowsPhone } from './recipient.ts';
import type { Statuses } from './statuses.ts';
import { renderContact, renderSender, toSeconds, type VisiblePerson, visiblePart } from './webhook-parts.ts';

export interface InboundOptions {
  world: World;
  accounts: Accounts;
  admission: Admission;
  ids: MetaIds;
  library: MediaLibrary;
  outbox: Outbox;
  statuses: Statuses;
}

/** What people, and the business itself on its own phone, do; told to the business's app by webhook. */
export interface Inbound {
  driverOf(phoneNumberId: string): NumberDriver;
  /** The business writes from the WhatsApp Business app: an echo. Returns what the person sees. */
  echo(phoneNumberId: string, personId: string, text: string): ChatEntry;
  /** The person changes the phone number, and with it gets a new user id: a system message to every number in touch. */
  changePhone(personId: string, phone: string): Person;
}

export function createInbound(options: InboundOptions): Inbound {
  const { world, accounts, admission, ids, library, outbox, statuses } = options;

  const visible = (person: Person, chat: Chat) => visiblePart(person, knowsPhone(chat, world.clock.now()));

  const personActed = (number: MetaNumber, person: Person, entry: ChatEntry, act: PersonAct) => {
    const chat = world.chats.open(number.phoneNumberId, person.id);
    const sender = visible(person, chat);
    admission.countInbound(number);
    outbox.send({
      number,
      field: 'messages',
      chat: person.id,
      acknowledged: () => world.setStatus(chat, entry, 'delivered'),
      value: {
        contacts: [renderContact(sender)],
        messages: [
          {
            ...renderContext(entry, chat, number, sender),
            ...renderSender(sender, entry.id, entry.at),
            ...renderAct(act, number, library),
          },
        ],
      },
    });
  };

  const sendSystem = (number: MetaNumber, before: Person, after: Person) => {
    const at = world.clock.now();
    outbox.send({
      number,
      field: 'messages',
      chat: after.id,
      value: {
        messages: [
          {
            ...renderSender(before, ids.messageId('person', partyOf(before)), at),
            type: 'system',
            system: renderPhoneChange(before, after),
          },
        ],
      },
    });
  };

  return {
    driverOf: (phoneNumberId) => ({
      nextMessageId: (person) => ids.messageId('person', partyOf(person)),
      personActed: (person, entry, act) => personActed(accounts.require(phoneNumberId), person, entry, act),
      personRead: (_person, entries) => statuses.read(entries),
    }),
    echo(phoneNumberId, personId, text) {
      const number = accounts.require(phoneNumberId);
      const person = world.people.require(personId);
      const chat = world.chats.open(phoneNumberId, personId);
      const entry = echoEntry(ids.messageId('business', partyOf(person)), text, world.clock.now());
      world.addEntry(chat, entry);
      const value = { message_echoes: [renderEcho(entry, text, number, visible(person, chat))] };
      outbox.send({ number, field: 'smb_message_echoes', chat: personId, value });
      return entry;
    },
    changePhone(personId, phone) {
      const before = world.people.require(personId);
      const after = world.people.add({
        ...before,
        phone,
        ...(before.userId ? { userId: randomUserId(world.random) } : { withoutUserId: true }),
      });
      world.events.tell({ event: 'person', data: { person: after } });
      const inTouch = accounts.list().filter(({ phoneNumberId }) => hasChat(world, phoneNumberId, personId));
      for (const number of inTouch) sendSystem(number, before, after);
      return after;
    },
  };
}

function hasChat(world: World, phoneNumberId: string, personId: string): boolean {
  return world.chats.open(phoneNumberId, personId).entries.length > 0;
}

/** `context.from` is whoever wrote the message that is answered. */
function renderContext(entry: ChatEntry, chat: Chat, number: MetaNumber, sender: VisiblePerson): object {
  if (entry.replyTo === undefined) return {};
  const isOwn = chat.get(entry.replyTo)?.direction === 'from_person';
  const from = isOwn ? sender.phone : digitsOf(number.displayPhoneNumber);
  return { context: { ...(from && { from }), id: entry.replyTo } };
}

function renderAct(act: PersonAct, number: MetaNumber, library: MediaLibrary): object {
  switch (act.kind) {
    case 'text':
      return { type: 'text', text: { body: act.text } };
    case 'button':
      return { type: 'interactive', interactive: { type: 'button_reply', button_reply: act.button } };
    case 'list':
      return { type: 'interactive', interactive: { type: 'list_reply', list_reply: act.row } };
    case 'image': {
      const mediaId = library.store(act.file, number, 'inbound');
      return { type: 'image', image: library.renderInbound(mediaId, act.file, act.caption) };
    }
  }
}

function echoEntry(id: string, text: string, at: number): ChatEntry {
  const content = { text };
  return { id, providerMessageId: id, direction: 'from_business', at, kind: 'text', content, status: 'delivered' };
}

function renderEcho(entry: ChatEntry, text: string, number: MetaNumber, to: VisiblePerson): object {
  return {
    from: digitsOf(number.displayPhoneNumber),
    ...(to.phone && { to: to.phone }),
    ...(to.userId && { to_user_id: to.userId }),
    id: entry.id,
    timestamp: toSeconds(entry.at),
    type: 'text',
    text: { body: text },
  };
}

function renderPhoneChange(before: Person, after: Person): object {
  return {
    type: 'user_changed_number',
    body: `User ${after.name} changed from ${before.phone ?? before.userId} to ${after.phone}`,
    wa_id: after.phone,
    ...(after.userId && { user_id: after.userId }),
    ...(before.userId && { previous_user_id: before.userId }),
  };
}
