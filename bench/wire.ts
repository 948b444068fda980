/** Webhooks as Meta sends them, made and signed before the clock runs. */
import { createHmac } from 'node:crypto';

export const APP_SECRET = 'bench-app-secret';
export const VERIFY_TOKEN = 'bench-verify-token';
export const ACCESS_TOKEN = 'EAAbench';
export const PHONE_NUMBER_ID = '418802276614093';
export const BUSINESS_NUMBER = '442079460182';

let serial = 0;

/** A text message of one person; every call makes a new message id. */
export function textWebhook(person: number, text: string): { id: string; body: Buffer } {
  serial += 1;
  const id = `wamid.bench${process.pid}-${serial}`;
  const phone = String(447_700_000_000 + person);
  const body = {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '330071449265018',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: BUSINESS_NUMBER, phone_number_id: PHONE_NUMBER_ID },
              contacts: [{ profile: { name: `Person ${person}` }, wa_id: phone, user_id: `GB.bench${person}` }],
              messages: [
                {
                  from: phone,
                  from_user_id: `GB.bench${person}`,
                  id,
                  timestamp: String(Math.floor(Date.now() / 1_000)),
                  type: 'text',
                  text: { body: text },
                },
              ],
            },
          },
        ],
      },
    ],
  };
  return { id, body: Buffer.from(JSON.stringify(body)) };
}

/** A complete HTTP/1.1 request, ready to be written to a socket. */
export function signedRequest(path: string, body: Buffer): Buffer {
  const signature = createHmac('sha256', APP_SECRET).update(body).digest('hex');
  const head =
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
    `X-Hub-Signature-256: sha256=${signature}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}
