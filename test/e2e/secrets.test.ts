import { expect, test } from 'vitest';
import { createAnnouncer } from '../../src/simulators/kit/events.ts';
import { type RunningMetaSimulator, startMetaSimulator } from '../../src/simulators/meta/start.ts';
import { startGateway } from '../support/gateway-process.ts';
import { startBot, type TestBot } from './bot.ts';
import { followChanges } from './changes.ts';
import { eventually } from './eventually.ts';
import { ENGINES, freshPremises } from './gateway.ts';
import { inventNumber } from './number.ts';
import { postWebhook, textMessage, webhookBody } from './webhooks.ts';

/** Lists and details that an operator may read. */
const PLACES = [
  '/channels',
  '/bots',
  '/messages',
  '/conversations',
  '/dead-letters',
  '/api-keys',
  '/providers',
  '/connectors',
];

interface Scene {
  simulator: RunningMetaSimulator;
  bot: TestBot;
  url: string;
  api<Result>(method: string, path: string, body?: unknown): Promise<Result>;
}

/** Everything happens that handles secrets: set-up, an answer, refusals on every side. Returns the secrets and all that was answered. */
async function live({
  simulator,
  bot,
  url,
  api,
}: Scene): Promise<{ secrets: Record<string, string>; answers: string[] }> {
  const number = inventNumber();
  const botSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const { id: botId } = await api<{ id: string }>('POST', '/bots', {
    name: 'Echo',
    connector: 'webhook',
    settings: { url: bot.url, secret: botSecret },
  });
  const { appId, accessToken, appSecret, verifyToken, phoneNumberId } = number;
  const settings = {
    appId,
    accessToken,
    appSecret,
    verifyToken,
    previousAppSecret: 'the-former-app-secret',
    apiBaseUrl: simulator.url,
  };
  const channel = await api<{ id: string; webhookUrl: string }>('POST', '/channels', {
    name: 'Shop',
    provider: 'meta',
    settings,
    senders: [{ phoneNumber: number.displayPhoneNumber, phoneNumberId }],
    botId,
  });
  const { key } = await api<{ key: string }>('POST', '/api-keys', { name: 'reader', scopes: ['read'] });
  simulator.addNumber({ ...number, callbackUrl: channel.webhookUrl });
  const ana = simulator.world.people.add({ name: 'Ana' });
  await simulator.write(phoneNumberId, ana.id, { type: 'text', text: 'Hi' });
  await simulator.waitForMessage(({ personId }) => personId === ana.id);

  simulator.changeNumber(phoneNumberId, { accessToken: 'EAAanotherTokenAltogether' });
  await simulator.write(phoneNumberId, ana.id, { type: 'text', text: 'Refused by Graph' });
  const body = webhookBody(number, [textMessage(ana, 'forged', Date.now())], [ana]);
  const answers = [
    await postWebhook(channel.webhookUrl, body, { secret: 'wrong' }),
    await postWebhook(channel.webhookUrl, '{', { secret: appSecret }),
  ].map(({ text }) => text);
  const wrongKey = await fetch(`${url}/api/v1/messages`, {
    headers: { authorization: 'Bearer a-wrong-key-that-is-nobodys' },
  });
  answers.push(await wrongKey.text());
  const { tell, listen } = createAnnouncer<void>();
  const stopFollowing = await followChanges(url, key, tell);
  const messages = async () => (await api<{ items: { id: string; status: string }[] }>('GET', '/messages')).items;
  await eventually(
    {
      what: 'the refused answer',
      look: async () => (await messages()).find(({ status }) => status === 'failed'),
      seen: messages,
    },
    { listen },
  );
  stopFollowing();
  for (const place of PLACES) answers.push(JSON.stringify(await api('GET', place)));
  for (const { id } of await messages()) answers.push(JSON.stringify(await api('GET', `/messages/${id}/trace`)));
  answers.push(
    JSON.stringify(await api('PATCH', `/channels/${channel.id}`, { name: 'Shop 2' })),
    await (await fetch(`${url}/metrics`)).text(),
  );

  const token = new URL(channel.webhookUrl).pathname.split('/').at(-1) ?? '';
  const replyToken = bot.requests[0]?.body.reply.token ?? '';
  return {
    secrets: {
      accessToken,
      appSecret,
      previous: 'the-former-app-secret',
      botSecret,
      key,
      replyToken,
      token,
      wrong: 'a-wrong-key-that-is-nobodys',
    },
    answers,
  };
}

test.each(ENGINES)('on %s no answer of the API and no line of the log holds a secret', async (engine) => {
  const premises = await freshPremises(engine);
  const simulator = await startMetaSimulator({ statuses: { sentMs: 0, deliveredMs: 0 } });
  const bot = await startBot(() => {});
  const gateway = await startGateway({
    dataDirectory: premises.dataDirectory,
    ...(premises.databaseUrl !== null && { databaseUrl: premises.databaseUrl }),
    environment: { CHASQUI_LOG_LEVEL: 'trace' },
  });
  try {
    const { secrets, answers } = await live({ simulator, bot, url: gateway.url, api: gateway.api });
    await gateway.stop();
    const printed = gateway.output();
    expect(printed).toContain('chasqui listens on');
    for (const [name, secret] of Object.entries(secrets)) {
      expect(secret, name).not.toBe('');
      // The callback URL with its token is what the operator copies; it is in the channel's own answer.
      if (name !== 'token')
        expect(
          answers.filter((answer) => answer.includes(secret)),
          name,
        ).toEqual([]);
      expect(
        printed.split('\n').filter((line) => line.includes(secret)),
        name,
      ).toEqual([]);
    }
  } finally {
    await gateway.stop();
    await bot.stop();
    await simulator.stop();
    await premises.remove();
  }
});
