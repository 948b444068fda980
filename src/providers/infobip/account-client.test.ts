import { describe, expect, test } from 'vitest';
import { type Answer, connect, exception, type Said, startFarEnd } from '../../../test/support/infobip-far-end.ts';
import type { FieldValues } from '../../domain/settings.ts';
import { CALLBACK_URL } from './fixtures/webhooks.ts';

const NUMBER = '15550100200';
const TEMPLATES = `GET /whatsapp/2/senders/${NUMBER}/templates`;
const QUALITY = 'GET /whatsapp/1/senders/quality';
const FORWARDING = 'GET /resource-management/1/inbound-message-configurations';
const SUBSCRIPTIONS = '/subscriptions/1/subscription/WHATSAPP';
const OWN = `${SUBSCRIPTIONS}/gw-${NUMBER}`;
const PROFILE = `/subscriptions/1/profiles/gw-${NUMBER}`;
const SECURITY = '/subscriptions/1/security';

const quality = {
  results: [
    {
      sender: NUMBER,
      qualityRating: 'MEDIUM',
      status: 'CONNECTED',
      currentLimit: 'LIMIT_2K',
      lastUpdated: '2026-10-01',
    },
  ],
};

/** An account where all is well but the webhook, with answers replaced. */
function account(own: Readonly<Record<string, Said>> = {}): Answer {
  const answers: Readonly<Record<string, Said>> = {
    [TEMPLATES]: { body: { templates: [] } },
    [QUALITY]: { body: quality },
    [FORWARDING]: { body: [] },
    [`GET ${SUBSCRIPTIONS}`]: { body: { results: [] } },
    ...own,
  };
  return ({ what }) => answers[what] ?? { status: 404, body: {} };
}

async function check(answer: Answer, { repair = false, ...settings }: FieldValues | { repair?: boolean } = {}) {
  const far = await startFarEnd(answer);
  const checks = await connect(far, settings as FieldValues).account?.check({
    senderPhoneNumber: '+1 555 010 0200',
    senderFields: {},
    callbackUrl: CALLBACK_URL,
    repair: repair === true,
    signal: new AbortController().signal,
  });
  return { far, checks: Object.fromEntries((checks ?? []).map((one) => [one.name, one])) };
}

describe('the test of the set-up', () => {
  test('R4: tells wrong credentials from an unknown sender', async () => {
    const wrong = await check(account({ [TEMPLATES]: exception(401, 'UNAUTHORIZED') }));
    expect(Object.keys(wrong.checks)).toEqual(['token']);
    expect(wrong.checks.token).toMatchObject({ ok: false, hint: expect.stringContaining('API key') });
    for (const status of [403, 404]) {
      const unknown = await check(account({ [TEMPLATES]: { status, body: {} } }));
      expect(unknown.checks).toMatchObject({ token: { ok: true }, sender_id: { ok: false } });
    }
  });

  test('R4: a provider that is away is neither', async () => {
    const { checks } = await check(account({ [TEMPLATES]: { status: 503, body: 'away' } }));
    expect(checks.token).toMatchObject({ ok: false, hint: expect.stringContaining('later') });
  });

  test('R34: shows what WhatsApp thinks of the sender', async () => {
    const { far, checks } = await check(account());
    expect(checks.registration).toMatchObject({ ok: true, message: expect.stringContaining('quality is yellow') });
    expect(far.calls.find(({ what }) => what === QUALITY)?.query.get('senders')).toBe(NUMBER);
    const banned = { results: [{ sender: NUMBER, status: 'BANNED' }] };
    expect((await check(account({ [QUALITY]: { body: banned } }))).checks.registration).toMatchObject({ ok: false });
  });

  test('R29: tells how people reach a shared sender', async () => {
    const { checks } = await check(account(), { sandboxKeyword: 'PLATFORM' });
    expect(checks.shared_sender).toMatchObject({ ok: true, message: expect.stringContaining('"PLATFORM"') });
  });
});

