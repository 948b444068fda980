import type { AccountReported, PreferenceReported, UnknownReported } from '../../domain/events.ts';
import { accountReported, type Change, unknownReported } from '../kit/cloud/change.ts';
import { readAddressed, readTime } from '../kit/cloud/head.ts';
import { requirePerson } from '../kit/cloud/parse-message.ts';
import { readPerson } from '../kit/cloud/person.ts';
import { contentHash } from '../kit/content-hash.ts';
import { rawOf } from '../kit/elements.ts';

/**
 * One element of `user_preferences[]`.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences (seen 2026-08)
 */
export function parsePreference(
  value: unknown,
  change: Change,
): PreferenceReported | AccountReported | UnknownReported {
  const { element, sender } = readAddressed(value, change);
  const { value: wish, category = 'marketing_messages' } = element;
  // Joining by a link says nothing about messages that were stopped before.
  if (wish === 'signup') return accountReported(change, 'user_preferences:signup', element);
  if (category !== 'marketing_messages' || (wish !== 'stop' && wish !== 'resume')) {
    return unknownReported(change, `user_preferences:${String(wish)}`, element);
  }
  const { wa_id: phone, user_id: userId, parent_user_id: parentUserId } = element;
  const raw = rawOf(element);
  return {
    type: 'preference_reported',
    sender,
    person: requirePerson(readPerson({ phone, userId, parentUserId }, change.contacts)),
    marketing: wish,
    at: readTime(element),
    dedupeKey: `user_preferences:${contentHash(raw)}`,
    raw,
  };
}
