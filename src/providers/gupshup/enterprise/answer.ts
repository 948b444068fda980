import type { ProviderAnswer } from '../../kit/exchange.ts';
import { asObject, asText, asWord, isObject } from '../../kit/json.ts';

/** The verdict stands in the body; the HTTP status is 200 for errors too. */
export type GatewayVerdict =
  | { ok: true; id: string }
  | { ok: false; code: string | undefined; text: string | undefined };

/** Reads `{"response":{…}}`, the flat object of the template host, or `success | phone | id`. Undefined: it is none of them. */
export function readVerdict({ json, text }: Pick<ProviderAnswer, 'json' | 'text'>): GatewayVerdict | undefined {
  return isObject(json) ? readJson(json) : readLine(text);
}

function readJson(json: Readonly<Record<string, unknown>>): GatewayVerdict | undefined {
  const { status, id, details } = isObject(json.response) ? json.response : json;
  if (asWord(status) === 'error') return { ok: false, code: asText(id), text: asText(details) };
  const own = asText(asObject(json.response).id);
  return asWord(status) === 'success' && own !== undefined ? { ok: true, id: own } : undefined;
}

function readLine(text: string): GatewayVerdict | undefined {
  const [status, second, ...rest] = text.split('|').map((part) => part.trim());
  const third = rest.join(' | ');
  if (status?.toLowerCase() === 'error' && second) return { ok: false, code: second, text: third || undefined };
  return status?.toLowerCase() === 'success' && third !== '' ? { ok: true, id: third } : undefined;
}
