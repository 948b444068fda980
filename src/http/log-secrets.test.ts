import { expect, it } from 'vitest';
import { ADMIN_KEY, asAdmin, fakeParts } from '../../test/support/http-parts.ts';
import { createSessions } from './auth/sessions.ts';
import { createServer } from './server.ts';

const WEBHOOK_TOKEN = 'c0ffee'.padEnd(64, '0');
const REPLY_TOKEN = 'reply-token-0123456789';
const ACCESS_TOKEN = 'EAAG-access-token-0123456789';
const PHONE = '15550001111';
const PROVIDER_ID = 'wamid.HBgLMTU1NTAwMDExMTE';

/** What a careless part might put into its error. */
function careless(): Promise<never> {
  const cause = Object.assign(new Error(`Bearer ${ACCESS_TOKEN} refused`), { config: { accessToken: ACCESS_TOKEN } });
  const error = new Error(`POST /webhooks/${WEBHOOK_TOKEN} for +${PHONE} (${PROVIDER_ID})`, { cause });
  return Promise.reject(
    Object.assign(error, { phoneNumber: PHONE, providerMessageId: PROVIDER_ID, token: REPLY_TOKEN }),
  );
}

it('writes no secret, token, phone number or provider message id into any line', async () => {
  const sessions = createSessions(() => 0);
  const broken = { create: careless } as never; // Only `create` is used.
  const parts = fakeParts({
    sessions,
    intake: { knows: async () => true, receive: careless },
    outbox: { send: careless },
    turnReplies: { receive: careless },
    bots: broken,
    channels: broken,
    apiKeys: { authenticate: fakeParts().apiKeys.authenticate, create: careless } as never, // Only these are used.
  });
  const app = createServer(parts);
  const code = sessions.issueCode();
  const signedIn = await app.inject(`/session?code=${code}`);
  const cookie = /chasqui_session=([^;]+)/.exec(String(signedIn.headers['set-cookie']))?.[1] ?? '';
  const post = (url: string, headers: Record<string, string>, payload: object) =>
    app.inject({ method: 'POST', url, headers, payload });
  const settings = { accessToken: ACCESS_TOKEN };
  const answers = [
    await post(`/webhooks/${WEBHOOK_TOKEN}?access_token=${ACCESS_TOKEN}`, {}, { from: PHONE }),
    await post('/api/v1/turns/trn_1/reply', { authorization: `Bearer ${REPLY_TOKEN}` }, {}),
    await post('/api/v1/bots', asAdmin, { name: 'B', connector: 'webhook', settings }),
    await post('/api/v1/channels', asAdmin, { name: 'C', provider: 'p', settings, senders: [{ phoneNumber: PHONE }] }),
    await post('/api/v1/messages', asAdmin, { channelId: 'chn_1', to: PHONE, content: PROVIDER_ID }),
    await post('/api/v1/api-keys', asAdmin, { name: 'K', scopes: ['read'] }),
  ];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([500, 500, 500, 500, 500, 500]);
  await app.inject({ url: `/connectors/${WEBHOOK_TOKEN}`, headers: { cookie: `chasqui_session=${cookie}` } });
  await app.inject({ url: '/api/v1/providers', headers: { authorization: `Bearer ${ACCESS_TOKEN}` } });
  await app.close();

  const written = parts.lines.join('');
  for (const route of ['/webhooks/:token', '/session', '/api/v1/turns/:id/reply', '/connectors/:token']) {
    expect(written).toContain(`"${route}"`);
  }
  expect(written).toContain('refused'); // The careless errors are there, masked.
  for (const secret of [WEBHOOK_TOKEN, REPLY_TOKEN, ACCESS_TOKEN, ADMIN_KEY, code, cookie, PHONE, PROVIDER_ID]) {
    expect(written).not.toContain(secret);
    for (const { body } of answers) expect(body).not.toContain(secret);
  }
});
