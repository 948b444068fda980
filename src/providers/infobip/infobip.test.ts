import { expect, test } from 'vitest';
import type { ProviderSamples, SentRequest } from '../../../test/contracts/provider/samples.ts';
import { describeProvider } from '../../../test/contracts/provider.ts';
import { outbound } from './fixtures/outbound.ts';
import { allFixtures, combine, PHONE, postOf, settings, USER_ID } from './fixtures/webhooks.ts';
import { infobip } from './index.ts';

const pending = { groupId: 1, groupName: 'PENDING', id: 7, name: 'PENDING_ENROUTE', description: 'Message sent' };

/** As the endpoint called has it: templates are answered as a list, marking read with nothing. */
function accepted({ url, body }: SentRequest) {
  if (url.endsWith('/read')) return { status: 204, body: '' };
  const json = JSON.parse(body);
  const one = (message: { to: string; messageId: string }) => ({
    ...{ to: message.to, messageCount: 1, messageId: message.messageId, status: pending },
  });
  const isList = url.endsWith('/template');
  return { status: 200, body: JSON.stringify(isList ? { messages: json.messages.map(one) } : one(json)) };
}

function exception(status: number, messageId: string, text: string) {
  return { status, body: JSON.stringify({ requestError: { serviceException: { messageId, text } } }) };
}

/** HTTP 200, and refused all the same. */
function refused(groupId: number, id: number) {
  const status = { groupId, groupName: 'X', id, name: `STATUS_${id}`, description: 'Refused' };
  return { status: 200, body: JSON.stringify({ to: '1', messageCount: 1, messageId: 'm', status }) };
}

const rows = (kind: ProviderSamples['failures'][number]['kind'], groupId: number, ids: readonly number[]) =>
  ids.map((id) => ({ when: `R13: the message is refused (${id})`, answer: refused(groupId, id), kind }));

const samples: ProviderSamples = {
  settings,
  sender: { phoneNumber: '15550100200', fields: {} },
  recipient: [PHONE, USER_ID],
  inbound: allFixtures(),
  request: postOf,
  proofHeaders: ['x-hook-key', 'x-signature'],
  reserialize: (body) => JSON.stringify(JSON.parse(body), null, 1),
  combine,
  outbound,
  accepted,
  failures: [
    { when: 'a member is wrong', answer: exception(400, 'BAD_REQUEST', 'Bad request'), kind: 'message_invalid' },
    {
      when: 'the login is wrong',
      answer: exception(401, 'UNAUTHORIZED', 'Invalid login details'),
      kind: 'channel_misconfigured',
    },
    { when: 'the scope is missing', answer: { status: 403, body: '' }, kind: 'channel_misconfigured' },
    { when: 'nothing is there', answer: exception(404, 'NOT_FOUND', 'Not found'), kind: 'channel_misconfigured' },
    { when: 'the address redirects', answer: { status: 302, body: '' }, kind: 'channel_misconfigured' },
    { when: 'there are too many', answer: exception(429, 'TOO_MANY_REQUESTS', 'Too many requests'), kind: 'throttled' },
    { when: 'the server fails', answer: exception(500, 'GENERAL_ERROR', 'Oops'), kind: 'outcome_unknown' },
    { when: 'the method is wrong', answer: { status: 405, body: '' }, kind: 'rejected' },
    ...rows('recipient_unreachable', 5, [6, 8, 18, 51, 52]),
    ...rows('recipient_opted_out', 5, [10, 14]),
    ...rows('channel_misconfigured', 5, [11, 12, 13, 17, 19]),
    ...rows('rejected', 5, [20, 21, 87, 100, 999]),
    ...rows('message_invalid', 5, [25]),
    ...rows('recipient_unreachable', 2, [9]),
    ...rows('rejected', 2, [4, 31]),
    ...rows('rejected', 4, [15, 29, 87]),
  ],
  hosts: ['infobip.example'],
};

describeProvider(infobip, samples);

test.each([
  [{ baseUrl: '' }, 'baseUrl', 'needed'],
  [{ baseUrl: 'xyz.api.infobip.com?x=1' }, 'baseUrl', 'query'],
  [{ baseUrl: 'ftp://xyz.api.infobip.com' }, 'baseUrl', 'https://'],
  [{ apiKey: 'two words' }, 'apiKey', 'one word'],
  [{ authorization: 'app', apiKey: '' }, 'apiKey', 'app'],
  [{ apiKey: '', username: '' }, 'username', 'no API key'],
  [{ authorization: 'oauth', password: '' }, 'password', 'beside'],
  [{ authorization: 'basic', username: 'a:b' }, 'username', 'colon'],
  [{ platformEntityId: 'x'.repeat(256) }, 'platformEntityId', '255'],
  [{ trackingUrl: 'clicks' }, 'trackingUrl', 'complete'],
  [{ sandboxKeyword: 'two words' }, 'sandboxKeyword', 'one word'],
  [{ webhookHmacHeader: 'X Signature' }, 'webhookHmacHeader', 'name of a header'],
  [{ webhookHmacHeader: '' }, 'webhookHmacHeader', 'beside the key'],
  [{ webhookHmacSecret: '' }, 'webhookHmacSecret', 'beside the header'],
  [{ webhookSecret: '' }, 'webhookSecret', 'beside'],
])('says what is wrong with %j', (own, field, message) => {
  expect(infobip.validate({ ...settings, ...own })).toEqual([{ field, message: expect.stringContaining(message) }]);
});
