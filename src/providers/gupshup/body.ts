import type { ProviderEvent, SenderAddress } from '../../domain/events.ts';
import { contentHash } from '../kit/content-hash.ts';
import { textOf } from '../kit/elements.ts';
import { isObject, type JsonObject, parseJson } from '../kit/json.ts';
import { parsePhone } from '../kit/phone.ts';

/** What a webhook brought, however it was encoded. */
export interface Body {
  text: string;
  /** There is nothing in it. */
  isEmpty: boolean;
  /** Absent: it is JSON, but no object. */
  members?: JsonObject;
}

/** JSON or a form with the same names: the provider's own choice per account. */
export function readBody(bytes: Uint8Array): Body {
  const text = textOf(bytes);
  const isEmpty = bytes.length === 0 || text.trim() === '';
  if (isEmpty) return { text, isEmpty, members: {} };
  if (!/^\s*[[{"]/.test(text)) return { text, isEmpty, members: Object.fromEntries(new URLSearchParams(text)) };
  try {
    const json = parseJson(text);
    return isObject(json) ? { text, isEmpty, members: json } : { text, isEmpty };
  } catch {
    return { text, isEmpty };
  }
}

/** The number that a webhook names; without one it is for the channel's only sender. */
export function senderOf(number: unknown): SenderAddress {
  const digits = typeof number === 'string' || typeof number === 'number' ? parsePhone(String(number)) : undefined;
  return { field: 'phoneNumber', value: digits ?? null };
}

/** Something without a meaning here, kept with its text. Repeated deliveries have the same key. */
export function unknownReported(kind: string, raw: string, sender?: SenderAddress): ProviderEvent {
  const event = { type: 'unknown_reported' as const, kind, dedupeKey: `${kind}:${contentHash(raw)}`, raw };
  return sender === undefined ? event : { ...event, sender };
}
