import { expect, test } from 'vitest';
import { combineEntries } from '../../../test/contracts/provider/combine-entries.ts';
import type { ProviderSamples } from '../../../test/contracts/provider/samples.ts';
import { describeProvider } from '../../../test/contracts/provider.ts';
import { COMMERCE } from '../../../test/support/commerce-content.ts';
import { outbound } from './fixtures/outbound.ts';
import { ACCOUNT_ID, allFixtures, PHONE, PHONE_NUMBER_ID, postOf, settings, USER_ID } from './fixtures/webhooks.ts';
import { meta } from './index.ts';

const graphError = (code: number, status = 400, subcode?: number) => ({
  status,
  body: JSON.stringify({ error: { message: `(#${code})`, code, error_subcode: subcode, fbtrace_id: 'Ax' } }),
});

const samples: ProviderSamples = {
  settings,
  sender: { phoneNumber: '15550100200', fields: { phoneNumberId: PHONE_NUMBER_ID, businessAccountId: ACCOUNT_ID } },
  recipient: [PHONE, USER_ID],
  inbound: allFixtures(),
  request: postOf,
  proofHeaders: ['x-hub-signature-256'],
  reserialize: (body) => JSON.stringify(JSON.parse(body)),
  combine: combineEntries,
  outbound: { ...outbound, ...COMMERCE },
  accepted: () => ({
    status: 200,
    body: '{"messaging_product":"whatsapp","contacts":[{"input":"+15550104477","wa_id":"15550104477"}],"messages":[{"id":"wamid.OUT1"}]}',
  }),
  failures: [
    ...[1, 2, 131000, 131016, 131057].map((code) => ({
      when: `Meta is uncertain itself (${code})`,
      answer: graphError(code, 500),
      kind: 'outcome_unknown' as const,
    })),
    ...[4, 80007, 130429, 131056].map((code) => ({
      when: `a limit is reached (${code})`,
      answer: graphError(code),
      kind: 'throttled' as const,
    })),
    ...[0, 3, 10, 33, 190, 200, 299, 368, 131005, 131031, 131042, 133010].map((code) => ({
      when: `the account needs attention (${code})`,
      answer: graphError(code, 403),
      kind: 'channel_misconfigured' as const,
    })),
    ...[100, 131008, 131009, 131051, 131053, 132000, 132001, 132012, 132015].map((code) => ({
      when: `the message is wrong (${code})`,
      answer: graphError(code),
      kind: 'message_invalid' as const,
    })),
    ...[131026, 131030, 130472, 130403].map((code) => ({
      when: `the person cannot be reached (${code})`,
      answer: graphError(code),
      kind: 'recipient_unreachable' as const,
    })),
    { when: '100 means an unknown object', answer: graphError(100, 400, 33), kind: 'channel_misconfigured' },
    { when: 'the window is closed', answer: graphError(131047), kind: 'window_closed' },
    { when: 'the person opted out', answer: graphError(131050), kind: 'recipient_opted_out' },
    { when: 'the marketing limit is reached', answer: graphError(131049), kind: 'rejected' },
    { when: 'the code is unknown', answer: graphError(999999), kind: 'rejected' },
    { when: 'an unknown code comes with 500', answer: graphError(999999, 500), kind: 'outcome_unknown' },
    { when: 'item 84: a 429 carries an unknown code', answer: graphError(999999, 429), kind: 'throttled' },
    { when: 'a 429 carries a code of another kind', answer: graphError(131009, 429), kind: 'throttled' },
    { when: 'a 401 has no code', answer: { status: 401, body: '' }, kind: 'channel_misconfigured' },
    { when: 'a 404 is a page', answer: { status: 404, body: '<html>' }, kind: 'channel_misconfigured' },
    { when: 'the address redirects', answer: { status: 302, body: '' }, kind: 'channel_misconfigured' },
    { when: 'a 400 has no code', answer: { status: 400, body: 'no' }, kind: 'rejected' },
  ],
  hosts: ['graph.example'],
};

describeProvider(meta, samples);

test.each([
  ['accessToken', 'two words', 'one word'],
  ['accessToken', 'line\nend', 'one word'],
  ['graphVersion', '25', 'v25.0'],
  ['apiBaseUrl', 'graph.example', 'complete address'],
  ['apiBaseUrl', 'ftp://graph.example', 'https://'],
  ['apiBaseUrl', 'https://a:b@graph.example', 'password'],
  ['apiBaseUrl', 'https://graph.example/?a=1', 'query'],
])('says what is wrong with %s = %j', (field, value, message) => {
  const problems = meta.validate({ ...settings, [field]: value });
  expect(problems).toEqual([{ field, message: expect.stringContaining(message) }]);
});
