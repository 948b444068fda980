import type { Chat, ChatEntry } from './chats.ts';
import type { Fetch } from './http.ts';
import type { BusinessNumber, PersonAct } from './numbers.ts';
import type { Person, PersonChanges } from './people.ts';
import { applyChange } from './person-changes.ts';
import type { PersonChangeMessage, PersonMessage, PersonNewMessage } from './person-message.ts';
import { notSupported } from './problem.ts';
import { requireEntry, resolveAct } from './resolve-act.ts';
import type { World } from './world.ts';

/** How long somebody is shown as typing unless a message comes first. */
export const TYPING_MS = 25_000;

/** The person's side of every chat. */
export interface PersonActions {
  /**
   * Writes, taps, reacts, edits or revokes; the business is told by webhook. Returns the new entry, or the one that changed.
   * Throws a problem if the chat has no such message, button or row, or the number's provider no such kind.
   */
  write(numberId: string, personId: string, message: PersonMessage): Promise<ChatEntry>;
  /** Opens the chat: all that the business wrote is read. */
  read(numberId: string, personId: string): void;
  /** The person is typing; only shown, no provider tells the business. */
  type(numberId: string, personId: string): void;
  /** The business writes on its own phone. Throws a 409 problem where the provider has no such thing. */
  writeFromBusinessApp(numberId: string, personId: string, text: string): ChatEntry;
  /** Throws a 409 problem where the provider has no such thing. */
  prefer(numberId: string, personId: string, marketing: 'stop' | 'resume'): void;
  /** A new phone number or user id is told to every number that has a chat with the person. */
  changePerson(personId: string, changes: PersonChanges): Person;
}

export function createPersonActions(world: World, fetch: Fetch): PersonActions {
  const { clock, events, files } = world;

  const open = (numberId: string, personId: string): Scene => ({
    number: world.numbers.require(numberId),
    person: world.people.require(personId),
    chat: world.chats.open(numberId, personId),
  });

  const writeNew = async ({ number, person, chat }: Scene, message: PersonNewMessage): Promise<ChatEntry> => {
    const { act, content } = await resolveAct(message, chat, { files, fetch });
    const replyTo = 'of' in act ? act.of?.id : replyOf(message);
    if (replyTo) requireEntry(chat, replyTo);
    const id = number.driver.nextMessageId(person);
    const entry: ChatEntry = {
      id,
      providerMessageId: id,
      direction: 'from_person',
      at: clock.now(),
      kind: message.type === 'referral' ? 'text' : message.type,
      content,
      status: 'sent',
      ...(replyTo && { replyTo }),
    };
    world.addEntry(chat, entry);
    if (act.kind === 'payment') markPaid(world, chat, act);
    if (!chat.isBlocked) number.driver.personActed(person, entry, act);
    return entry;
  };

  const change = ({ number, person, chat }: Scene, message: PersonChangeMessage): ChatEntry => {
    const made = applyChange(world, chat, message);
    if (!chat.isBlocked) number.driver.personChanged?.(person, made);
    return made.of;
  };

  return {
    async write(numberId, personId, message) {
      const scene = open(numberId, personId);
      requireSupport(scene.number, message.type);
      return isChange(message) ? change(scene, message) : writeNew(scene, message);
    },
    read(numberId, personId) {
      const { number, person, chat } = open(numberId, personId);
      if (!person.readReceipts) return;
      const unread = chat.entries.filter(isUnread);
      for (const entry of unread) world.setStatus(chat, entry, 'read');
      if (unread.length > 0) number.driver.personRead(person, unread);
    },
    type(numberId, personId) {
      open(numberId, personId);
      events.tell({ event: 'typing', data: { numberId, personId, by: 'person', until: clock.now() + TYPING_MS } });
    },
    writeFromBusinessApp(numberId, personId, text) {
      const { number, person, chat } = open(numberId, personId);
      requireSupport(number, 'business_app');
      if (!number.driver.businessAppWrites) throw notSupported(number.provider, 'business app');
      return number.driver.businessAppWrites(person, chat, text);
    },
    prefer(numberId, personId, marketing) {
      const { number, person, chat } = open(numberId, personId);
      requireSupport(number, 'preferences');
      chat.optedOut = marketing === 'stop';
      number.driver.personPrefers?.(person, marketing);
    },
    changePerson(personId, changes) {
      const before = world.people.require(personId);
      const after = world.people.change(personId, changes);
      events.tell({ event: 'person', data: { person: after } });
      if (after.phone === before.phone && after.userId === before.userId) return after;
      for (const { numberId } of world.chats.begunBy(personId)) {
        world.numbers.require(numberId).driver.personRenumbered?.(before, after);
      }
      return after;
    },
  };
}

interface Scene {
  number: BusinessNumber;
  person: Person;
  chat: Chat;
}

/** The order shows how it was paid. */
function markPaid(world: World, chat: Chat, { of, status }: Extract<PersonAct, { kind: 'payment' }>): void {
  const { order } = of.content;
  if (order) world.changeEntry(chat, of, { content: { ...of.content, order: { ...order, payment: status } } });
}

function requireSupport({ provider, supports }: BusinessNumber, what: string): void {
  if (!supports.includes(what)) throw notSupported(provider, what);
}

function isChange(message: PersonMessage): message is PersonChangeMessage {
  return message.type === 'reaction' || message.type === 'edit' || message.type === 'revoke';
}

function replyOf(message: PersonNewMessage): string | undefined {
  return 'replyTo' in message ? message.replyTo : undefined;
}

function isUnread(entry: ChatEntry): boolean {
  return entry.direction === 'from_business' && entry.status !== 'read' && entry.status !== 'failed';
}
