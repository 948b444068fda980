import { type Chasqui, createChasqui } from '@chasqui/client';
import { ADMIN_KEY } from '../test/support/gateway-process.ts';
import type { RunningPostgres } from '../test/support/postgres.ts';
import { startBalancer } from './balancer.ts';
import type { Scene } from './disasters.ts';
import type { Place } from './excuse.ts';
import { createJournal } from './journal.ts';
import { startNodes } from './nodes.ts';
import { startPartners } from './partners.ts';
import { type Crowd, createCrowd } from './people.ts';
import { seededRandom } from './random.ts';
import { startRelay } from './relay.ts';
import { openShops } from './shops.ts';
import { startThinkingBot } from './thinking-bot.ts';
import { createWitness } from './witness.ts';

/** The gateway, everybody around it, and what stands between them. */
export interface Stage {
  scene: Scene;
  crowd: Crowd;
  /** Of the first node. */
  api: Chasqui;
  /** What is known of a number, by its id. */
  placeOf(numberId: string): Place;
  stop(): Promise<void>;
}

export interface StageOptions {
  people: number;
  partners: readonly string[];
  seed: number;
  /** Null: SQLite. */
  postgres: RunningPostgres | null;
  dataDirectory: string;
}

/** How long the bot needs. */
export const THINK_MS = 300;

export async function setStage({ postgres, dataDirectory, ...options }: StageOptions): Promise<Stage> {
  const [journal, witness] = [createJournal(), createWitness()];
  const seen = { journal, witness };
  const partners = await startPartners({ ...seen, names: options.partners, random: seededRandom(options.seed) });
  const bot = await startThinkingBot(THINK_MS, journal);
  const ports: number[] = [];
  const balancer = await startBalancer({ ports: () => ports, onAnswer: witness.answered });
  const database = postgres && { server: postgres, relay: await startRelay(Number(new URL(postgres.url).port)) };
  const databaseUrl = database && withPort(database.server.url, database.relay.port);
  const nodes = await startNodes({ dataDirectory, databaseUrl, publicUrl: balancer.url, ports });
  const api = createChasqui({ url: nodes.first().url, key: ADMIN_KEY });
  const shops = await openShops(api, partners, bot.url);
  const numberIds = shops.map(({ numberId }) => numberId);
  const crowd = createCrowd({
    ...seen,
    world: partners.world,
    write: partners.write,
    people: options.people,
    numberIds,
  });
  return {
    ...{ scene: { ...seen, nodes, partners, shops, database }, crowd, api },
    placeOf(numberId) {
      const shop = shops.find((one) => one.numberId === numberId);
      return { ...seen, api, channelId: shop?.channelId ?? '', provider: shop?.provider ?? '' };
    },
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
