import type { ChatEntry } from '../kit/chats.ts';
import { digitsOf, type MetaNumber } from './account.ts';
import { toSeconds, type VisiblePerson } from './webhook-parts.ts';

/** An element of `message_echoes[]`: what the business wrote on its own phone. */
export function renderEcho(entry: ChatEntry, text: string, number: MetaNumber, to: VisiblePerson): object {
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

/** An element of `user_preferences[]`. `atMs` is epoch ms. */
export function renderPreference(person: VisiblePerson, marketing: 'stop' | 'resume', atMs: number): object {
  return {
    ...(person.phone && { wa_id: person.phone }),
    ...(person.userId && { user_id: person.userId }),
    detail: `User requested to ${marketing} marketing messages`,
    category: 'marketing_messages',
    value: marketing,
    timestamp: toSeconds(atMs),
  };
}
