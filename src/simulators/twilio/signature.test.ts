import { expect, test } from 'vitest';
import { signForm, signJson } from './signature.ts';

const TOKEN = '0123456789abcdef0123456789abcdef';
const PARAMETERS = [
  ['MessageSid', 'SM00000000000000000000000000000001'],
  ['From', 'whatsapp:+385911234567'],
  ['To', 'whatsapp:+14155238886'],
  ['Body', 'Bok! €5'],
  ['NumMedia', '0'],
  ['WaId', '385911234567'],
  ['ProfileName', 'Ana Ž'],
] as const;

test.each([
  ['https://gw.example.net/hooks/twilio/ch1?k=a%20b', 's+gFDYQZ9e7DqpucBBrAgLVrRcc='],
  ['https://gw.example.net:443/hooks/twilio/ch1?k=a%20b', 'O4DiJbMAEXEiz3tcYCzB9ftIIRA='],
  ['https://gw.example.net:8443/hooks/twilio/ch1', 'zGlf5cqYEr1ZmcJTVxznHN0WMAk='],
])('R15: a form for %s has the signature that is documented', (url, signature) => {
  expect(signForm(TOKEN, url, PARAMETERS)).toBe(signature);
});

test('R15: values of a repeated parameter are signed once each, sorted', () => {
  const parameters = [
    ['A', '1'],
    ['MediaUrl', 'b'],
    ['MediaUrl', 'a'],
    ['MediaUrl', 'a'],
  ] as const;
  expect(signForm(TOKEN, 'https://gw.example.net/x', parameters)).toBe('0sw/zQUdwsHszSQPweGduW5rvw0=');
});

test('R17: JSON is hashed into the URL, and the URL is signed', () => {
  expect(signJson(TOKEN, 'https://gw.example.net/hooks/j', '{"a":1,"b":"x"}')).toEqual({
    url: 'https://gw.example.net/hooks/j?bodySHA256=ecf9e98ec0641e23113ff3ce8bdc78d0ddd249886517fd4a7f68cc83d4e65667',
    signature: 'lz9s1ti82GvqmIBD2wesFOIqnOs=',
  });
});