describe('where messages go', () => {
  const to = (url: string) => ({ body: [{ number: NUMBER, forwarding: { type: 'HTTP_FORWARD', url } }] });
  const subscription = (url: string): Record<string, Said> => ({
    [`GET ${SUBSCRIPTIONS}`]: {
      body: { results: [{ subscriptionId: 's', events: ['INBOUND_MESSAGE'], profile: { profileId: 'p' } }] },
    },
    'GET /subscriptions/1/profiles/p': { body: { profileId: 'p', webhook: { notifyUrl: url } } },
  });

  test('the number may forward them here, or elsewhere', async () => {
    expect((await check(account({ [FORWARDING]: to(CALLBACK_URL) }))).checks.callback).toMatchObject({ ok: true });
    const elsewhere = await check(account({ [FORWARDING]: to('https://other.example/in?k=1') }));
    expect(elsewhere.checks.callback).toMatchObject({
      ok: false,
      message: expect.stringMatching(/other\.example\/in\.$/),
      hint: expect.stringContaining(CALLBACK_URL),
    });
  });

  test('a subscription may bring them here, or elsewhere', async () => {
    const here = await check(account(subscription(`${CALLBACK_URL}?sender=${NUMBER}`)));
    expect(here.checks.callback).toMatchObject({ ok: true });
    const elsewhere = await check(account(subscription('https://other.example/in')));
    expect(elsewhere.checks.callback).toMatchObject({ ok: false, message: expect.stringContaining('other.example') });
  });

  test('nothing may be set, and nothing is changed without repair', async () => {
    const { far, checks } = await check(account());
    expect(checks.callback).toMatchObject({ ok: false, hint: expect.stringContaining('repair') });
    expect(far.calls.every(({ what }) => what.startsWith('GET'))).toBe(true);
  });

  test('credentials that may not see it are told where to look', async () => {
    const { checks } = await check(
      account({ [FORWARDING]: { status: 403, body: {} }, [`GET ${SUBSCRIPTIONS}`]: { status: 403, body: {} } }),
    );
    expect(checks.callback).toMatchObject({ ok: true, message: expect.stringContaining(CALLBACK_URL) });
  });
});

describe('repairing', () => {
  test('subscribes to everything that is understood, with the guard of the channel', async () => {
    const guard = {
      webhookHeader: 'X-Key',
      webhookSecret: 'k-0123456789',
      webhookUser: 'hooks',
      webhookPassword: 'open-door',
    };
    const answers = { [`POST ${SECURITY}`]: { status: 201 }, [`POST ${SUBSCRIPTIONS}`]: { status: 201, body: {} } };
    const { far, checks } = await check(account(answers), { repair: true, platformEntityId: 'shop', ...guard });
    expect(checks.callback).toMatchObject({ ok: true });
    const posted = far.calls.filter(({ what }) => what.startsWith('POST'));
    expect(posted.map(({ json }) => json)).toEqual([
      { authId: `gw-${NUMBER}`, type: 'BASIC', credentials: { username: 'hooks', password: 'open-door' } },
      {
        subscriptionId: `gw-${NUMBER}`,
        name: `Gateway ${NUMBER}`,
        events: expect.arrayContaining(['INBOUND_MESSAGE', 'DELIVERY', 'SEEN', 'TEMPLATE_UPDATE']),
        criteria: [{ entityId: 'shop' }],
        resources: [NUMBER],
        profile: {
          profileId: `gw-${NUMBER}`,
          webhook: { notifyUrl: `${CALLBACK_URL}?sender=${NUMBER}`, contentType: 'application/json' },
          security: { authId: `gw-${NUMBER}` },
          headers: { 'X-Key': 'k-0123456789' },
        },
      },
    ]);
  });

  test('corrects a subscription of ours', async () => {
    const answers = {
      [`GET ${OWN}`]: { body: { subscriptionId: `gw-${NUMBER}` } },
      [`PUT ${SECURITY}/gw-${NUMBER}`]: { body: {} },
      [`PUT ${PROFILE}`]: { body: {} },
    };
    const hmac = { webhookHmacHeader: 'X-Sig', webhookHmacSecret: 'h-0123456789', webhookHmacAlgorithm: 'sha512' };
    const { far, checks } = await check(account(answers), { repair: true, ...hmac });
    expect(checks.callback).toMatchObject({ ok: true });
    expect(far.calls.filter(({ what }) => what.startsWith('PUT')).map(({ json }) => json)).toEqual([
      { type: 'HMAC', credentials: { secretKey: 'h-0123456789', algorithm: 'HMAC_SHA_512' } },
      {
        webhook: { notifyUrl: `${CALLBACK_URL}?sender=${NUMBER}`, contentType: 'application/json' },
        security: { authId: `gw-${NUMBER}` },
      },
    ]);
  });

  test('tells where to paste the address if the credentials may not subscribe', async () => {
    const { checks } = await check(account({ [`GET ${OWN}`]: { status: 403, body: {} } }), { repair: true });
    expect(checks.callback).toMatchObject({ ok: false, hint: expect.stringMatching(/portal.*subscriptions:manage/) });
  });

  test('makes no subscription whose webhooks would be refused', async () => {
    const { far, checks } = await check(account(), { repair: true, applicationId: 'app_1' });
    expect(checks.callback).toMatchObject({ ok: false });
    expect(far.calls.every(({ what }) => what.startsWith('GET'))).toBe(true);
  });
});

test('R34: facts of a sender', async () => {
  const far = await startFarEnd(account());
  const request = { senderPhoneNumber: NUMBER, senderFields: {}, signal: new AbortController().signal };
  expect(await connect(far).account?.facts?.(request)).toEqual({
    ok: true,
    value: { sender: { status: 'connected', quality: 'yellow', messagingLimit: '2000' }, account: {} },
  });
});
