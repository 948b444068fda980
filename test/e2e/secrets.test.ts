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

const WRONG_KEY = 'a-wrong-key-that-is-nobodys';

interface Scene {
  simulator: RunningMetaSimulator;
  bot: TestBot;
  url: string;
  api<Result>(method: string, path: string, body?: unknown): Promise<Result>;
}

/** A shop with a bot, and every secret that its set-up knows. */
async function setUp({ simulator, bot, api }: Scene) {
  const number = inventNumber();
  const { appId, accessToken, appSecret, verifyToken, phoneNumberId } = number;
  const [botSecret, previousAppSecret] = [`whsec_${Buffer.alloc(32, 7).toString('base64')}`, 'the-former-app-secret'];
  const { id: botId } = await api<{ id: string }>('POST', '/bots', {
    name: 'Echo',
    connector: 'webhook',
    settings: { url: bot.url, secret: botSecret },
  });
  const { id: channelId, webhookUrl } = await api<{ id: string; webhookUrl: string }>('POST', '/channels', {
    name: 'Shop',
    provider: 'meta',
    settings: { appId, accessToken, appSecret, verifyToken, previousAppSecret, apiBaseUrl: simulator.url },
    senders: [{ phoneNumber: number.displayPhoneNumber, phoneNumberId }],
    botId,
  });
  const { key } = await api<{ key: string }>('POST', '/api-keys', { name: 'reader', scopes: ['read'] });
  simulator.addNumber({ ...number, callbackUrl: webhookUrl });
  const token = new URL(webhookUrl).pathname.split('/').at(-1) ?? '';
  return {
    number,
    channelId,
    webhookUrl,
    secrets: { accessToken, appSecret, previousAppSecret, botSecret, key, token },
  };
}

type Shop = Awaited<ReturnType<typeof setUp>>;

/** An answer, a webhook that is forged, one that is no JSON, a wrong key, and a refusal of the provider. Returns what was answered. */
async function provoke({ simulator, url, api }: Scene, { number, webhookUrl, secrets }: Shop): Promise<string[]> {
  const ana = simulator.world.people.add({ name: 'Ana' });
  const say = (text: string) => simulator.write(number.phoneNumberId, ana.id, { type: 'text', text });
  await say('Hi');
  await simulator.waitForMessage(({ personId }) => personId === ana.id);
  simulator.world.faults.add({ kind: 'error', numberId: number.phoneNumberId, code: 131009, details: 'as ordered' });
  await say('Refused by Graph');
  await someMessageFailed({ url, api }, secrets.key);
  const refusedBefore = simulator.counters().refused;
  simulator.changeNumber(number.phoneNumberId, { accessToken: 'EAAanotherTokenAltogether' });
  await say('Refused for its token');
  await tokenRefused(simulator, refusedBefore);
  const body = webhookBody(number, [textMessage(ana, 'forged', Date.now())], [ana]);
  const forged = await postWebhook(webhookUrl, body, { secret: 'wrong' });
  const broken = await postWebhook(webhookUrl, '{', { secret: secrets.appSecret });
  const refused = await fetch(`${url}/api/v1/messages`, { headers: { authorization: `Bearer ${WRONG_KEY}` } });
  return [forged.text, broken.text, await refused.text()];
}

/** The gateway has tried with a token that is good no more. */
async function tokenRefused(simulator: RunningMetaSimulator, refusedBefore: number): Promise<void> {
  const look = () => (simulator.counters().refused > refusedBefore ? true : undefined);
  const listen = (again: () => void) => simulator.onRefusal(again);
  await eventually({ what: 'the refused token', look, seen: simulator.counters }, { listen });
}

async function someMessageFailed({ url, api }: Pick<Scene, 'url' | 'api'>, key: string): Promise<void> {
  const { tell, listen } = createAnnouncer<void>();
  const stopFollowing = await followChanges(url, key, tell);
  const messages = async () => (await api<{ items: { status: string }[] }>('GET', '/messages')).items;
  const look = async () => (await messages()).find(({ status }) => status === 'failed');
  await eventually({ what: 'the refused answer', look, seen: messages }, { listen });
  stopFollowing();
}

/** All that an operator can read. */
async function readEverything({ url, api }: Scene, channelId: string): Promise<string[]> {
  const read: unknown[] = [await api('PATCH', `/channels/${channelId}`, { name: 'Shop 2' })];
  for (const place of PLACES) read.push(await api('GET', place));
  const { items } = await api<{ items: { id: string }[] }>('GET', '/messages');
  for (const { id } of items) read.push(await api('GET', `/messages/${id}/trace`));
  return [...read.map((answer) => JSON.stringify(answer)), await (await fetch(`${url}/metrics`)).text()];
}

test.each(ENGINES)(
  'item 54: on %s no answer of the API holds a secret, and no line of the log a secret, a number or an id of a message',
  async (engine) => {
    const premises = await freshPremises(engine);
    const simulator = await startMetaSimulator({ statuses: { sentMs: 0, deliveredMs: 0 } });
    const bot = await startBot(() => {});
    const gateway = await startGateway({
      dataDirectory: premises.dataDirectory,
      ...(premises.databaseUrl !== null && { databaseUrl: premises.databaseUrl }),
      environment: { CHASQUI_LOG_LEVEL: 'trace' },
    });
    try {
      const scene: Scene = { simulator, bot, url: gateway.url, api: gateway.api };
      const shop = await setUp(scene);
      const answers = [...(await provoke(scene, shop)), ...(await readEverything(scene, shop.channelId))];
      const replyToken = bot.requests[0]?.body.reply.token ?? '';
      const secrets = { ...shop.secrets, replyToken, WRONG_KEY };
      await gateway.stop();
      const printed = gateway.output();
      expect(printed).toContain('chasqui listens on');
      const personal = [
        ...simulator.world.people.list().map(({ phone }) => phone),
        ...simulator.received().map(({ messageId }) => messageId),
      ].filter((one) => one !== undefined);
      expect(personal.length).toBeGreaterThan(1);
      expect(printed.split('\n').filter((line) => personal.some((one) => line.includes(one)))).toEqual([]);
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
  },
);
