import { setTimeout as pause } from 'node:timers/promises';
import { startMetaSimulator } from '../src/simulators/meta/start.ts';
import type { GatewayProcess } from '../test/support/gateway-process.ts';
import { startBalancer } from './balancer.ts';
import { startNodes } from './nodes.ts';
import { createCrowd, type Verdict } from './people.ts';
import { seededRandom } from './random.ts';
import { startThinkingBot } from './thinking-bot.ts';

export interface Rounds {
  name: string;
  rounds: number;
  people: number;
  seed: number;
  databaseUrl: string | null;
  dataDirectory: string;
}

const THINK_MS = 300;
const MESSAGES_A_ROUND = 3;
/** Doubt waits 15 s for an echo, and the lease of a dead node 30 s. */
const ANSWERED_WITHIN_MS = 90_000;

const ACCOUNT = {
  appId: '771045520013388',
  appSecret: 'chaos-app-secret',
  accessToken: 'EAAchaos',
  verifyToken: 'chaos-verify-token',
  phoneNumberId: '418802276614093',
  businessAccountId: '330071449265018',
};

/** Returns the number of faults. */
export async function runRounds(options: Rounds): Promise<number> {
  const random = seededRandom(options.seed);
  const simulator = await startMetaSimulator({
    limits: { throughput: false, pair: false },
    webhooks: { firstRetryMs: 200, timeoutMs: 5_000 },
  });
  const bot = await startThinkingBot(THINK_MS);
  const ports: number[] = [];
  const balancer = await startBalancer(() => ports);
  const nodes = await startNodes({ ...options, publicUrl: balancer.url, ports });
  try {
    const callbackUrl = await setUp(nodes.first(), { botUrl: bot.url, graphUrl: simulator.url });
    simulator.addNumber({ ...ACCOUNT, displayPhoneNumber: '+442079460182', callbackUrl });
    const crowd = createCrowd({ simulator, phoneNumberId: ACCOUNT.phoneNumberId, people: options.people });
    for (let round = 1; round <= options.rounds; round++) {
      const startedAt = Date.now();
      const writing = crowd.write(`r${round}`, MESSAGES_A_ROUND);
      await pause(random() * (MESSAGES_A_ROUND + 1) * THINK_MS);
      await nodes.killOne(round);
      await writing;
      await crowd.answered(ANSWERED_WITHIN_MS);
      console.log(
        `${options.name}, round ${round} of ${options.rounds}: ${describe(crowd.verdict())} (${((Date.now() - startedAt) / 1_000).toFixed(1)} s)`,
      );
    }
    const verdict = crowd.verdict();
    for (const detail of verdict.details.slice(0, 20)) console.log(`  ${detail}`);
    return verdict.unanswered + verdict.answeredTwice + verdict.disordered + verdict.misdelivered;
  } finally {
    await nodes.stop();
    balancer.close();
    bot.close();
    await simulator.stop();
  }
}

async function setUp(
  gateway: GatewayProcess,
  { botUrl, graphUrl }: { botUrl: string; graphUrl: string },
): Promise<string> {
  const bot = await gateway.api<{ id: string }>('POST', '/bots', {
    name: 'thinking',
    connector: 'webhook',
    settings: { url: botUrl },
  });
  const { appId, appSecret, accessToken, verifyToken, phoneNumberId } = ACCOUNT;
  const channel = await gateway.api<{ webhookUrl: string }>('POST', '/channels', {
    name: 'chaos',
    provider: 'meta',
    settings: { appId, appSecret, accessToken, verifyToken, apiBaseUrl: graphUrl },
    senders: [{ phoneNumber: '+442079460182', phoneNumberId }],
    botId: bot.id,
    enabled: true,
    pacing: { perSecond: 1_000, pairBurst: 1_000, pairSeconds: 0.01 },
    presence: false,
  });
  return channel.webhookUrl;
}

function describe({ written, unanswered, answeredTwice, disordered, misdelivered }: Verdict): string {
  return `${written} acknowledged, ${unanswered} unanswered, ${answeredTwice} twice, ${disordered} disordered, ${misdelivered} misdelivered`;
}
