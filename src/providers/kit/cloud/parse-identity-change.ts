import type { IdentityChanged, UnknownReported } from '../../../domain/events.ts';
import type { Identifier } from '../../../domain/identity.ts';
import { contentHash } from '../content-hash.ts';
import { rawOf, UnreadableElement } from '../elements.ts';
import { asObject } from '../json.ts';
import { type Change, unknownReported } from './change.ts';
import { type Head, readAddressed, readTime } from './head.ts';
import { readIdentifiers } from './person.ts';

/** The `customer_` kinds are those of before 2024. Other system messages (a new security code) change no identifier. */
const CHANGES: ReadonlySet<unknown> = new Set([
  'user_changed_number',
  'user_changed_user_id',
  'customer_changed_number',
]);

/**
 * A person got another number or business-scoped id. The old ones stand in the message and as `previous_…`, the new ones in `system`.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/system (seen 2026-08)
 */
export function parseSystem(head: Head, change: Change): IdentityChanged | UnknownReported {
  const { element } = head;
  const system = asObject(element.system);
  if (!CHANGES.has(system.type)) return unknownReported(change, `system:${String(system.type)}`, element);
  const current = readIdentifiers({
    phone: system.wa_id || system.new_wa_id,
    userId: system.user_id,
    parentUserId: system.parent_user_id,
  });
  if (current.length === 0) throw new UnreadableElement('It tells no new identifier.');
  return {
    type: 'identity_changed',
    sender: head.sender,
    previous: readPrevious(head, current),
    current,
    at: head.at,
    dedupeKey: head.providerMessageId,
    raw: rawOf(element),
  };
}

/**
 * A change of the user id alone has been published without any old id; the phone, which it keeps, is then what finds the person.
 * A user id that is already the new one identifies nobody from before.
 */
function readPrevious({ element }: Head, current: readonly Identifier[]): Identifier[] {
  const system = asObject(element.system);
  const previous = readIdentifiers({
    phone: element.from || system.customer,
    userId: system.previous_user_id || element.from_user_id,
    parentUserId: system.previous_parent_user_id || element.from_parent_user_id,
  }).filter(({ kind, value }) => kind === 'phone' || current.every((other) => other.value !== value));
  if (previous.length > 0 || system.type !== 'user_changed_user_id') return previous;
  return current.filter(({ kind }) => kind === 'phone');
}

/** The field `user_id_update`: documented, withdrawn, and still seen (2026-08). @throws UnreadableElement */
export function parseUserIdUpdate(value: unknown, change: Change): IdentityChanged {
  const { element, sender } = readAddressed(value, change);
  const at = readTime(element);
  const side = (name: 'previous' | 'current'): Identifier[] =>
    readIdentifiers({
      phone: element.wa_id,
      userId: asObject(element.user_id)[name],
      parentUserId: asObject(element.parent_user_id)[name],
    });
  const current = side('current');
  if (current.length === 0) throw new UnreadableElement('It tells no new identifier.');
  const raw = rawOf(element);
  const dedupeKey = `user_id_update:${contentHash(raw)}`;
  return { type: 'identity_changed', sender, previous: side('previous'), current, at, dedupeKey, raw };
}
