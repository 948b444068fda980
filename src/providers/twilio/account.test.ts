import { describe, expect, test } from 'vitest';
import { type Call, connect, errorOf, type Said, startFarEnd } from '../../../test/support/twilio-far-end.ts';
import type { AccountCheck } from '../../domain/provider.ts';
import { CALLBACK_URL, settings } from './fixtures/webhooks.ts';

const ACCOUNT = `GET /2010-04-01/Accounts/${settings.accountSid}.json`;
const NUMBERS = `GET /2010-04-01/Accounts/${settings.accountSid}/IncomingPhoneNumbers.json`;
const SENDERS = 'GET /v2/Channels/Senders';
const WANTED = `${CALLBACK_URL}#rc=5&rp=5xx,ct,rt`;
const { signal } = new AbortController();

const sender = (own: Record<string, unknown> = {}) => ({
  sid: 'XE1',
  status: 'ONLINE',
  sender_id: 'whatsapp:+15550100200',
  webhook: { callback_url: WANTED, status_callback_url: WANTED },
  profile: { name: 'Bike shop' },
  properties: { quality_rating: 'HIGH', messaging_limit: '10K Customers/24hr' },
  offline_reasons: null,
  ...own,
});

const usual: Record<string, Said> = {
  [ACCOUNT]: {
    body: {
      sid: settings.accountSid,
      friendly_name: 'Shop',
      status: 'active',
      type: 'Full',
      auth_token: settings.authToken,
    },
  },
  [SENDERS]: { body: { senders: [sender()], meta: { next_page_url: null } } },
  [NUMBERS]: {
    body: {
      incoming_phone_numbers: [
        { phone_number: '+15550100200', friendly_name: 'The same' },
        { phone_number: '+15550100300', friendly_name: '(555) 010-0300' },
      ],
    },
  },
  'POST /v2/Channels/Senders/XE1': { status: 202, body: {} },
};

async function accountAt(own: Record<string, Said> = {}) {
  const far = await startFarEnd(({ what }) => ({ ...usual, ...own })[what] ?? errorOf(20404, 404));
  const { account } = connect(far);
  if (account === undefined) throw new Error('there is no account');
  return { account, calls: far.calls };
}

async function examine(own: Record<string, Said> = {}, asked: { senderPhoneNumber?: string; repair?: boolean } = {}) {
  const { account, calls } = await accountAt(own);
  const request = {
    senderPhoneNumber: '15550100200',
    repair: false,
    senderFields: {},
    callbackUrl: CALLBACK_URL,
    signal,
  };
  return { checks: await account.check({ ...request, ...asked }), calls };
}

const outcomes = (checks: readonly AccountCheck[]) => checks.map(({ name, ok }) => `${ok ? '+' : '-'}${name}`);
const posts = (calls: readonly Call[]) => calls.filter(({ what }) => what.startsWith('POST'));

describe('R2: the doctor', () => {
  test('finds all well, and changes nothing', async () => {
    const { checks, calls } = await examine();
    expect(outcomes(checks)).toEqual(['+token', '+account', '+sender_id', '+callback']);
    expect(posts(calls)).toEqual([]);
  });

  test('tries the token that signs webhooks, also beside an API key', async () => {
    const { calls } = await examine();
    const { accountSid, authToken } = settings;
    expect(calls[0]?.authorization).toBe(`Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`);
  });

  test.each<[string, Record<string, Said>, string[], string]>([
    ['wrong credentials', { [ACCOUNT]: errorOf(20003, 401) }, ['-token'], 'Error 20003'],
    ['a suspended account', { [ACCOUNT]: { body: { status: 'suspended' } } }, ['+token', '-account'], 'suspended'],
    [
      'a number that is no sender',
      { [SENDERS]: { body: { senders: [] } } },
      ['+token', '+account', '-sender_id'],
      'not a WhatsApp sender',
    ],
    [
      'a sender that is offline, with the reason',
      {
        [SENDERS]: {
          body: { senders: [sender({ status: 'OFFLINE', offline_reasons: [{ message: 'Name refused.' }] })] },
        },
      },
      ['+token', '+account', '-sender_id', '+callback'],
      'Name refused.',
    ],
    [
      'a sender without a webhook',
      { [SENDERS]: { body: { senders: [sender({ webhook: {} })] } } },
      ['+token', '+account', '+sender_id', '-callback'],
      'No webhook',
    ],
    [
      'senders that cannot be read',
      { [SENDERS]: errorOf(20003, 403) },
      ['+token', '+account', '-sender_id'],
      'Error 20003',
    ],
  ])('finds %s', async (_what, own, expected, message) => {
    const { checks } = await examine(own);
    expect(outcomes(checks)).toEqual(expected);
    expect(checks.find(({ ok }) => !ok)?.message).toContain(message);
  });

  test('tells a trial account', async () => {
    const { checks } = await examine({ [ACCOUNT]: { body: { status: 'active', type: 'Trial' } } });
    expect(checks[1]?.message).toContain('trial');
  });
});

