import { createHmac } from 'node:crypto';
import type { Person } from '../../src/simulators/kit/people.ts';
import type { MetaNumber } from '../../src/simulators/meta/account.ts';

let count = 0;

/** A text as an element of `messages[]`, with an id of its own. */
export function textMessage(from: Person, text: string, at: number): Record<string, unknown> {
  count += 1;
  return {
    from: from.phone,
    id: `wamid.e2e${String(count).padStart(6, '0')}`,
    timestamp: String(Math.floor(at / 1_000)),
    type: 'text',
    text: { body: text },
  };
}

/** A webhook body with these messages for a number. */
export function webhookBody(
  number: MetaNumber,
  messages: readonly Record<string, unknown>[],
  people: readonly Person[],
): string {
  const metadata = {
    display_phone_number: number.displayPhoneNumber.replace(/\D/g, ''),
    phone_number_id: number.phoneNumberId,
  };
  const contacts = people.map(({ name, phone }) => ({ profile: { name }, wa_id: phone }));
  const value = { messaging_product: 'whatsapp', metadata, contacts, messages };
  const entry = [{ id: number.businessAccountId, changes: [{ field: 'messages', value }] }];
  return JSON.stringify({ object: 'whatsapp_business_account', entry });
}

/** Posts a body with its right signature, or with the headers that the story wants instead. */
export async function postWebhook(
  url: string,
  body: string,
  proof: { secret: string } | { headers: Record<string, string> },
): Promise<{ status: number; text: string; headers: Headers }> {
  const signature = 'secret' in proof ? { 'x-hub-signature-256': signatureOf(body, proof.secret) } : proof.headers;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signature },
    body,
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

export function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
