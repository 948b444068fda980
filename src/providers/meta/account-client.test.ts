import { describe, expect, test } from 'vitest';
import type { AccountCheck } from '../../domain/provider.ts';
import { type Answers, connectTo, graphError, NOW, SENDER_FIELDS } from './fixtures/graph.ts';
import { ACCOUNT_ID, PHONE_NUMBER_ID, settings } from './fixtures/webhooks.ts';

const CALLBACK = `https://gateway.example/webhooks/${'a'.repeat(64)}`;
const SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management'];
const { appId } = settings;

const token = { app_id: appId, is_valid: true, expires_at: 0, scopes: SCOPES };
const number = {
  id: PHONE_NUMBER_ID,
  display_phone_number: '+1 555 010 0200',
  status: 'CONNECTED',
  code_verification_status: 'VERIFIED',
  platform_type: 'CLOUD_API',
  quality_rating: 'GREEN',
  health_status: { can_send_message: 'AVAILABLE' },
};
const WANTED = [
  'messages',
  'account_update',
  'account_alerts',
  'account_review_update',
  'business_capability_update',
  'message_template_components_update',
  'message_template_quality_update',
  'message_template_status_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'template_category_update',
  'user_preferences',
];
const subscription = (members: Record<string, unknown> = {}) => ({
  data: [
    { object: 'page', callback_url: 'https://elsewhere.example', fields: [] },
    {
      object: 'whatsapp_business_account',
      callback_url: CALLBACK,
      active: true,
      fields: WANTED.map((name) => ({ name, version: 'v25.0' })),
      ...members,
    },
  ],
});

/** Everything as it should be. */
const GOOD: Answers = {
  'GET debug_token': { data: token },
  [`GET ${PHONE_NUMBER_ID}`]: number,
  [`GET ${ACCOUNT_ID}/phone_numbers`]: { data: [{ id: PHONE_NUMBER_ID }] },
  [`GET ${ACCOUNT_ID}/subscribed_apps`]: { data: [{ whatsapp_business_api_data: { id: appId } }] },
  [`GET ${appId}/subscriptions`]: subscription(),
};

interface Circumstances {
  repair?: boolean;
  fields?: Record<string, string>;
}

async function examine(answers: Answers, { repair = false, fields = SENDER_FIELDS }: Circumstances = {}) {
  const { provider, calls } = connectTo({ ...GOOD, ...answers });
  const { account } = provider;
  const checks = await account?.check({
    senderPhoneNumber: '15550100200',
    senderFields: fields,
    callbackUrl: CALLBACK,
    repair,
    signal: AbortSignal.timeout(5_000),
  });
  expect(JSON.stringify(checks)).not.toMatch(/sentinel/);
  return { checks: checks ?? expect.fail('no facet'), calls };
}

function outcomes(checks: readonly AccountCheck[]): string[] {
  return checks.map(({ name, ok }) => `${ok ? '+' : '-'}${name}`);
}

/** The one step that failed, which must say what to do. */
function failedOf(checks: readonly AccountCheck[]): AccountCheck {
  const failed = checks.filter(({ ok }) => !ok);
  expect(failed).toHaveLength(1);
  expect(failed[0]?.hint).toMatch(/\w/);
  return failed[0] ?? expect.fail('nothing failed');
}

test('a good set-up passes every step and changes nothing', async () => {
  const { checks, calls } = await examine({});
  expect(outcomes(checks)).toEqual([
    '+token',
    '+app_id',
    '+app_secret',
    '+permissions',
    '+sender_id',
    '+registration',
    '+subscription',
    '+callback',
    '+webhook_fields',
    '+health',
  ]);
  expect(calls.every(({ method }) => method === 'GET')).toBe(true);
  expect(checks.at(-1)?.message).toContain('Quality: green');
});

