/** Webhooks as Meta sends them, made and signed before the clock runs. */
import { createHmac, randomBytes } from 'node:crypto';

export const APP_SECRET = 'bench-app-secret';
export const VERIFY_TOKEN = 'bench-verify-token';
export const ACCESS_TOKEN = 'EAAbench';
export const PHONE_NUMBER_ID = '418802276614093';
export const BUSINESS_NUMBER = '442079460182';

/** Of the person with this number, below ten million: the last seven digits are the number (`full-store/multiply.ts` counts on it). */
export function phoneOf(person: number): string {
  return String(447_700_000_000 + person);
}

/** A text message of one person; every call makes a new message id. */
export function textWebhook(person: number, text: string): { id: string; body: Buffer } {
  const message = textMessage(person, text);
  return { id: message.id, body: webhook(person, { messages: [message] }) };
}

/** One webhook with several messages of one person, in this order. */
export function batchWebhook(person: number, texts: readonly string[]): Buffer {
  return webhook(person, { messages: texts.map((text) => textMessage(person, text)) });
}

/** Tells that a message was sent; `callbackData` is what its request carried to be repeated here. */
export function statusWebhook(sent: { id: string; person: number; callbackData?: string }): Buffer {
  const status = {
    id: sent.id,
    status: 'sent',
    timestamp: now(),
    recipient_id: phoneOf(sent.person),
    ...(sent.callbackData !== undefined && { biz_opaque_callback_data: sent.callbackData }),
  };
  return webhook(sent.person, { statuses: [status] });
}

function textMessage(person: number, text: string) {
  return {
    from: phoneOf(person),
    from_user_id: userIdOf(person),
    id: `wamid.${randomBytes(12).toString('hex')}`,
    timestamp: now(),
    type: 'text',
    text: { body: text },
  };
}

function webhook(person: number, events: object): Buffer {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: BUSINESS_NUMBER, phone_number_id: PHONE_NUMBER_ID },
    contacts: [{ profile: { name: `Person ${person}` }, wa_id: phoneOf(person), user_id: userIdOf(person) }],
    ...events,
  };
  const entry = [{ id: '330071449265018', changes: [{ field: 'messages', value }] }];
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
}

function userIdOf(person: number): string {
  return `GB.bench${String(person).padStart(7, '0')}`;
}

function now(): string {
  return String(Math.floor(Date.now() / 1_000));
}

/** A complete HTTP/1.1 request, ready to be written to a socket. `secret`: another one than the app's forges it. */
export function signedRequest(path: string, body: Buffer, secret = APP_SECRET): Buffer {
  const head =
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
    `X-Hub-Signature-256: ${sign(body, secret)}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/** The value of `X-Hub-Signature-256`. */
export function sign(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
