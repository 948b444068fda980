import type { EnterpriseConditions } from '../conditions.ts';

/** What only the other kind of callback has. */
const REPORT_KEYS = { response: null, externalId: null };
/** What a message may lack. */
const OPTIONAL_KEYS = { text: null, replyId: null, messageId: null, extra: null };

/** Writes the flat fields of a person's message; objects are JSON texts already. */
export function encodeInbound(fields: Readonly<Record<string, string>>, encoding: EnterpriseConditions['encoding']) {
  if (encoding === 'form') {
    const body = new URLSearchParams(fields).toString();
    return { contentType: 'application/x-www-form-urlencoded' as const, body };
  }
  const nulls = encoding === 'json' ? {} : { ...OPTIONAL_KEYS, ...REPORT_KEYS };
  return { contentType: 'application/json' as const, body: JSON.stringify({ ...nulls, ...fields }) };
}
