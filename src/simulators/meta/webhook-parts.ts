import type { Person } from '../kit/people.ts';
import { titleOf } from './codes.ts';

const ERROR_PAGE = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';

/** Identity of a person as one business number may see it. */
export interface VisiblePerson {
  name?: string;
  username?: string;
  /** Left out where the platform may not disclose it. */
  phone?: string;
  userId?: string;
}

/** Strips what `number` may not see: the phone of a user with a username, unless the two were in touch by phone. */
export function visiblePart(person: Person, knowsPhone: boolean): VisiblePerson {
  const { name, username, phone, userId } = person;
  return {
    name,
    ...(username && { username }),
    ...(userId && { userId }),
    ...(phone && (!username || knowsPhone) && { phone }),
  };
}

/** An element of `contacts[]`. `sent` statuses name no username. */
export function renderContact(person: VisiblePerson, extent: 'full' | 'without_username' = 'full'): object {
  return {
    profile: {
      ...(person.name && { name: person.name }),
      ...(person.username && extent === 'full' && { username: person.username }),
    },
    ...(person.phone && { wa_id: person.phone }),
    ...(person.userId && { user_id: person.userId }),
  };
}

/** The fields every element of `messages[]` has. `atMs` is epoch ms. */
export function renderSender(person: VisiblePerson, id: string, atMs: number): object {
  return {
    ...(person.phone && { from: person.phone }),
    ...(person.userId && { from_user_id: person.userId }),
    id,
    timestamp: toSeconds(atMs),
  };
}

/** An element of `errors[]` in webhooks. */
export function renderWebhookError(code: number, details: string): object {
  const title = titleOf(code);
  return { code, title, message: title, error_data: { details }, href: ERROR_PAGE };
}

/** Webhook timestamps are strings of Unix seconds. */
export function toSeconds(atMs: number): string {
  return String(Math.floor(atMs / 1000));
}
