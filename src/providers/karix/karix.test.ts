import { expect, test } from 'vitest';
import type { ProviderSamples } from '../../../test/contracts/provider/samples.ts';
import { describeProvider } from '../../../test/contracts/provider.ts';
import { COMMERCE } from '../../../test/support/commerce-content.ts';
import { capabilities } from './capabilities.ts';
import * as connections from './fixtures/connections.ts';
import * as globalHooks from './fixtures/global.ts';
import { outbound } from './fixtures/outbound.ts';
import * as rcmHooks from './fixtures/rcm.ts';
import { karix } from './index.ts';

const common = {
  sender: { phoneNumber: connections.SENDER, fields: { optInId: connections.SENDER } },
  recipient: [{ kind: 'phone', value: connections.RECIPIENT, matchKey: connections.RECIPIENT }],
  request: connections.postOf,
  // Nothing of a request is signed; a header that the operator sets says whose it is.
  proofHeaders: ['x-webhook-secret'],
  proves: 'caller',
  hosts: ['karix.example'],
  combine: (bodies) => JSON.stringify(bodies.flatMap((body) => JSON.parse(body) as unknown)),
} satisfies Partial<ProviderSamples>;

const said = (statusCode: string, status = 200) => ({
  status,
  body: JSON.stringify({ statusCode, statusDesc: 'No.' }),
});

const rcm: ProviderSamples = {
  ...common,
  settings: connections.rcm,
  inbound: { ...rcmHooks.messages, ...rcmHooks.statuses },
  outbound: {
    ...outbound,
    carousel: COMMERCE.carousel,
    flow: COMMERCE.flow,
    order_details: COMMERCE.order_details,
    order_status: COMMERCE.order_status,
  },
  accepted: () => ({
    status: 200,
    body: JSON.stringify({ statusCode: '200', statusDesc: 'Successfully Accepted', mid: rcmHooks.MID }),
  }),
  failures: [
    { when: 'R6: 200 says 400', answer: said('400'), kind: 'message_invalid' },
    { when: 'R6: 400 says 400', answer: said('400', 400), kind: 'message_invalid' },
    { when: 'R6: a code is unknown', answer: said('711'), kind: 'rejected' },
    { when: 'R6: there is no mid', answer: said('200'), kind: 'outcome_unknown' },
    { when: 'R6: there is only a text', answer: { status: 200, body: '{"errorMessage":"No."}' }, kind: 'rejected' },
    {
      when: 'R6: the error is an object',
      answer: { status: 200, body: '{"error":{"code":404,"message":"No such template"}}' },
      kind: 'rejected',
    },
    { when: 'R7: it says 401', answer: said('401', 401), kind: 'channel_misconfigured' },
    { when: 'R7: it says 403', answer: { status: 403, body: '' }, kind: 'channel_misconfigured' },
    { when: 'R7: 401 stands only in the body', answer: said('401'), kind: 'channel_misconfigured' },
    { when: 'R7: it is throttled', answer: said('429', 429), kind: 'throttled' },
    { when: 'R7: 429 stands only in the body', answer: said('429'), kind: 'throttled' },
    { when: 'R7: the server fails', answer: said('500', 500), kind: 'outcome_unknown' },
    { when: 'R7: another 4xx', answer: said('422', 422), kind: 'rejected' },
    { when: 'the address is wrong', answer: { status: 404, body: '' }, kind: 'channel_misconfigured' },
    { when: 'the address redirects', answer: { status: 302, body: '' }, kind: 'channel_misconfigured' },
  ],
};

const refused = (status: number) => ({
  status,
  body: JSON.stringify({ meta: { request_uuid: 'r' }, error: { message: 'No.', param: 'destination' } }),
});

const { template: _, ...withoutTemplate } = outbound;

const global: ProviderSamples = {
  ...common,
  settings: connections.global,
  inbound: { ...globalHooks.messages, ...globalHooks.statuses },
  outbound: {
    ...withoutTemplate,
    carousel: COMMERCE.carousel,
    raw: { type: 'raw', provider: 'karix', payload: { text: 'Hi' } },
  },
  accepted: () => ({
    status: 202,
    body: JSON.stringify({ meta: { request_uuid: 'r' }, objects: [{ uid: globalHooks.UID, status: 'queued' }] }),
  }),
  failures: [
    { when: 'R19: it says 400', answer: refused(400), kind: 'message_invalid' },
    { when: 'R19: the balance is too low', answer: refused(402), kind: 'channel_misconfigured' },
    { when: 'R19: it says 401', answer: refused(401), kind: 'channel_misconfigured' },
    { when: 'R19: it says 403', answer: refused(403), kind: 'channel_misconfigured' },
    { when: 'R19: it says 404', answer: refused(404), kind: 'channel_misconfigured' },
    { when: 'R19: it says 500', answer: refused(500), kind: 'outcome_unknown' },
    {
      when: 'the message failed in the answer',
      answer: { status: 202, body: '{"objects":[{"uid":"x","status":"rejected","error":{"message":"No."}}]}' },
      kind: 'rejected',
    },
  ],
};

// The centre fits messages to RCM; the older API refuses these, and templates whose text is not known.
const content = { ...capabilities.content } as Record<
  keyof typeof capabilities.content,
  'native' | 'degraded' | 'rejected'
>;
for (const kind of ['flow', 'order_details', 'order_status', 'template'] as const) content[kind] = 'rejected';

describeProvider({ ...karix, displayName: 'Karix RCM' }, rcm);
describeProvider({ ...karix, displayName: 'Karix, the older API', capabilities: { ...capabilities, content } }, global);

test.each([
  ['product', { ...connections.rcm, product: 'sms' }, 'rcm or global'],
  ['accountKey', { ...connections.rcm, accountKey: 'two words' }, 'one word'],
  ['accountUid', { ...connections.global, accountUid: '' }, 'UID'],
  ['webHookDNId', { ...connections.rcm, webHookDNId: '10 01' }, 'ID alone'],
  ['templateUrl', { ...connections.rcm, templateUrl: '/templates' }, 'complete address'],
  ['optInUrl', { ...connections.rcm, optInUrl: 'ftp://karix.example' }, 'complete address'],
  ['mediaHosts', { ...connections.rcm, mediaHosts: 'https://files.example' }, 'no host'],
  ['apiBaseUrl', { ...connections.rcm, apiBaseUrl: 'karix.example' }, 'complete address'],
  ['webhookSecret', { ...connections.rcm, webhookSecret: '' }, 'beside'],
])('R17: says what is wrong with %s', (field, settings, message) => {
  expect(karix.validate(settings)).toEqual([{ field, message: expect.stringContaining(message) }]);
});

test('R17: what only some accounts have is there only with its address', () => {
  const host = { fetch, now: () => 0, memo: { read: async () => undefined, keep: async () => {} } };
  const bare = karix.connect({ accountKey: 'account-key-sentinel' }, host);
  expect(bare.templates).toBeUndefined();
  expect(bare.consent).toBeUndefined();
  const whole = karix.connect(connections.rcm, host);
  expect(whole.templates).toBeDefined();
  expect(whole.consent).toBeDefined();
});

test('a whole body of the RCM API is known as such', () => {
  expect(karix.isNative?.({ message: { channel: 'WABA', content: { type: 'TEXT' } } })).toBe(true);
  expect(karix.isNative?.({ message: { content: { type: 'TEXT' } } })).toBe(false);
  expect(karix.isNative?.({ message: 'Hi' })).toBe(false);
});