describe('the token', () => {
  test('item 64: is asked about with the app’s own token', async () => {
    const { calls } = await examine({});
    expect(calls[0]?.url.searchParams.get('input_token')).toBe(settings.accessToken);
    expect(calls[0]?.headers.get('authorization')).toBe(`Bearer ${appId}|${settings.appSecret}`);
  });

  test('that is not valid, or has ended, ends the examination', async () => {
    const invalid = { ...token, is_valid: false, error: { message: 'The session was invalidated.' } };
    const { checks } = await examine({ 'GET debug_token': { data: invalid } });
    expect(failedOf(checks)).toMatchObject({ name: 'token', message: 'The session was invalidated.' });
    expect(checks.map(({ name }) => name)).not.toContain('sender_id');
    const ended = { ...token, expires_at: NOW / 1_000 - 1 };
    expect(failedOf((await examine({ 'GET debug_token': { data: ended } })).checks)).toMatchObject({ name: 'token' });
  });

  test('tells its end', async () => {
    const { checks } = await examine({ 'GET debug_token': { data: { ...token, expires_at: NOW / 1_000 + 60 } } });
    expect(checks[0]).toEqual({
      name: 'token',
      ok: true,
      message: `The access token is valid until ${new Date(NOW + 60_000).toISOString()}.`,
    });
  });

  test('of another app is told', async () => {
    const other = await examine({ 'GET debug_token': { data: { ...token, app_id: '999' } } });
    expect(failedOf(other.checks)).toMatchObject({ name: 'app_id', message: expect.stringContaining('999') });
    const refused = graphError(100, { message: '(#100) The App_id in the input_token did not match the Viewing App' });
    expect(failedOf((await examine({ 'GET debug_token': refused })).checks)).toMatchObject({ name: 'app_id' });
  });

  test('cannot be judged while Meta is not reached', async () => {
    const { checks } = await examine({ 'GET debug_token': new Error('unreachable') });
    expect(outcomes(checks)).toEqual(['-token']);
    expect(checks[0]?.hint).toContain('later');
  });
});

describe('a wrong app secret', () => {
  const wrong = { 'GET debug_token': graphError(190, {}, 400) };

  test('is told apart from a wrong token, and the number is examined without the proof', async () => {
    const { checks, calls } = await examine(wrong);
    expect(failedOf(checks)).toMatchObject({ name: 'app_secret' });
    expect(outcomes(checks)).toEqual([
      '+token',
      '-app_secret',
      '+sender_id',
      '+registration',
      '+subscription',
      '+health',
    ]);
    expect(calls.slice(1).every(({ url }) => !url.searchParams.has('appsecret_proof'))).toBe(true);
  });

  test('beside a wrong token leaves nothing to try', async () => {
    const { checks } = await examine({ ...wrong, [`GET ${PHONE_NUMBER_ID}`]: graphError(190, {}, 401) });
    expect(outcomes(checks)).toEqual(['-token', '-app_secret']);
  });
});

describe('permissions', () => {
  test('that are missing are named', async () => {
    const { checks } = await examine({
      'GET debug_token': { data: { ...token, scopes: ['whatsapp_business_messaging'] } },
    });
    expect(failedOf(checks)).toMatchObject({
      name: 'permissions',
      message: expect.stringContaining('whatsapp_business_management'),
    });
  });

  test('for other accounts only do not count', async () => {
    const granular_scopes = SCOPES.map((scope) => ({ scope, target_ids: ['1'] }));
    const { checks } = await examine({ 'GET debug_token': { data: { ...token, granular_scopes } } });
    expect(failedOf(checks)).toMatchObject({ name: 'permissions', message: expect.stringContaining(ACCOUNT_ID) });
  });

  test('item 64: without targets hold for all', async () => {
    const granular_scopes = SCOPES.map((scope) => ({ scope }));
    const { checks } = await examine({ 'GET debug_token': { data: { ...token, granular_scopes } } });
    expect(outcomes(checks)).toContain('+permissions');
  });

  test('item 64: tell the account of a number whose account is not entered', async () => {
    const granular_scopes = SCOPES.map((scope) => ({ scope, target_ids: ['1', ACCOUNT_ID] }));
    const fields = { phoneNumberId: PHONE_NUMBER_ID };
    const { checks } = await examine({ 'GET debug_token': { data: { ...token, granular_scopes } } }, { fields });
    expect(outcomes(checks)).not.toContain('-subscription');
  });
});

