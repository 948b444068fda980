import { setTimeout as pause } from 'node:timers/promises';
import type { EntryStatus } from '../../simulators/kit/chats.ts';
import type { Person } from '../../simulators/kit/people.ts';
import { type Api, type Schemas, unwrap } from '../client.ts';
import type { Chat } from './phones.ts';

const LOOK_EVERY_MS = 50;
const HEARD: readonly EntryStatus[] = ['delivered', 'read', 'failed'];

/** Whose work is waited for. */
export interface Parties {
  api: Api;
  chat: Chat;
  /** Digits of the business number. */
  phoneNumber: string;
  person: Person;
}

/**
 * Waits until the gateway has nothing left to do in the conversation of these two: the bot has answered and the answers are sent. Returns
 * false if that took longer.
 */
export async function settle(parties: Parties, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if (await isOver(parties)) return true;
    await pause(LOOK_EVERY_MS);
  }
  return false;
}

async function isOver(parties: Parties): Promise<boolean> {
  const said = (await parties.chat.entries()).filter(({ direction }) => direction === 'from_person');
  // The gateway has acknowledged what the person wrote: from then on it knows what is to be done.
  if (!said.every(({ status }) => HEARD.includes(status))) return false;
  const conversation = await findConversation(parties);
  const last = said.at(-1);
  if (last === undefined) return true;
  // A list may be read from a moment ago: it must know of the last message. Providers tell whole seconds.
  const { lastMessageAt, waiting = [] } = conversation ?? {};
  const isKnown = Date.parse(lastMessageAt ?? '') >= Math.floor(last.at / 1_000) * 1_000;
  return isKnown && waiting.every(({ kind }) => kind === 'bulk');
}

async function findConversation({ api, phoneNumber, person }: Parties): Promise<Schemas['Conversation'] | undefined> {
  const { items } = await unwrap(api.GET('/api/v1/conversations', { params: { query: { limit: 100 } } }));
  return items.find(({ contact, sender }) => sender.phoneNumber === phoneNumber && isSame(contact, person));
}

/** Who has a username may be known without their number. */
function isSame(contact: Schemas['Contact'], { phone, userId }: Person): boolean {
  return (phone !== undefined && contact.phoneNumber === phone) || (userId !== undefined && contact.userId === userId);
}
