import { type Chasqui, createChasqui } from '@chasqui/client';
import { ADMIN_KEY } from '../test/support/gateway-process.ts';
import { startBalancer } from './balancer.ts';
import type { Scene } from './disasters.ts';
import { startNodes } from './nodes.ts';
import { startPartners } from './partners.ts';
import { type Crowd, createCrowd } from './people.ts';
import { seededRandom } from './random.ts';
import { startRelay } from './relay.ts';
import type { Rounds } from './rounds.ts';
import { openShops } from './shops.ts';
import { startThinkingBot } from './thinking-bot.ts';
import { createWitness, type Witness } from './witness.ts';

/** The gateway, everybody around it, and what stands between them. */
export interface Stage {
  scene: Scene;
  crowd: Crowd;
  witness: Witness;
  /** Of the first node. */
  api: Chasqui;
  stop(): Promise<void>;
}

export async function setStage({ postgres, dataDirectory, ...options }: Rounds, thinkMs: number): Promise<Stage> {
  const witness = createWitness();
  const partners = await startPartners({
    names: options.partners,
    random: seededRandom(options.seed),
    onSendFault: (numberId) => witness.disturbed(numberId, Date.now(), Date.now()),
  });
  const bot = await startThinkingBot(thinkMs);
  const ports: number[] = [];
  const balancer = await startBalancer({ ports: () => ports, onSuccess: witness.acknowledged });
  const database = postgres && { server: postgres, relay: await startRelay(Number(new URL(postgres.url).port)) };
  const databaseUrl = database && withPort(database.server.url, database.relay.port);
  const nodes = await startNodes({ dataDirectory, databaseUrl, publicUrl: balancer.url, ports });
  const api = createChasqui({ url: nodes.first().url, key: ADMIN_KEY });
  const shops = await openShops(api, partners, bot.url);
  const crowd = createCrowd({
    ...{ world: partners.world, write: partners.write, people: options.people },
    numberIds: shops.map(({ numberId }) => numberId),
    onAnswer: ({ providerMessageId }) => witness.sent(providerMessageId),
  });
  return {
    ...{ scene: { nodes, partners, shops, witness, database }, crowd, witness, api },
    async stop() {
      await nodes.stop();
      database?.relay.close();
      balancer.close();
      bot.close();
      await partners.stop();
    },
  };
}

function withPort(url: string, port: number): string {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
}
