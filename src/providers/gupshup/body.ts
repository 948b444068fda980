import { textOf } from '../kit/elements.ts';
import { isObject, type JsonObject, parseJson } from '../kit/json.ts';

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
