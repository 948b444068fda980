import { expect, test } from 'vitest';
import type { ProviderSamples, SentRequest } from '../../../test/contracts/provider/samples.ts';
import { describeProvider } from '../../../test/contracts/provider.ts';
import { outbound } from './fixtures/outbound.ts';
import { allFixtures, PHONE, postOf, settings, USER_ID } from './fixtures/webhooks.ts';
import { twilio } from './index.ts';

const errorOf = (code: number, status = 400) => ({
  status,
  body: JSON.stringify({
    code,
    message: `Error ${code}`,
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status,
  }),
});

function rows(kind: ProviderSamples['failures'][number]['kind'], when: string, codes: readonly number[], status = 400) {
  return codes.map((code) => ({ when: `${when} (${code})`, answer: errorOf(code, status), kind }));
}

/** A template is looked up before it is sent. */
function accepted({ method, url }: SentRequest) {
  if (method === 'GET') {
    const content = { sid: `HX${'2'.repeat(32)}`, friendly_name: 'order_ready', language: 'en', types: {} };
    return { status: 200, body: JSON.stringify({ contents: [content], meta: { next_page_url: null } }) };
  }
  const sid = url.includes('/v1/Content') ? `HX${'1'.repeat(32)}` : `SM${'1'.repeat(32)}`;
  return { status: 201, body: JSON.stringify({ sid, status: 'queued', num_media: '0', from: null, price: null }) };
}

const samples: ProviderSamples = {
  settings,
  sender: { phoneNumber: '15550100200', fields: {} },
  recipient: [PHONE, USER_ID],
  inbound: allFixtures(),
  request: postOf,
  proofHeaders: ['x-twilio-signature'],
  // The parameters of a form are signed, not its bytes; of JSON it is the bytes.
  reserialize: (body) => (body.startsWith('{') ? JSON.stringify(JSON.parse(body)) : body),
  outbound,
  accepted,
  failures: [
    ...rows('channel_misconfigured', 'the account needs attention', [20003], 401),
    ...rows(
      'channel_misconfigured',
      'the set-up is wrong',
      [20005, 21212, 21603, 21606, 21703, 21910, 63001, 63007, 63051],
    ),
    ...rows(
      'message_invalid',
      'the message is wrong',
      [21602, 21617, 21620, 21655, 21656, 63005, 63019, 63021, 63027, 63034],
    ),
    ...rows(
      'recipient_unreachable',
      'the person cannot be reached',
      [21211, 21608, 21614, 63003, 63014, 63015, 63024, 63033],
    ),
    ...rows('recipient_opted_out', 'the person opted out', [21610]),
    ...rows('window_closed', 'the window is closed', [63016]),
    ...rows('throttled', 'a limit is reached', [20429, 21611], 429),
    ...rows('throttled', 'a limit is reached', [30001, 63017, 63018, 63038]),
    ...rows('provider_unavailable', 'the channel is away and said so', [63009, 63010, 63012]),
    ...rows('rejected', 'WhatsApp does not want it', [63013, 63026, 63049]),
    ...rows('rejected', 'the code is newer than the table', [63999]),
    ...rows('outcome_unknown', 'the server fails with a code', [63012, 20500], 500),
    { when: 'a 401 has no code', answer: { status: 401, body: '' }, kind: 'channel_misconfigured' },
    { when: 'a 404 is a page', answer: { status: 404, body: '<html>' }, kind: 'channel_misconfigured' },
    { when: 'the address redirects', answer: { status: 302, body: '' }, kind: 'channel_misconfigured' },
    { when: 'a 400 has no code', answer: { status: 400, body: 'no' }, kind: 'rejected' },
  ],
  hosts: ['twilio.example'],
};

describeProvider(twilio, samples);

test.each([
  ['accountSid', 'AC1', '32 hexadecimal'],
  ['authToken', 'two words', 'one word'],
  ['apiKeySid', 'ACf00000000000000000000000000000d1', 'SK'],
  ['apiKeySecret', '', 'beside the SID'],
  ['apiKeySid', '', 'beside the secret'],
  ['messagingServiceSid', 'service', 'MG'],
  ['apiBaseUrl', 'twilio.example', 'complete address'],
  ['apiBaseUrl', 'https://twilio.example/?a=1', 'query'],
])('R1: says what is wrong with %s = %j', (field, value, message) => {
  const problems = twilio.validate({ ...settings, [field]: value });
  expect(problems).toEqual([{ field, message: expect.stringContaining(message) }]);
});

test('R25: what is refused here outside the window carries the code that Twilio would give', () => {
  expect(twilio.capabilities.refusalCodes?.windowClosed).toBe('63016');
  expect(twilio.capabilities.windowMs).toBe(24 * 3_600_000);
});

test('R27: a sender has 80 messages a second', () => {
  expect(twilio.capabilities.pacing.perSecond).toBe(80);
});

test('R5: the callback URL is shown with the wish for repeats', () => {
  expect(twilio.callbackSuffix).toBe('#rc=5&rp=5xx,ct,rt');
});

test('R34: secrets are marked as such', () => {
  const secrets = twilio.fields.filter(({ secret }) => secret).map(({ name }) => name);
  expect(secrets).toEqual(['authToken', 'previousAuthToken', 'apiKeySecret']);
});
