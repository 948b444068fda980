import { expect, test } from 'vitest';
import { combineEntries } from '../../../test/contracts/provider/combine-entries.ts';
import type { ProviderSamples } from '../../../test/contracts/provider/samples.ts';
import { describeProvider } from '../../../test/contracts/provider.ts';
import { COMMERCE } from '../../../test/support/commerce-content.ts';
import * as connections from './fixtures/connections.ts';
import * as enterpriseHooks from './fixtures/enterprise.ts';
import { outbound as others } from './fixtures/outbound.ts';
import * as selfServeHooks from './fixtures/self-serve.ts';
import { gupshup } from './index.ts';

const { order_details, order_status } = COMMERCE;
const outbound = { ...others, order_details, order_status };

const common = {
  sender: { phoneNumber: connections.SENDER, fields: {} },
  recipient: [{ kind: 'phone', value: '919812300001', matchKey: '919812300001' }],
  request: connections.postOf,
  // Nothing of a request is signed; a header that the operator sets says whose it is.
  proofHeaders: ['x-webhook-secret'],
  proves: 'caller',
  hosts: ['gupshup.example'],
} satisfies Partial<ProviderSamples>;

const refusedBy = (id: string, status = 200) => ({
  status,
  body: JSON.stringify({ response: { id, phone: '91', details: 'No.', status: 'error' } }),
});

const enterprise: ProviderSamples = {
  ...common,
  settings: { ...connections.enterprise, templatesBy: 'id' },
  inbound: enterpriseHooks.messages,
  // An enterprise template's id is a number.
  outbound: { ...outbound, template: { ...outbound.template, name: '7710001' } },
  accepted: () => ({
    status: 200,
    body: '{"response":{"id":"4610000000000000123-270000000000000456","phone":"919812300001","details":"","status":"success"}}',
  }),
  failures: [
    { when: 'R4: the server has a fault (100)', answer: refusedBy('100'), kind: 'provider_unavailable' },
    { when: 'a parameter is wrong (101)', answer: refusedBy('101'), kind: 'message_invalid' },
    { when: 'R4: the password is wrong (102)', answer: refusedBy('102'), kind: 'channel_misconfigured' },
    { when: 'R4: the user id is unknown (103)', answer: refusedBy('103'), kind: 'channel_misconfigured' },
    { when: 'the number is wrong (105)', answer: refusedBy('105'), kind: 'recipient_unreachable' },
    { when: 'the method is not allowed (106)', answer: refusedBy('106'), kind: 'channel_misconfigured' },
    { when: 'the country is not allowed (175)', answer: refusedBy('175'), kind: 'channel_misconfigured' },
    { when: 'the code is unknown', answer: refusedBy('999'), kind: 'rejected' },
    { when: 'R2: an error comes with 500', answer: refusedBy('105', 500), kind: 'recipient_unreachable' },
    {
      when: 'R3: the answer is a line',
      answer: { status: 200, body: 'error | 105 | The phone number is not a valid phone number.' },
      kind: 'recipient_unreachable',
    },
    { when: 'the access is refused', answer: { status: 403, body: '' }, kind: 'channel_misconfigured' },
    { when: 'the address redirects', answer: { status: 302, body: '' }, kind: 'channel_misconfigured' },
  ],
};

const said = (message: string, status = 400) => ({ status, body: JSON.stringify({ status: 'error', message }) });

const selfServe: ProviderSamples = {
  ...common,
  settings: connections.selfServe,
  inbound: { ...selfServeHooks.messages, ...selfServeHooks.events },
  outbound,
  accepted: ({ url }) => ({
    status: 202,
    body: url.includes('/v3/')
      ? `{"messaging_product":"whatsapp","messages":[{"id":"${selfServeHooks.GS_ID}"}]}`
      : `{"status":"submitted","messageId":"${selfServeHooks.GS_ID}"}`,
  }),
  failures: [
    { when: 'R25: the destination is wrong', answer: said('Invalid Destination'), kind: 'recipient_unreachable' },
    { when: 'R25: app and number differ', answer: said('Invalid App Details'), kind: 'channel_misconfigured' },
    { when: 'R25: the key is wrong', answer: said('Authentication Failed', 401), kind: 'channel_misconfigured' },
    { when: 'R25: another 400', answer: said('Message is empty'), kind: 'rejected' },
    { when: 'R25: it is throttled', answer: said('Too many', 429), kind: 'throttled' },
    { when: 'R25: the server fails', answer: said('Oops', 503), kind: 'outcome_unknown' },
    {
      when: 'the wallet is low',
      answer: { status: 400, body: '{"code":1003,"message":"Low"}' },
      kind: 'channel_misconfigured',
    },
  ],
};