describe('R5: the webhook', () => {
  const elsewhere = {
    [SENDERS]: { body: { senders: [sender({ webhook: { callback_url: 'https://other.example/x' } })] } },
  };

  test('is set by the repair, messages and statuses alike, and says where it went before', async () => {
    const { checks, calls } = await examine(elsewhere, { repair: true });
    expect(outcomes(checks)).toEqual(['+token', '+account', '+sender_id', '+callback']);
    expect(checks.at(-1)?.message).toContain('https://other.example/x');
    expect(posts(calls)[0]?.json).toEqual({
      webhook: {
        callback_url: WANTED,
        callback_method: 'POST',
        status_callback_url: WANTED,
        status_callback_method: 'POST',
      },
    });
  });

  test('must come by POST, the only way that is listened for', async () => {
    const put = sender({ webhook: { callback_url: WANTED, callback_method: 'PUT' } });
    const { checks, calls } = await examine({ [SENDERS]: { body: { senders: [put] } } });
    expect(checks.at(-1)).toMatchObject({ name: 'callback', ok: false, message: expect.stringContaining('PUT') });
    expect(calls.some(({ what }) => what.startsWith('POST'))).toBe(false);
  });

  test('is left alone where it is right, with or without the wish for repeats', async () => {
    const bare = sender({ webhook: { callback_url: CALLBACK_URL } });
    const { checks, calls } = await examine({ [SENDERS]: { body: { senders: [bare] } } }, { repair: true });
    expect(checks.at(-1)).toMatchObject({ ok: true, message: expect.stringContaining('#rc=5') });
    expect(posts(calls)).toEqual([]);
  });

  test('that cannot be set says what to enter by hand', async () => {
    const refused = { ...elsewhere, 'POST /v2/Channels/Senders/XE1': errorOf(63100) };
    const { checks } = await examine(refused, { repair: true });
    expect(checks.at(-1)).toMatchObject({ ok: false, hint: expect.stringContaining(WANTED) });
  });

  test('R32: of the sandbox is told for pasting', async () => {
    const { checks, calls } = await examine({}, { senderPhoneNumber: '14155238886', repair: true });
    expect(checks.at(-1)?.message).toContain(WANTED);
    expect(checks.map(({ message }) => message).join()).toContain('tests only');
    expect(calls).toHaveLength(1);
  });
});

test('R2: lists senders, numbers that are none yet, and the sandbox', async () => {
  const { account } = await accountAt();
  const numbers = await account.numbers?.({ signal });
  expect(numbers).toEqual({
    ok: true,
    value: [
      { phoneNumber: '15550100200', displayName: 'Bike shop', status: 'ONLINE', isReady: true, fields: {} },
      {
        phoneNumber: '15550100300',
        displayName: '(555) 010-0300',
        isReady: false,
        note: expect.stringContaining('approval'),
        fields: {},
      },
      {
        phoneNumber: '14155238886',
        displayName: 'Twilio sandbox',
        isReady: true,
        note: expect.stringContaining('tests'),
        fields: {},
      },
    ],
  });
});

test('R2: lists the senders of every page', async () => {
  const far = await startFarEnd(({ what, query }) => {
    if (what !== SENDERS) return usual[what] ?? {};
    const next = 'https://messaging.twilio.com/v2/Channels/Senders?Channel=whatsapp&PageToken=t';
    return query.has('PageToken')
      ? {
          body: {
            senders: [sender({ sid: 'XE2', sender_id: 'whatsapp:+15550100400' })],
            meta: { next_page_url: null },
          },
        }
      : { body: { senders: [sender()], meta: { next_page_url: next } } };
  });
  const numbers = await connect(far).account?.numbers?.({ signal });
  expect(numbers?.ok && numbers.value.map(({ phoneNumber }) => phoneNumber)).toContain('15550100400');
});

test('facts about number and account are told, R34: the auth token that comes with them is not', async () => {
  const { account } = await accountAt();
  const facts = await account.facts?.({ senderPhoneNumber: '15550100200', senderFields: {}, signal });
  expect(facts).toEqual({
    ok: true,
    value: {
      sender: { verifiedName: 'Bike shop', status: 'online', quality: 'high', messagingLimit: '10K Customers/24hr' },
      account: { name: 'Shop', status: 'active', type: 'Full' },
    },
  });
});
