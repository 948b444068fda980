import { setTimeout as pause } from 'node:timers/promises';
import type { EntryStatus } from '../../simulators/kit/chats.ts';
import type { Person } from '../../simulators/kit/people.ts';
import { type Api, unwrap } from '../client.ts';
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
    if ((await isHeard(parties)) && !(await isBusy(parties))) return true;
    await pause(LOOK_EVERY_MS);
  }
  return false;
}

/** The gateway has acknowledged what the person wrote: from then on it knows what is to be done. */
async function isHeard({ chat }: Parties): Promise<boolean> {
  const entries = await chat.entries();
  return entries.every(({ direction, status }) => direction !== 'from_person' || HEARD.includes(status));
}

async function isBusy({ api, phoneNumber, person }: Parties): Promise<boolean> {
  const query = { limit: 100 };
  const { items } = await unwrap(api.GET('/api/v1/conversations', { params: { query } }));
  return items.some(
    ({ contact, sender, waiting }) =>
      sender.phoneNumber === phoneNumber &&
      (person.phone !== undefined ? contact.phoneNumber === person.phone : contact.userId === person.userId) &&
      waiting.some(({ kind }) => kind !== 'bulk'),
  );
}
