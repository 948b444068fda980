import { expect, test } from 'vitest';
import type { WebhookRequest } from '../../domain/provider.ts';
import { fixture, postOf, settings, signatureOf } from './fixtures/webhooks.ts';
import { readSettings } from './settings.ts';
import { answerHandshake, verifySignature } from './webhook.ts';

const own = readSettings(settings);

function handshake(query: WebhookRequest['query']) {
  return answerHandshake({ ...postOf(''), method: 'GET', query }, own);
}

const GOOD_QUERY = { 'hub.mode': 'subscribe', 'hub.verify_token': settings.verifyToken, 'hub.challenge': '0012345' };

test('item 1: the challenge comes back exactly, and nothing else', () => {
  expect(handshake({ ...GOOD_QUERY, other: 'kept' })).toEqual({
    status: 200,
    contentType: 'text/plain',
    body: '0012345',
  });
});

test.each([
  ['a wrong token', { ...GOOD_QUERY, 'hub.verify_token': 'wrong' }],
  ['an empty token', { ...GOOD_QUERY, 'hub.verify_token': '' }],
  ['no token', { ...GOOD_QUERY, 'hub.verify_token': undefined }],
  ['no mode', { ...GOOD_QUERY, 'hub.mode': undefined }],
  ['another mode', { ...GOOD_QUERY, 'hub.mode': 'unsubscribe' }],
  ['no challenge', { ...GOOD_QUERY, 'hub.challenge': undefined }],
  ['a repeated token', { ...GOOD_QUERY, 'hub.verify_token': [settings.verifyToken, settings.verifyToken] }],
  ['a repeated challenge', { ...GOOD_QUERY, 'hub.challenge': ['0012345', '0012345'] }],
  ['no parameters', {}],
])('item 2: a handshake with %s is refused without the challenge', (_name, query) => {
  const reply = handshake(query);
  expect(reply?.status).toBe(403);
  expect(reply?.body).not.toContain('0012345');
});

test('a POST is no handshake', () => {
  expect(answerHandshake({ ...postOf(''), query: GOOD_QUERY }, own)).toBeUndefined();
});

test('item 3: a signature over the raw bytes is accepted, escapes included', () => {
  const body = fixture('text');
  expect(body).toMatch(/\\u00e9.*\\\//);
  expect(verifySignature(postOf(body), own)).toEqual({ ok: true });
});

test('item 4: the same JSON in other bytes is refused under the old signature', () => {
  const body = fixture('text');
  const rewritten = JSON.stringify(JSON.parse(body));
  expect(verifySignature(postOf(rewritten, signatureOf(body)), own)).toEqual({ ok: false, reason: 'signature_wrong' });
});

test.each([
  [undefined, 'signature_missing'],
  ['', 'signature_malformed'],
  [`sha1=${'a'.repeat(40)}`, 'signature_malformed'],
  [`sha256=${'a'.repeat(63)}`, 'signature_malformed'],
  [`sha256=${'a'.repeat(65)}`, 'signature_malformed'],
  [`sha256=${'g'.repeat(64)}`, 'signature_malformed'],
  [`${'a'.repeat(64)}`, 'signature_malformed'],
  [`sha256=${'a'.repeat(64)}`, 'signature_wrong'],
])('item 5: the header %s is %s', (header, reason) => {
  const request = {
    ...postOf('{}'),
    headers: { 'x-hub-signature-256': header, 'x-hub-signature': `sha1=${'a'.repeat(40)}` },
  };
  expect(verifySignature(request, own)).toEqual({ ok: false, reason });
});

test('item 6: during rotation the previous app secret is accepted too, a third one is not', () => {
  const body = fixture('text');
  expect(verifySignature(postOf(body, signatureOf(body, settings.previousAppSecret)), own)).toEqual({ ok: true });
  expect(verifySignature(postOf(body, signatureOf(body, 'another')), own).ok).toBe(false);
  const { previousAppSecret: _gone, ...after } = settings;
  const request = postOf(body, signatureOf(body, settings.previousAppSecret));
  expect(verifySignature(request, readSettings(after)).ok).toBe(false);
});

test('item 75: a known signature holds for its bytes and for no other form of them', () => {
  const vector = readSettings({ ...settings, appSecret: 'harbour-lane-demo-secret' });
  const body =
    '{"object":"whatsapp_business_account","entry":[{"id":"330071449265018","changes":[{"field":"messages","value":{"note":"caf\\u00e9 \\ud83d\\udc4d https:\\/\\/books.example\\/new"}}]}]}';
  const verdict = (digest: string) => verifySignature(postOf(body, `sha256=${digest}`), vector).ok;
  expect(body).toHaveLength(177);
  expect(verdict('c1242271eb1f8afceb9b1169c3b2ee7ef4758b8de9d30dba93062192f4f6b908')).toBe(true);
  expect(verdict('65e9eb2bbc1ec538414e1cb64bc4c365cddba7d3774c9d428103dca9ed4e48b5')).toBe(false);
  expect(verdict('576c9d80dafe3ede3f0c61e65db0a5f128b3d10eeaa7cf49d9bd1fab7b19273d')).toBe(false);
});
