import type { AccountReported, ControlReported } from '../../domain/events.ts';
import { accountReported, type Change, readSender } from '../kit/cloud/change.ts';
import { readPerson } from '../kit/cloud/person.ts';
import { contentHash } from '../kit/content-hash.ts';
import { rawOf } from '../kit/elements.ts';
import { asObject, asText } from '../kit/json.ts';
import { parseEpoch } from '../kit/time.ts';

const KIND = 'messaging_handovers';
const OWNERS: ReadonlyMap<unknown, ControlReported['owner']> = new Map([
  ['control_passed', 'here'],
  ['control_taken', 'elsewhere'],
] as const);

/**
 * The field `messaging_handovers`: a conversation became ours, or somebody else's. Every inner member may be missing; without number or
 * person it is only shown.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messaging-handovers (seen 2026-08)
 */
export function parseHandover(change: Change): ControlReported | AccountReported {
  const { value, entryId } = change;
  const owner = OWNERS.get(value.type);
  const at = parseEpoch(value.timestamp);
  const sender = readSender(asObject(value.recipient), entryId);
  const { phone_number, wa_id, user_id } = asObject(value.sender);
  const person = readPerson({ phone: asText(phone_number) ?? wa_id, userId: user_id }, change.contacts);
  if (owner === undefined || at === undefined || sender === undefined || person === undefined) {
    return accountReported(change, KIND, value);
  }
  const raw = rawOf(value);
  const dedupeKey = `${KIND}:${at}:${contentHash(raw)}`;
  return { type: 'control_reported', sender, person, owner, at, kind: KIND, detail: { ...value }, dedupeKey, raw };
}
