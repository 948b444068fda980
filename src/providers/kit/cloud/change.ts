import type { AccountEffect, AccountReported, SenderAddress, UnknownReported } from '../../../domain/events.ts';
import { contentHash } from '../content-hash.ts';
import { rawOf } from '../elements.ts';
import { asList, asObject, asText, type JsonObject, withoutUndefined } from '../json.ts';
import { parseEpoch } from '../time.ts';
import { type Contact, readContact } from './person.ts';
import { WEBHOOK_OBJECT } from './wire.ts';

/** One `changes[]` element with what its parsers need of the entry around it. */
export interface Change {
  field: string;
  value: JsonObject;
  /** `entry.id`: the WhatsApp Business account, or for partner events the portfolio. */
  entryId: string | undefined;
  /** `entry.time` as it came; often missing. */
  time: unknown;
  /** Missing in account-level fields. */
  sender: SenderAddress | undefined;
  /** Digits of the business number, as far as told. */
  businessPhone: string | undefined;
  contacts: readonly Contact[];
}

export function readChange(entry: JsonObject, change: JsonObject): Change {
  const value = asObject(change.value);
  const metadata = asObject(value.metadata);
  const entryId = asText(entry.id);
  return {
    field: asText(change.field) ?? '',
    value,
    entryId,
    time: entry.time,
    sender: readSender(metadata, entryId),
    businessPhone: asText(metadata.display_phone_number)?.replace(/\D/g, ''),
    contacts: asList(value.contacts).map(readContact),
  };
}

/** The number that `metadata`, or what is shaped like it, names. */
export function readSender(metadata: JsonObject, entryId: string | undefined): SenderAddress | undefined {
  const value = asText(metadata.phone_number_id);
  if (value === undefined) return undefined;
  const learned = entryId === undefined ? undefined : { businessAccountId: entryId };
  return withoutUndefined({ field: 'phoneNumberId', value, learned });
}

/** Characters of what surrounds an element, kept with each element that cannot be read. */
const LONGEST_SURROUNDINGS = 4_000;
const surroundings = new WeakMap<Change, JsonObject>();

/** What an element is read with. Of a batch the contacts are left out, or a thousand broken elements would keep a thousand of them each. */
function surroundingsOf(change: Change): JsonObject {
  const known = surroundings.get(change);
  if (known !== undefined) return known;
  const { messaging_product, metadata, contacts } = change.value;
  const head = { messaging_product, metadata };
  const found = [{ ...head, contacts }, head].find((some) => rawOf(some).length <= LONGEST_SURROUNDINGS) ?? {};
  surroundings.set(change, found);
  return found;
}

/** A webhook body that holds nothing but `members` of this change's value: what a dead letter keeps, so that it can be parsed again. */
export function bodyOf(change: Change, members: JsonObject): string {
  const value = { ...surroundingsOf(change), ...members };
  const changes = [{ field: change.field, value }];
  return JSON.stringify({ object: WEBHOOK_OBJECT, entry: [{ id: change.entryId, time: change.time, changes }] });
}

/** Something without a meaning here, kept with its text. Repeated deliveries have the same key. */
export function unknownReported(change: Change, kind: string, element: unknown): UnknownReported {
  const raw = rawOf(element);
  const dedupeKey = `${kind}:${asText(change.time) ?? ''}:${contentHash(raw)}`;
  return withoutUndefined({ type: 'unknown_reported', kind, sender: change.sender, dedupeKey, raw });
}

/** Something about the account as a whole, or about a sender that has no meaning for one message. Repeated deliveries have the same key. */
export function accountReported(
  change: Change,
  kind: string,
  element: JsonObject,
  effects: readonly AccountEffect[] = [],
): AccountReported {
  const raw = rawOf(element);
  const at = parseEpoch(change.time) ?? parseEpoch(element.timestamp);
  return withoutUndefined({
    type: 'account_reported',
    account: { field: 'businessAccountId', value: accountOf(change) },
    kind,
    at,
    detail: { ...element },
    effects: effects.length === 0 ? undefined : effects,
    dedupeKey: `${kind}:${at ?? ''}:${contentHash(raw)}`,
    raw,
  });
}

/** Partner events carry the portfolio in `entry.id` and the account inside. */
function accountOf({ value, entryId }: Change): string {
  const isOfPartner = asText(value.event)?.startsWith('PARTNER_') ?? false;
  const inner = isOfPartner ? asText(asObject(value.waba_info).waba_id) : undefined;
  return inner ?? entryId ?? '';
}
