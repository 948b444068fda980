import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GatewayOptions, type GatewayProcess, startGateway } from '../../test/support/gateway-process.ts';
import { ACCESS_TOKEN, APP_SECRET, BUSINESS_NUMBER, PHONE_NUMBER_ID, VERIFY_TOKEN } from '../wire.ts';
import type { Ends, Target } from './target.ts';

/** What a benchmark of the gateway's own API needs beside the webhook. */
export interface Chasqui extends Target {
  gateway: GatewayProcess;
  channelId: string;
}

/** Pacing is lifted unless a rate is given. */
const UNPACED = 10_000;

export interface ChasquiOptions {
  perSecond?: number;
  environment?: Readonly<Record<string, string>>;
}

/** A production gateway with one channel. `databaseUrl` null: SQLite in a fresh folder. */
export async function startChasqui(
  ends: Ends,
  databaseUrl: string | null,
  { perSecond = UNPACED, environment = {} }: ChasquiOptions = {},
): Promise<Chasqui> {
  const dataDirectory = newFolder();
  const gateway = await startGateway({ dataDirectory, environment, ...(databaseUrl !== null && { databaseUrl }) });
  const channel = await createChannel(gateway, ends, perSecond);
  return {
    gateway,
    channelId: channel.id,
    port: Number(new URL(gateway.url).port),
    path: channel.path,
    async stop() {
      await gateway.kill();
      rmSync(dataDirectory, { recursive: true });
    },
  };
}

/** A folder for a gateway's data. The caller removes it. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'chasqui-bench-'));
}

/** The echo bot and a channel whose provider is the mock Graph server; `path` is the webhook's. */
export async function createChannel(
  gateway: GatewayProcess,
  ends: Ends,
  perSecond = UNPACED,
): Promise<{ id: string; path: string }> {
  const bot = await gateway.api<{ id: string }>('POST', '/bots', {
    name: 'echo',
    connector: 'webhook',
    settings: { url: ends.botUrl },
  });
  const channel = await gateway.api<{ id: string; webhookUrl: string }>('POST', '/channels', {
    name: 'bench',
    provider: 'meta',
    botId: bot.id,
    enabled: true,
    settings: {
      appId: '771045520013388',
      accessToken: ACCESS_TOKEN,
      appSecret: APP_SECRET,
      verifyToken: VERIFY_TOKEN,
      apiBaseUrl: ends.graphUrl,
    },
    senders: [{ phoneNumber: `+${BUSINESS_NUMBER}`, phoneNumberId: PHONE_NUMBER_ID }],
    pacing: { perSecond, pairBurst: 1_000_000, pairSeconds: 0.001 },
    presence: false,
  });
  return { id: channel.id, path: new URL(channel.webhookUrl).pathname };
}

/** A gateway on a store that has its channel already, and is kept. */
export async function reopen(options: GatewayOptions, path: string): Promise<Target & { gateway: GatewayProcess }> {
  const gateway = await startGateway(options);
  async function stop(): Promise<void> {
    // Gracefully: what a killed one had in hand would keep its people waiting, for a lease and a doubt, in the next round on this store.
    await gateway.stop();
  }
  return { gateway, path, port: Number(new URL(gateway.url).port), stop };
}
