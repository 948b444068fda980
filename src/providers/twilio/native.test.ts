import { expect, test } from 'vitest';
import { isNative } from './native.ts';

test.each([
  [{ ContentSid: 'HX0123456789abcdef0123456789abcdef', ContentVariables: '{"1":"Ana"}' }, true],
  [{ Body: 'Hi' }, true],
  [{ MediaUrl: 'https://cdn.example/a.png' }, true],
  [{ body: 'Hi' }, false],
  [{ ContentSid: 5 }, false],
  [{ messaging_product: 'whatsapp', type: 'text' }, false],
])('a request in Twilio’s own words: %j is %j', (payload, isOwn) => {
  expect(isNative(payload)).toBe(isOwn);
});
