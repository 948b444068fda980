import { createHash, createHmac } from 'node:crypto';

/** The parameters of a form, in the order they are written. */
export type Parameters = readonly (readonly [name: string, value: string])[];

/**
 * `X-Twilio-Signature` of a form: the URL as called, without its fragment, and every parameter in byte order of the names.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function signForm(authToken: string, url: string, parameters: Parameters): string {
  const byName = Map.groupBy(parameters, ([name]) => name);
  const parts = [...byName.entries()]
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([name, pairs]) =>
      [...new Set(pairs.map(([, value]) => value))].sort(compare).map((value) => `${name}${value}`),
    );
  return hmac(authToken, `${url}${parts.join('')}`);
}

/** The URL of a JSON webhook, which carries the hash of the body, and its signature, which is over the URL alone. */
export function signJson(authToken: string, url: string, body: string): { url: string; signature: string } {
  const hash = createHash('sha256').update(body).digest('hex');
  const signed = `${url}${url.includes('?') ? '&' : '?'}bodySHA256=${hash}`;
  return { url: signed, signature: hmac(authToken, signed) };
}

function hmac(authToken: string, text: string): string {
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