describe('the number', () => {
  test.each([
    ['an unknown id', graphError(100, { error_subcode: 33 })],
    ['the id of something else', { id: PHONE_NUMBER_ID }],
    ['the id of another number', { ...number, display_phone_number: '+1 555 010 0999' }],
  ])('with %s is told, and nothing about it is examined', async (_name, answer) => {
    const { checks } = await examine({ [`GET ${PHONE_NUMBER_ID}`]: answer });
    expect(failedOf(checks)).toMatchObject({ name: 'sender_id' });
    expect(outcomes(checks)).not.toContain('+registration');
  });

  test('of another account is told', async () => {
    const { checks } = await examine({ [`GET ${ACCOUNT_ID}/phone_numbers`]: { data: [{ id: '1' }] } });
    expect(failedOf(checks)).toMatchObject({ name: 'sender_id', message: expect.stringContaining(ACCOUNT_ID) });
  });

  test.each([
    [{ status: 'PENDING' }, 'Register it'],
    [{ status: 'DISCONNECTED' }, 'Register it'],
    [{ status: 'PENDING', code_verification_status: 'NOT_VERIFIED' }, 'Verify the number'],
    [{ status: 'BANNED' }, 'quality'],
    [{ status: undefined, platform_type: 'NOT_APPLICABLE' }, 'Register it'],
    [{ platform_type: 'ON_PREMISE' }, 'Register it'],
  ])('that is %j is not registered', async (members, hint) => {
    const { checks } = await examine({ [`GET ${PHONE_NUMBER_ID}`]: { ...number, ...members } });
    expect(failedOf(checks)).toMatchObject({ name: 'registration', hint: expect.stringContaining(hint) });
  });

  test.each([{ status: 'FLAGGED' }, { status: 'RATE_LIMITED' }, { status: undefined }])(
    'that is %j is registered',
    async (members) => {
      const { checks } = await examine({ [`GET ${PHONE_NUMBER_ID}`]: { ...number, ...members } });
      expect(outcomes(checks)).toContain('+registration');
    },
  );

  test('that Meta blocks is told with Meta’s own solution', async () => {
    const errors = [{ error_code: 141006, error_description: 'No payment method.', possible_solution: 'Add a card.' }];
    const health = (can_send_message: string) => ({
      ...number,
      health_status: { can_send_message, entities: [{ errors }] },
    });
    const blocked = await examine({ [`GET ${PHONE_NUMBER_ID}`]: health('BLOCKED') });
    expect(failedOf(blocked.checks)).toMatchObject({
      name: 'health',
      message: expect.stringContaining('No payment method.'),
      hint: 'Add a card.',
    });
    const limited = await examine({ [`GET ${PHONE_NUMBER_ID}`]: health('LIMITED') });
    expect(limited.checks.at(-1)).toMatchObject({ ok: true, message: expect.stringContaining('limited') });
  });
});

describe('item 62: the subscription of the app to the account', () => {
  const none = { [`GET ${ACCOUNT_ID}/subscribed_apps`]: { data: [{ whatsapp_business_api_data: { id: '999' } }] } };
  const subscribe = `POST ${ACCOUNT_ID}/subscribed_apps`;

  test('is told where it is missing', async () => {
    expect(failedOf((await examine(none)).checks)).toMatchObject({ name: 'subscription' });
  });

  test('is made when asked to repair', async () => {
    const { checks, calls } = await examine({ ...none, [subscribe]: { success: true } }, { repair: true });
    expect(outcomes(checks)).toContain('+subscription');
    expect(calls.filter(({ method }) => method !== 'GET').map(({ url }) => url.pathname)).toEqual([
      `/v25.0/${ACCOUNT_ID}/subscribed_apps`,
    ]);
  });

  test('that cannot be made is told', async () => {
    const { checks } = await examine({ ...none, [subscribe]: graphError(200) }, { repair: true });
    expect(failedOf(checks)).toMatchObject({ name: 'subscription', message: expect.stringContaining('200') });
  });

  test('cannot be examined without the account', async () => {
    const { checks } = await examine({}, { fields: { phoneNumberId: PHONE_NUMBER_ID } });
    expect(failedOf(checks)).toMatchObject({ name: 'subscription', hint: expect.stringContaining('account ID') });
  });
});

