import fc from 'fast-check';
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../domain/provider.ts';
import { CALLBACK_URL, fixture, postOf, settings, signatureOf } from './fixtures/webhooks.ts';
import { verifySignature } from './signature.ts';
import { answerWebhook } from './webhook.ts';

/** The published example. */
const TOKEN = '0123456789abcdef0123456789abcdef';
const PARAMETERS = {
  MessageSid: 'SM00000000000000000000000000000001',
  From: 'whatsapp:+385911234567',
  To: 'whatsapp:+14155238886',
  Body: 'Bok! €5',
  NumMedia: '0',
  WaId: '385911234567',
  ProfileName: 'Ana Ž',
};

function requestOf(url: string, body: string, signature: string): WebhookRequest {
  const search = /\?.*$/s.exec(url)?.[0] ?? '';
  return {
    method: 'POST',
    headers: { 'x-twilio-signature': signature },
    query: Object.fromEntries(new URLSearchParams(search)),
    search,
    body: new TextEncoder().encode(body),
    url: url.slice(0, url.length - search.length),
  };
}

const verify = (url: string, body: string, signature: string) =>
  verifySignature(requestOf(url, body, signature), [TOKEN]).ok;

describe('R15: the published vectors', () => {
  const body = new URLSearchParams(PARAMETERS).toString();

  test.each([
    ['https://gw.example.net/hooks/twilio/ch1?k=a%20b', 's+gFDYQZ9e7DqpucBBrAgLVrRcc='],
    ['https://gw.example.net:443/hooks/twilio/ch1?k=a%20b', 'O4DiJbMAEXEiz3tcYCzB9ftIIRA='],
    ['https://gw.example.net:8443/hooks/twilio/ch1', 'zGlf5cqYEr1ZmcJTVxznHN0WMAk='],
  ])('hold for %s', (url, signature) => {
    expect(verify(url, body, signature)).toBe(true);
    expect(verify(url, body.replace('Bok', 'Bog'), signature)).toBe(false);
    expect(verify(url.replace('ch1', 'ch2'), body, signature)).toBe(false);
  });

  test('hold for a repeated parameter', () => {
    const repeated = 'A=1&MediaUrl=b&MediaUrl=a&MediaUrl=a';
    expect(verify('https://gw.example.net/x', repeated, '0sw/zQUdwsHszSQPweGduW5rvw0=')).toBe(true);
  });

  test('R17: hold for a JSON body, whose hash stands in the address', () => {
    const json = '{"a":1,"b":"x"}';
    const hash = 'ecf9e98ec0641e23113ff3ce8bdc78d0ddd249886517fd4a7f68cc83d4e65667';
    const url = `https://gw.example.net/hooks/j?bodySHA256=${hash}`;
    expect(verify(url, json, 'lz9s1ti82GvqmIBD2wesFOIqnOs=')).toBe(true);
    expect(verify(url, '{"a":2,"b":"x"}', 'lz9s1ti82GvqmIBD2wesFOIqnOs=')).toBe(false);
  });
});

describe('R16: behind a proxy', () => {
  const body = 'Body=x';

  test.each([
    ['a standard port that the proxy dropped', 'https://gw.example/h', 'https://gw.example:443/h'],
    ['a standard port that the proxy added', 'https://gw.example:443/h?a=1', 'https://gw.example/h?a=1'],
    ['a user in the address', 'https://me:pw@gw.example/h', 'https://me:pw@gw.example:443/h'],
    ['a quote that is escaped', "https://gw.example/h?q=it's", 'https://gw.example/h?q=it%27s'],
    ['a query in the older writing', 'https://gw.example/h?q=a%21+b', 'https://gw.example/h?q=a!%20b'],
  ])('%s does not matter', (_what, received, signed) => {
    expect(verify(received, body, signatureOf(signed, body, TOKEN))).toBe(true);
  });

  test('another port, host or query does', () => {
    for (const signed of ['https://gw.example:8443/h', 'https://other.example/h', 'https://gw.example/h?a=1']) {
      expect(verify('https://gw.example/h', body, signatureOf(signed, body, TOKEN))).toBe(false);
    }
  });
});

test('agrees with Twilio’s own validator whatever is signed', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const parameters = fc.array(
    fc.tuple(
      text.filter((name) => name !== '' && name !== '__proto__'),
      text,
    ),
    { maxLength: 6 },
  );
  const address = fc.record({ port: fc.constantFrom('', ':443', ':8443', ':80'), query: fc.webQueryParameters() });
  fc.assert(
    fc.property(parameters, address, fc.boolean(), (pairs, { port, query }, isGenuine) => {
      const url = `https://gw.example${port}/hooks${query === '' ? '' : `?${query}`}`;
      const body = new URLSearchParams(pairs).toString();
      const signature = signatureOf(isGenuine ? url : `${url}x`, body, TOKEN);
      const params = Object.fromEntries(
        [...Map.groupBy(pairs, ([name]) => name)].map(([name, own]) => [name, own.map(([, value]) => value)]),
      );
      fc.pre(!url.includes('bodySHA256'));
      expect(verify(url, body, signature)).toBe(validateRequest(TOKEN, signature, url, params));
    }),
  );
});

test('R17: agrees with Twilio’s own validator of JSON bodies', () => {
  const body = fixture('status-sent-json');
  const request = postOf(body);
  const url = `${CALLBACK_URL}${request.search}`;
  const signature = request.headers['x-twilio-signature'] ?? '';
  expect(validateRequestWithBody(settings.authToken, signature, url, body)).toBe(true);
  expect(verifySignature(request, [settings.authToken])).toEqual({ ok: true });
});

test('accepts either token while they are exchanged', () => {
  const body = fixture('text');
  const request = requestOf(CALLBACK_URL, body, signatureOf(CALLBACK_URL, body, 'another-token'));
  expect(verifySignature(request, [settings.authToken, 'another-token'])).toEqual({ ok: true });
  expect(verifySignature(request, [settings.authToken])).toEqual({ ok: false, reason: 'signature_wrong' });
});

test('R15: a missing signature is answered 400 and a wrong one 403, with nothing of it repeated', () => {
  const body = fixture('text');
  const bare = { ...postOf(body), headers: {} };
  expect(answerWebhook(verifySignature(bare, [TOKEN]))).toMatchObject({ status: 400 });
  for (const signature of [signatureOf(CALLBACK_URL, body, 'x'), 'no signature']) {
    const answer = answerWebhook(verifySignature(requestOf(CALLBACK_URL, body, signature), [TOKEN]));
    expect(answer).toEqual({ status: 403, contentType: 'text/plain', body: 'signature refused' });
  }
});

test('R18: what was taken is answered with an empty TwiML document', () => {
  expect(answerWebhook({ ok: true })).toEqual({
    status: 200,
    contentType: 'text/xml',
    body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
  });
});
