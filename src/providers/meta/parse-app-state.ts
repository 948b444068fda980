import type { IdentityChanged, UnknownReported } from '../../domain/events.ts';
import { type Change, unknownReported } from '../kit/cloud/change.ts';
import { readAddressed } from '../kit/cloud/head.ts';
import { readIdentifiers } from '../kit/cloud/person.ts';
import { contentHash } from '../kit/content-hash.ts';
import { rawOf, UnreadableElement } from '../kit/elements.ts';
import { asObject, asText } from '../kit/json.ts';
import { parseEpoch } from '../kit/time.ts';

/**
 * One element of `state_sync[]`: an entry of the address book in the WhatsApp Business app. It names people whom we know; a removed entry
 * changes nothing.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_app_state_sync (seen 2026-03)
 */
export function parseAppState(value: unknown, change: Change): IdentityChanged | UnknownReported {
  const { element, sender } = readAddressed(value, change);
  const contact = asObject(element.contact);
  const name = asText(contact.full_name) ?? asText(contact.first_name);
  if (element.type !== 'contact' || element.action !== 'add' || name === undefined) {
    return unknownReported(change, `state_sync:${String(element.action)}`, element);
  }
  const at = parseEpoch(asObject(element.metadata).timestamp);
  if (at === undefined) throw new UnreadableElement('Its timestamp is not a time.');
  const current = readIdentifiers({ phone: contact.phone_number, userId: contact.user_id });
  if (current.length === 0) throw new UnreadableElement('It names no person.');
  const raw = rawOf(element);
  const dedupeKey = `state_sync:${contentHash(raw)}`;
  return { type: 'identity_changed', sender, previous: [], current, at, name, dedupeKey, raw };
}
