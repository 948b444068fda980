import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { FieldValues } from '../../domain/settings.ts';
import { fixture, postOf } from './fixtures/webhooks.ts';
import { ALGORITHMS, createVerify, ENCODINGS } from './signature.ts';

const BODY = fixture('text');
const SECRET = 'tall-lantern-of-a-key';

function verify(settings: FieldValues, headers: Record<string, string> = {}) {
  return createVerify(settings)({ ...postOf(BODY), headers });
}

const hmac: FieldValues = { webhookHmacHeader: 'X-Signature', webhookHmacSecret: SECRET };
const signed = (algorithm: string, encoding: 'hex' | 'base64') =>
  createHmac(algorithm, SECRET).update(BODY).digest(encoding);

test('R25: with nothing set the address alone vouches', () => {
  expect(verify({})).toEqual({ ok: true, unproven: true });
});

test('R25: user and password, header and signature must all fit', () => {
  const settings = {
    ...hmac,
    webhookUser: 'hooks',
    webhookPassword: 'open:door',
    webhookHeader: 'X-Key',
    webhookSecret: 'k',
  };
  const headers = {
    authorization: `Basic ${Buffer.from('hooks:open:door').toString('base64')}`,
    'x-key': 'k',
    'x-signature': signed('sha256', 'hex'),
  };
  expect(verify(settings, headers)).toEqual({ ok: true });
  for (const name of Object.keys(headers)) {
    expect(verify(settings, { ...headers, [name]: 'wrong' }).ok, name).toBe(false);
  }
});

describe.each(ALGORITHMS)('R25: an HMAC by %s', (webhookHmacAlgorithm) => {
  test.each(ENCODINGS)('R25: in %s, with and without a prefix', (webhookHmacEncoding) => {
    const settings = { ...hmac, webhookHmacAlgorithm, webhookHmacEncoding };
    const value = signed(webhookHmacAlgorithm, webhookHmacEncoding);
    expect(verify(settings, { 'x-signature': value })).toEqual({ ok: true });
    expect(verify(settings, { 'x-signature': `${webhookHmacAlgorithm}=${value}` })).toEqual({ ok: true });
    expect(verify(settings, { 'x-signature': `${value}0` })).toEqual({ ok: false, reason: 'signature_wrong' });
    expect(verify(settings)).toEqual({ ok: false, reason: 'signature_missing' });
  });
});

test('R25: hexadecimal digits may be capitals', () => {
  expect(verify(hmac, { 'x-signature': signed('sha256', 'hex').toUpperCase() })).toEqual({ ok: true });
});
