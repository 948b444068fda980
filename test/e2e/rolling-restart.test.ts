import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { Person } from '../../src/simulators/kit/people.ts';
import { type RunningMetaSimulator, startMetaSimulator } from '../../src/simulators/meta/start.ts';
import { freePort, type GatewayProcess, startGateway } from '../support/gateway-process.ts';
import { watchLapsedLeases } from '../support/lapsed-leases.ts';
import { type ReadyBalancer, startReadyBalancer } from '../support/ready-balancer.ts';
import type { Schemas } from './api.ts';
import { echo, startBot } from './bot.ts';
import { freshPremises } from './gateway.ts';
import { inventNumber } from './number.ts';
import { shownText } from './shown-text.ts';

const PEOPLE = 8;
const WRITES_EVERY_MS = 600;
const THINKS_MS = 400;
const LOOK_AGAIN_MS = 50;
/** The balancer looks every 50 ms. */
const DRAIN_SECONDS = { all: '1', web: '1', worker: '0' };

type Role = 'all' | 'web' | 'worker';

let stack = new AsyncDisposableStack();
afterEach(async () => {
  await stack.disposeAsync();
  stack = new AsyncDisposableStack();
});

/** Nodes in processes of their own on one database; webhooks come through the balancer. */
interface Nodes {
  balancer: ReadyBalancer;
  databaseUrl: string;
  first: GatewayProcess;
  /** SIGTERM, the end in good order, and another one in its place. */
  restart(which: number): Promise<void>;
}

async function startNodes(roles: readonly Role[]): Promise<Nodes> {
  const premises = await freshPremises('postgres');
  stack.defer(() => premises.remove());
  const { dataDirectory, databaseUrl } = premises;
  if (databaseUrl === null) throw new Error('nodes need PostgreSQL');
  const ports: number[] = [];
  for (const _ of roles) ports.push(await freePort());
  const portOf = (which: number) => ports[which] ?? 0;
  const balancer = await startReadyBalancer(ports.filter((_, which) => roles[which] !== 'worker'));
  stack.defer(() => balancer.stop());
  const start = (role: Role, which: number) =>
    startGateway({
      ...{ dataDirectory, databaseUrl, role, port: portOf(which) },
      environment: { CHASQUI_PUBLIC_URL: balancer.url, CHASQUI_DRAIN_SECONDS: DRAIN_SECONDS[role] },
    });
  // All at once on an empty database: one of them makes the tables.
  const nodes = await Promise.all(roles.map(start));
  stack.defer(async () => {
    await Promise.all(nodes.map((node) => node.kill()));
  });
  const at = (which: number): GatewayProcess => {
    const node = nodes[which];
    if (!node) throw new Error(`there is no node ${which}`);
    return node;
  };
  return {
    balancer,
    databaseUrl,
    first: at(0),
    async restart(which) {
      const role = roles[which] ?? 'all';
      if (role !== 'worker') await balancer.uses(portOf(which));
      expect(await at(which).stop()).toBe(0);
      nodes[which] = await start(role, which);
      if (role !== 'worker') await balancer.uses(portOf(which));
    },
  };
}

async function openShop({ balancer }: Nodes, api: GatewayProcess['api'], simulator: RunningMetaSimulator) {
  const bot = await startBot(() => {});
  stack.defer(() => bot.stop());
  bot.answerWith(async (turn) => {
    await pause(THINKS_MS);
    return echo(turn);
  });
  const settings = { url: bot.url };
  const { id: botId } = await api<Schemas['Bot']>('POST', '/bots', { name: 'Echo', connector: 'webhook', settings });
  const number = inventNumber();
  const { appId, accessToken, appSecret, verifyToken, phoneNumberId, displayPhoneNumber } = number;
  const channel = await api<Schemas['Channel']>('POST', '/channels', {
    name: 'Shop',
    provider: 'meta',
    settings: { appId, accessToken, appSecret, verifyToken, apiBaseUrl: simulator.url },
    senders: [{ phoneNumber: displayPhoneNumber, phoneNumberId }],
    botId,
    enabled: true,
    pacing: { perSecond: 1_000, pairBurst: 1_000, pairSeconds: 0.01 },
  });
  expect(channel.webhookUrl).toContain(balancer.url);
  simulator.addNumber(number);
  await simulator.setCallback(phoneNumberId, channel.webhookUrl ?? '');
  return { phoneNumberId };
}

/** People who go on writing until they are told to stop; who wrote what. */
function startTalk(simulator: RunningMetaSimulator, phoneNumberId: string) {
  const written = new Map<Person, string[]>();
  let isOver = false;
  async function talk(index: number): Promise<void> {
    const person = simulator.world.people.add({ name: `Person ${index}` });
    const texts: string[] = [];
    written.set(person, texts);
    await pause((WRITES_EVERY_MS / PEOPLE) * index);
    while (!isOver) {
      texts.push(`${person.name} ${texts.length + 1}`);
      await simulator.write(phoneNumberId, person.id, { type: 'text', text: texts.at(-1) ?? '' });
      await pause(WRITES_EVERY_MS);
    }
  }
  const talking = Promise.all(Array.from({ length: PEOPLE }, (_, index) => talk(index)));
  return {
    written,
    async stop() {
      isOver = true;
      await talking;
    },
  };
}

async function tellOfRestarts(roles: readonly Role[], order: readonly number[]): Promise<void> {
  const nodes = await startNodes(roles);
  const lapsed = await watchLapsedLeases(nodes.databaseUrl);
  stack.defer(() => lapsed.stop());
  const simulator = await startMetaSimulator({
    limits: { throughput: false, pair: false },
    statuses: { sentMs: 0, deliveredMs: 0 },
    webhooks: { firstRetryMs: 200 },
  });
  stack.defer(() => simulator.stop());
  const { api } = nodes.first;
  const { phoneNumberId } = await openShop(nodes, api, simulator);
  const talk = startTalk(simulator, phoneNumberId);
  for (const which of order) await nodes.restart(which);
  await talk.stop();

  const answersTo = ({ id }: Person) => simulator.received(id).map(shownText);
  const isAnswered = ([person, texts]: [Person, string[]]) => answersTo(person).length >= texts.length;
  while (![...talk.written].every(isAnswered)) await pause(LOOK_AGAIN_MS);
  for (const [person, texts] of talk.written) {
    expect(texts.length).toBeGreaterThan(order.length);
    expect(answersTo(person)).toEqual(texts.map((text) => `echo: ${text}`));
  }
  expect(nodes.balancer.refused()).toEqual([]);
  expect(await lapsed.count()).toBe(0);
  expect((await api<{ items: unknown[] }>('GET', '/dead-letters')).items).toEqual([]);
}

test('two nodes restarted one after the other, twice each: nothing is refused, lost, said twice or out of order, and nobody waits for a lease', async () => {
  await tellOfRestarts(['all', 'all'], [0, 1, 0, 1]);
}, 120_000);

test('the same with two web nodes and two workers', async () => {
  await tellOfRestarts(['web', 'web', 'worker', 'worker'], [2, 0, 3, 1]);
}, 120_000);