describe('the callback URL', () => {
  const elsewhere = 'https://elsewhere.example/hook';
  const app = `GET ${appId}/subscriptions`;

  test('that points elsewhere is told', async () => {
    const { checks } = await examine({ [app]: subscription({ callback_url: elsewhere }) });
    expect(failedOf(checks)).toMatchObject({ name: 'callback', message: expect.stringContaining(elsewhere) });
  });

  test('of an override goes before that of the app, the number’s before the account’s', async () => {
    const own = { whatsapp_business_api_data: { id: appId }, override_callback_uri: elsewhere };
    const ofAccount = { [`GET ${ACCOUNT_ID}/subscribed_apps`]: { data: [own] } };
    const account = await examine(ofAccount);
    expect(failedOf(account.checks).message).toBe(`An override of the account sends its webhooks to ${elsewhere}.`);
    const ofNumber = (phone_number: string) => ({
      [`GET ${PHONE_NUMBER_ID}`]: { ...number, webhook_configuration: { phone_number } },
    });
    const both = await examine({ ...ofAccount, ...ofNumber('https://third.example/') });
    expect(failedOf(both.checks).message).toContain('An override of the number');
    expect(outcomes((await examine({ ...ofAccount, ...ofNumber(CALLBACK) })).checks)).toContain('+callback');
  });

  test('item 63: is entered where there is none, when asked to repair', async () => {
    const post = `POST ${appId}/subscriptions`;
    const { checks, calls } = await examine({ [app]: { data: [] }, [post]: { success: 'true' } }, { repair: true });
    expect(outcomes(checks)).toEqual(expect.arrayContaining(['+callback', '+verify_token', '+webhook_fields']));
    expect(calls.find(({ method }) => method === 'POST')?.body).toMatchObject({
      object: 'whatsapp_business_account',
      callback_url: CALLBACK,
      verify_token: settings.verifyToken,
      fields: expect.stringContaining('messages,'),
    });
    const refused = await examine({ [app]: { data: [] }, [post]: graphError(2200) }, { repair: true });
    expect(failedOf(refused.checks)).toMatchObject({ name: 'callback', hint: expect.stringContaining('verify token') });
  });

  test('is not taken away from somebody else', async () => {
    const { calls } = await examine({ [app]: subscription({ callback_url: elsewhere }) }, { repair: true });
    expect(calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('needs the field messages; others that are missing are named', async () => {
    const without = (name: string) => ({ [app]: subscription({ fields: WANTED.filter((field) => field !== name) }) });
    expect(failedOf((await examine(without('messages'))).checks)).toMatchObject({ name: 'webhook_fields' });
    const { checks } = await examine(without('user_preferences'));
    expect(checks.find(({ name }) => name === 'webhook_fields')).toMatchObject({
      ok: true,
      message: expect.stringContaining('user_preferences'),
    });
  });
});

describe('facts', () => {
  const factsOf = async (answers: Answers, senderFields: Record<string, string> = SENDER_FIELDS) => {
    const { provider } = connectTo(answers);
    return provider.account?.facts?.({
      senderPhoneNumber: '15550100200',
      senderFields,
      signal: AbortSignal.timeout(5_000),
    });
  };
  const facts = {
    ...number,
    verified_name: 'Tidewell',
    name_status: 'APPROVED',
    throughput: { level: 'STANDARD' },
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
    is_official_business_account: true,
  };

  test('of a number and its account', async () => {
    const account = { id: ACCOUNT_ID, name: 'Tidewell', currency: 'EUR', account_review_status: 'APPROVED' };
    expect(await factsOf({ [`GET ${PHONE_NUMBER_ID}`]: facts, [`GET ${ACCOUNT_ID}`]: account })).toEqual({
      ok: true,
      value: {
        sender: {
          displayPhoneNumber: '+1 555 010 0200',
          verifiedName: 'Tidewell',
          nameReview: 'approved',
          status: 'connected',
          quality: 'green',
          throughput: 'standard',
          platform: 'cloud_api',
          official: 'yes',
          messagingLimit: '2000',
        },
        account: { name: 'Tidewell', currency: 'EUR', review: 'approved' },
      },
    });
  });

  test('have the limit under its older name where the version knows no other', async () => {
    const answers = [facts, graphError(100), { messaging_limit_tier: 'TIER_10K' }];
    expect(await factsOf({ [`GET ${PHONE_NUMBER_ID}`]: answers })).toMatchObject({
      value: { sender: { messagingLimit: '10000' }, account: {} },
    });
  });

  test('cannot be had of a number that is not there', async () => {
    expect(await factsOf({})).toMatchObject({ ok: false, trouble: { kind: 'not_found' } });
  });
});
