import { expect, test } from 'vitest';
import type { ProviderSamples } from '../../../test/contracts/provider/samples.ts';
import { describeProvider } from '../../../test/contracts/provider.ts';
import { connection, postOf, SENDER } from './fixtures/connections.ts';
import { outbound } from './fixtures/outbound.ts';
import { combine, messages, NC_ID, statuses } from './fixtures/webhooks.ts';
import { netcore } from './index.ts';

const refusedBy = (code: string | number, status = 200, message = 'No.') => ({
  status,
  body: JSON.stringify({ status: 'failure', error: { code, message } }),
});

const samples: ProviderSamples = {
  settings: { ...connection, autoOptIn: 'on' },
  sender: { phoneNumber: SENDER, fields: {} },
  recipient: [{ kind: 'phone', value: '919812300001', matchKey: '919812300001' }],
  inbound: { ...messages, ...statuses },
  request: postOf,
  // Nothing of a request is signed; a header that the operator sets says whose it is.
  proofHeaders: ['x-webhook-secret'],
  proves: 'caller',
  combine,
  outbound,
  accepted: () => ({
    status: 200,
    body: JSON.stringify({ status: 'success', message: 'Request received successfully.', data: { id: NC_ID } }),
  }),
  failures: [
    { when: 'R7: a parameter is missing (8001)', answer: refusedBy('8001'), kind: 'message_invalid' },
    { when: 'R7: nobody opted in (8002)', answer: refusedBy('8002'), kind: 'rejected' },
    { when: 'R7: nobody is there (8003)', answer: refusedBy('8003'), kind: 'recipient_unreachable' },
    { when: 'R7: the client is unknown (8004)', answer: refusedBy('8004'), kind: 'channel_misconfigured' },
    { when: 'R7: it has a fault (8005)', answer: refusedBy('8005'), kind: 'provider_unavailable' },
    { when: 'R7: it is not valid (8006)', answer: refusedBy('8006'), kind: 'message_invalid' },
    { when: 'R7: the window is closed (8007)', answer: refusedBy('8007'), kind: 'window_closed' },
    { when: 'R7: the file is no good (8008)', answer: refusedBy('8008'), kind: 'message_invalid' },
    { when: 'R7: the code is a number', answer: refusedBy(8003), kind: 'recipient_unreachable' },
    { when: 'R7: the code comes with 400', answer: refusedBy('8007', 400), kind: 'window_closed' },
    {
      when: 'R7: the error stands at the top',
      answer: { status: 400, body: '{"code":"8007","message":"No."}' },
      kind: 'window_closed',
    },
    { when: 'R6: the code is unknown', answer: refusedBy('8099'), kind: 'rejected' },
    { when: 'R6: a failure says nothing', answer: { status: 200, body: '{"status":"failure"}' }, kind: 'rejected' },
    { when: 'R6: a success has no id', answer: { status: 200, body: '{"status":"success"}' }, kind: 'outcome_unknown' },
    { when: 'R8: it says 401', answer: { status: 401, body: '' }, kind: 'channel_misconfigured' },
    {
      when: 'R8: the gateway in front says 403',
      answer: { status: 403, body: '{"error":"Forbidden","message":"No access.","status":403}' },
      kind: 'channel_misconfigured',
    },
    {
      when: 'R8: 403 stands only in the body',
      answer: { status: 200, body: '{"error":"Forbidden","message":"No access.","status":403}' },
      kind: 'channel_misconfigured',
    },
    { when: 'R8: access is denied', answer: refusedBy('8006', 200, 'Access Denied'), kind: 'channel_misconfigured' },
    { when: 'R8: a page denies it', answer: { status: 200, body: 'Access Denied' }, kind: 'channel_misconfigured' },
    { when: 'R8: it is throttled', answer: refusedBy('8006', 429), kind: 'throttled' },
    { when: 'R8: the server fails', answer: { status: 503, body: '{}' }, kind: 'outcome_unknown' },
    { when: 'the path is wrong', answer: { status: 404, body: '' }, kind: 'channel_misconfigured' },
    { when: 'the address redirects', answer: { status: 302, body: '' }, kind: 'channel_misconfigured' },
  ],
  hosts: ['netcore.example'],
};

describeProvider(netcore, samples);

const { webhookHeader: _header, webhookSecret: _secret, ...bare } = connection;
describeProvider(
  { ...netcore, displayName: 'Netcore without a webhook header' },
  { ...samples, settings: bare, proofHeaders: [] },
);

test('R19: one channel may have 20 numbers', () => {
  expect(netcore.capabilities.sendersPerChannel).toBe(20);
});

test.each([
  ['apiKey', { apiKey: 'two words' }, 'one word'],
  ['optInSource', { optInSource: 'x'.repeat(26) }, '25'],
  ['apiBaseUrl', { apiBaseUrl: 'netcore.example' }, 'complete address'],
  ['sendPath', { sendPath: 'https://netcore.example/message' }, 'path'],
  ['webhookSecret', { webhookSecret: '' }, 'beside'],
])('says what is wrong with %s', (field, change, message) => {
  expect(netcore.validate({ ...connection, ...change })).toEqual([
    { field, message: expect.stringContaining(message) },
  ]);
});

test('a whole body of Netcore’s is known as such', () => {
  expect(netcore.isNative?.({ message: [{ message_type: 'text' }] })).toBe(true);
  expect(netcore.isNative?.({ message: 'Hi' })).toBe(false);
  expect(netcore.isNative?.({ message: [] })).toBe(false);
});
