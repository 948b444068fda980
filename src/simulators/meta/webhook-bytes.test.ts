import { expect, test } from 'vitest';
import { encodeWebhook, signWebhook } from './webhook-bytes.ts';

const SECRET = 'harbour-lane-demo-secret';
const payload = {
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '330071449265018',
      changes: [{ field: 'messages', value: { note: 'café 👍 https://books.example/new' } }],
    },
  ],
};

test('bodies are written as Meta writes them: lower-case escapes, surrogate pairs, escaped slashes', () => {
  const body = encodeWebhook(payload);
  expect(body).toContain(String.raw`"caf\u00e9 \ud83d\udc4d https:\/\/books.example\/new"`);
  expect(body).toHaveLength(177);
  expect(JSON.parse(body)).toEqual(payload);
});

test('the signature is over exactly those bytes', () => {
  const escaped = signWebhook(encodeWebhook(payload), SECRET);
  expect(escaped).toBe('sha256=c1242271eb1f8afceb9b1169c3b2ee7ef4758b8de9d30dba93062192f4f6b908');
  const plain = signWebhook(encodeWebhook(payload, 'plain'), SECRET);
  expect(plain).toBe('sha256=65e9eb2bbc1ec538414e1cb64bc4c365cddba7d3774c9d428103dca9ed4e48b5');
});
