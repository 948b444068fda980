/** What is measured: each target is a process of its own, fresh for every round. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type GatewayProcess, startGateway } from '../test/support/gateway-process.ts';
import { ACCESS_TOKEN, APP_SECRET, BUSINESS_NUMBER, PHONE_NUMBER_ID, VERIFY_TOKEN } from './wire.ts';

export interface Target {
  port: number;
  /** Path of the webhook. */
  path: string;
  stop(): Promise<void>;
}

/** What a benchmark of the gateway's own API needs beside the webhook. */
export interface Chasqui extends Target {
  gateway: GatewayProcess;
  channelId: string;
}

export interface Ends {
  botUrl: string;
  graphUrl: string;
}

/** Starts a script of this folder that prints the port it listens on. */
export async function startScript(
  name: string,
  ...options: string[]
): Promise<{ port: number; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, name), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    port: Number(line.toString()),
    async stop() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

export async function startBaseline(ends?: Ends): Promise<Target> {
  const { port, stop } = await startScript('baseline.ts', ...(ends ? [ends.botUrl, ends.graphUrl] : []));
  return { port, path: '/webhook', stop };
}

/** A production gateway with one channel, pacing lifted unless a rate is given. `databaseUrl` null: SQLite in a fresh folder. */
export async function startChasqui(ends: Ends, databaseUrl: string | null, perSecond = 10_000): Promise<Chasqui> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'chasqui-bench-'));
  const gateway = await startGateway({ dataDirectory, ...(databaseUrl !== null && { databaseUrl }) });
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
  const webhook = new URL(channel.webhookUrl);
  return {
    gateway,
    channelId: channel.id,
    port: Number(webhook.port),
    path: webhook.pathname,
    async stop() {
      await gateway.kill();
      rmSync(dataDirectory, { recursive: true });
    },
  };
}
