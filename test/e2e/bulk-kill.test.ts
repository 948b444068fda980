import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type RunningMetaSimulator, startMetaSimulator } from '../../src/simulators/meta/start.ts';
import { freePort, type GatewayProcess, startGateway } from '../support/gateway-process.ts';
import type { Schemas } from './api.ts';
import { nameIn, REMINDER, reminderTo } from './bulk-list.ts';
import { ENGINES, freshPremises, type Premises } from './gateway.ts';
import { inventNumber } from './number.ts';

const PEOPLE = 200;
const KILLS = 3;
/** Long enough for the simulator to repeat a webhook that met nobody: it is what tells that a message went out. */
const DOUBT_WAIT_MS = 5_000;
const LOOK_AGAIN_MS = 50;

let premises: Premises | null = null;
let gateway: GatewayProcess | null = null;
let simulator: RunningMetaSimulator | null = null;

afterEach(async () => {
  await gateway?.kill();
  await simulator?.stop();
  await premises?.remove();
});

test.each(ENGINES)(
  'on %s, kill -9 in the middle: everybody is reached, and nobody twice',
  async (engine) => {
    premises = await freshPremises(engine);
    const { dataDirectory, databaseUrl } = premises;
    const port = await freePort();
    const start = () => startGateway({ dataDirectory, port, ...(databaseUrl !== null && { databaseUrl }) });
    gateway = await start();
    const far = await startMetaSimulator({ statuses: { sentMs: 0, deliveredMs: 0 }, webhooks: { firstRetryMs: 200 } });
    simulator = far;
    const reached = () => far.received().map(nameIn);
    const { body, names } = await setUp(gateway, far);
    const { id } = await gateway.api<Schemas['BulkSend']>('POST', '/bulk-sends', body);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const sight = (PEOPLE / (KILLS + 1)) * kill;
      await until(() => reached().length >= sight);
      await gateway.kill();
      gateway = await start();
    }
    const running = gateway;
    const look = () => running.api<Schemas['BulkSend']>('GET', `/bulk-sends/${id}`);
    await until(async () => {
      const { state, progress } = await look();
      return state === 'done' && progress.queued === 0;
    });
    expect(reached().toSorted()).toEqual(names.toSorted());
    expect((await look()).progress).toMatchObject({ total: PEOPLE, addressed: PEOPLE, pending: 0, failed: 0 });
  },
  60_000,
);

/** A channel, its number and its people; the request for the bulk send. */
async function setUp(gateway: GatewayProcess, simulator: RunningMetaSimulator) {
  const number = inventNumber();
  const { appId, accessToken, appSecret, verifyToken, phoneNumberId, displayPhoneNumber } = number;
  const channel = await gateway.api<Schemas['Channel']>('POST', '/channels', {
    name: 'Shop',
    provider: 'meta',
    settings: { appId, accessToken, appSecret, verifyToken, apiBaseUrl: simulator.url },
    senders: [{ phoneNumber: displayPhoneNumber, phoneNumberId }],
    enabled: true,
    doubtWaitMs: DOUBT_WAIT_MS,
  });
  simulator.addNumber(number);
  await simulator.setCallback(phoneNumberId, channel.webhookUrl ?? '');
  const people = Array.from({ length: PEOPLE }, (_, index) => simulator.world.people.add({ name: `Person ${index}` }));
  const recipients = people.flatMap(reminderTo);
  return {
    names: people.map(({ name }) => name),
    body: { channelId: channel.id, content: REMINDER, recipients, start: true },
  };
}

/** Another process works here: there is nothing to listen to. The test's own time-out ends it. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(LOOK_AGAIN_MS);
}
