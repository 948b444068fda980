import type { ProviderEvent, SenderAddress } from '../../domain/events.ts';
import { contentHash } from '../kit/content-hash.ts';
import { isObject, type JsonObject, parseJson } from '../kit/json.ts';
import { parsePhone } from '../kit/phone.ts';

const utf8 = new TextDecoder();

/** What a webhook brought, however it was encoded. */
export interface Body {
  text: string;
  /** Absent: it is JSON, but no object. */
  members?: JsonObject;
}

/** JSON or a form with the same names: the provider's own choice per account. */
export function readBody(bytes: Uint8Array): Body {
  const text = utf8.decode(bytes);
  if (!/^\s*[[{"]/.test(text)) return { text, members: Object.fromEntries(new URLSearchParams(text)) };
  try {
    const json = parseJson(text);
    return isObject(json) ? { text, members: json } : { text };
  } catch {
    return { text };
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