// What stands for both products may not stand for each: only the enterprise gateway echoes anything.
const withoutEcho = { ...gupshup, capabilities: { ...gupshup.capabilities, doubt: 'none' as const } };

describeProvider({ ...gupshup, displayName: 'Gupshup enterprise' }, enterprise);
describeProvider(
  { ...gupshup, displayName: 'Gupshup enterprise with reports' },
  {
    ...enterprise,
    inbound: enterpriseHooks.reports,
    combine: (bodies) => enterpriseHooks.reportsOf(...bodies.flatMap(reportsIn)),
  },
);
describeProvider({ ...withoutEcho, displayName: 'Gupshup self-serve' }, selfServe);
describeProvider(
  { ...withoutEcho, displayName: 'Gupshup self-serve, version 3' },
  {
    ...selfServe,
    inbound: selfServeHooks.v3,
    combine: combineEntries,
  },
);

/** The list within a body, whatever became of it. */
function reportsIn(body: string): unknown[] {
  const text = body.startsWith('{')
    ? (JSON.parse(body) as { response?: unknown }).response
    : new URLSearchParams(body).get('response');
  try {
    const list: unknown = JSON.parse(String(text));
    return Array.isArray(list) ? list : [list];
  } catch {
    return [text];
  }
}

test.each([
  ['product', { ...connections.enterprise, product: 'sms' }, 'enterprise or self_serve'],
  ['userId', { ...connections.enterprise, userId: '' }, 'user ID'],
  ['password', { ...connections.enterprise, password: '' }, 'password'],
  ['hsmPassword', { ...connections.enterprise, hsmPassword: '' }, 'beside'],
  ['hsmUserId', { ...connections.enterprise, hsmUserId: '' }, 'beside'],
  ['apiKey', { ...connections.selfServe, apiKey: 'two words' }, 'one word'],
  ['appName', { ...connections.selfServe, appName: '' }, 'name of the app'],
  ['appId', { ...connections.selfServe, appId: '' }, 'beside'],
  ['appToken', { ...connections.selfServe, appToken: 'line\nend' }, 'one word'],
  ['partnerPassword', { ...connections.selfServe, partnerEmail: 'a@example.com' }, 'beside'],
  ['partnerEmail', { ...connections.selfServe, partnerPassword: 'partner-sentinel' }, 'beside'],
  ['mediaHosts', { ...connections.enterprise, mediaHosts: 'https://files.example' }, 'no host'],
  ['apiBaseUrl', { ...connections.enterprise, apiBaseUrl: 'gupshup.example' }, 'complete address'],
  ['webhookSecret', { ...connections.enterprise, webhookSecret: '' }, 'beside'],
])('says what is wrong with %s', (field, settings, message) => {
  expect(gupshup.validate(settings)).toEqual([{ field, message: expect.stringContaining(message) }]);
});

test('the WABA ID of Kore.ai’s screen is taken for the user id', () => {
  const { userId, ...rest } = connections.enterprise;
  expect(gupshup.validate({ ...rest, wabaId: userId })).toEqual([]);
});

test.each([
  [{ method: 'SendMessage', msg: 'Hi' }, true],
  [{ method: 'SENDMEDIAMESSAGE', media_url: 'https://cdn.example/a.pdf' }, true],
  [{ method: 'OPT_IN', phone_number: '919812300001' }, false],
  [{ type: 'document', message_text: 'Bill', document: { url: 'https://cdn.example/a.pdf' } }, true],
  [{ type: 'document', document: { link: 'https://cdn.example/a.pdf' } }, false],
  [{ type: 'file', url: 'https://cdn.example/a.pdf' }, true],
  [{ type: 'quick_reply', options: [{ title: 'Yes' }] }, true],
  [{ messaging_product: 'whatsapp', type: 'text', text: { body: 'Hi' } }, true],
  [{ type: 'text', text: 'Hi' }, false],
  [{ text: 'Hi' }, false],
])('%j is a request in its own words: %s', (payload, expected) => {
  expect(gupshup.isNative?.(payload)).toBe(expected);
});
