import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../domain/provider.ts';
import { createWebhookGuard, webhookGuardProblems } from './webhook-guard.ts';

function request(headers: Record<string, string> = {}, address = '203.0.113.7'): WebhookRequest {
  return {
    method: 'POST',
    headers,
    query: {},
    body: new Uint8Array(),
    url: 'https://gateway.example/webhooks/1',
    address,
  };
}

describe('the guard of webhooks', () => {
  test('takes everything where nothing is set, and says that nothing is proven', () => {
    expect(createWebhookGuard({})(request())).toEqual({ ok: true, unproven: true });
  });

  test('wants exactly the value of the secret header, whatever the case of its name', () => {
    const guard = createWebhookGuard({ webhookHeader: 'X-Hook-Key', webhookSecret: 'tall-lantern' });
    expect(guard(request({ 'x-hook-key': 'tall-lantern' }))).toEqual({ ok: true });
    expect(guard(request({ 'x-hook-key': 'tall-lanterns' }))).toEqual({ ok: false, reason: 'credentials_wrong' });
    expect(guard(request())).toEqual({ ok: false, reason: 'signature_missing' });
  });

  test('wants user and password', () => {
    const guard = createWebhookGuard({ webhookUser: 'hooks', webhookPassword: 'open:door' });
    const authorization = `Basic ${Buffer.from('hooks:open:door').toString('base64')}`;
    expect(guard(request({ authorization }))).toEqual({ ok: true });
    expect(guard(request({ authorization: 'Basic aG9va3M6' }))).toEqual({ ok: false, reason: 'credentials_wrong' });
  });

  test.each([
    ['203.0.113.7', true],
    ['::ffff:203.0.113.7', true],
    ['198.51.100.200', true],
    ['2001:db8::9', true],
    ['203.0.113.8', false],
    ['', false],
  ])('looks at the address: %s', (address, isKnown) => {
    const guard = createWebhookGuard({ webhookAddresses: '203.0.113.7, 198.51.100.0/24 2001:db8::/32' });
    const verdict = isKnown ? { ok: true, unproven: true } : { ok: false, reason: 'address_refused' };
    expect(guard(request({}, address))).toEqual(verdict);
  });
});

test.each([
  [{ webhookHeader: 'X Hook', webhookSecret: 's' }, 'webhookHeader'],
  [{ webhookHeader: 'X-Hook' }, 'webhookSecret'],
  [{ webhookSecret: 's' }, 'webhookHeader'],
  [{ webhookUser: 'u' }, 'webhookPassword'],
  [{ webhookPassword: 'p' }, 'webhookUser'],
  [{ applicationId: 'app_1', webhookUser: 'u', webhookPassword: 'p' }, 'applicationId'],
  [{ webhookHeader: 'authorization', webhookSecret: 's', applicationId: 'app_1' }, 'webhookHeader'],
  [{ webhookHeader: 'Authorization', webhookSecret: 's', webhookUser: 'u', webhookPassword: 'p' }, 'webhookHeader'],
  [{ webhookAddresses: '10.0.0.0/8, nowhere' }, 'webhookAddresses'],
  [{ webhookAddresses: '10.0.0.0/33' }, 'webhookAddresses'],
])('settings of the guard that cannot work are told: %j', (settings, field) => {
  expect(webhookGuardProblems(settings).map((problem) => problem.field)).toEqual([field]);
});

test('settings of the guard that can work are fine', () => {
  const settings = { webhookHeader: 'X-Hook', webhookSecret: 's', webhookAddresses: '10.0.0.1,2001:db8::/32' };
  expect(webhookGuardProblems(settings)).toEqual([]);
  expect(webhookGuardProblems({ webhookHeader: 'Authorization', webhookSecret: 's' })).toEqual([]);
});
