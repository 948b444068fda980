import { createHmac } from 'node:crypto';

/** How webhook bodies are written: as Meta does, or as plain JSON. */
export type WebhookEncoding = 'escaped' | 'plain';

/**
 * A webhook body as text. `escaped` is Meta's form: every character beyond ASCII as lower-case `\uXXXX`, `/` as `\/`.
 * Receivers that parse and write the body again then compute another signature.
 */
export function encodeWebhook(payload: object, encoding: WebhookEncoding = 'escaped'): string {
  const json = JSON.stringify(payload);
  if (encoding === 'plain') return json;
  return json.replace(/[\u0080-\uffff]/g, escapeUnit).replaceAll('/', '\\/');
}

/** The value of `X-Hub-Signature-256` for exactly these bytes. */
export function signWebhook(body: string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
