import { hash } from 'node:crypto';
import { parse, stringify } from 'node:querystring';
import type { Verdict, WebhookRequest } from '../../domain/provider.ts';
import { isHmacOf, isSameSecret } from '../kit/signature.ts';

const SIGNATURE = /^[A-Za-z0-9+/]{27}=$/;
/** In the query of requests whose body is no form. */
const BODY_HASH = 'bodySHA256';
const utf8 = new TextDecoder();

/**
 * Twilio signs the address that it called, followed by the sorted parameters of a form; of other bodies the address carries the hash.
 * https://www.twilio.com/docs/usage/security#validating-requests (seen 2026-04)
 */
export function verifySignature(request: WebhookRequest, authTokens: readonly string[]): Verdict {
  const header = request.headers['x-twilio-signature'];
  if (header === undefined || header === '') return { ok: false, reason: 'signature_missing' };
  if (!SIGNATURE.test(header)) return { ok: false, reason: 'signature_malformed' };
  const url = `${request.url}${request.search ?? ''}`;
  const bodyHash = new URLSearchParams(request.search ?? '').get(BODY_HASH);
  const isBodyGood = bodyHash === null || isSameSecret(hash('sha256', request.body), bodyHash);
  const parameters = bodyHash === null ? signedParameters(utf8.decode(request.body)) : '';
  const signature = Buffer.from(header, 'base64');
  const isGenuine = spellingsOf(url).some((spelling) =>
    isHmacOf(`${spelling}${parameters}`, signature, { algorithm: 'sha1', secrets: authTokens }),
  );
  return isGenuine && isBodyGood ? { ok: true } : { ok: false, reason: 'signature_wrong' };
}

/** Names and values without anything between, sorted by code unit; of a repeated name each value once. */
function signedParameters(body: string): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of new URLSearchParams(body)) {
    values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  const names = [...values.keys()].toSorted();
  return names.flatMap((name) => [...(values.get(name) ?? [])].toSorted().map((value) => name + value)).join('');
}

/** Proxies add and drop the standard port, and Twilio's own back ends have escaped queries in different ways. */
function spellingsOf(url: string): string[] {
  const normalized = URL.parse(url)?.href ?? url;
  const plain = [url, normalized].flatMap((spelling) => [spelling, withoutPort(spelling), withPort(spelling)]);
  return [...new Set([...plain, ...plain.map(withLegacyQuery)])];
}

/** Scheme, user and host, port, the rest; without normalizing anything. */
const PARTS = /^([a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]*))(:\d*)?(.*)$/is;

function withoutPort(url: string): string {
  return url.replace(PARTS, '$1$3');
}

function withPort(url: string): string {
  const [, authority = '', port, rest = ''] = PARTS.exec(url) ?? [];
  if (authority === '' || port) return url;
  return `${authority}${/^https:/i.test(authority) ? ':443' : ':80'}${rest}`;
}

/** As Node's older module writes it; that the two differ is the point. */
function withLegacyQuery(url: string): string {
  const start = url.indexOf('?');
  if (start === -1 || start === url.length - 1) return url;
  return `${url.slice(0, start)}?${stringify(parse(url.slice(start + 1)))}`;
}
