import type { RunningPostgres } from '../test/support/postgres.ts';
import { type Count, countAll, faultsIn } from './count.ts';
import { carryOut } from './disasters.ts';
import type { Place } from './excuse.ts';
import { describeDisaster, planRound } from './plan.ts';
import { comesToRest } from './rest.ts';
import { type Stage, setStage } from './stage.ts';

export interface Rounds {
  name: string;
  /** The first round's number: a round is drawn from the seed and its number alone. */
  from: number;
  rounds: number;
  people: number;
  partners: readonly string[];
  seed: number;
  /** Null: SQLite. */
  postgres: RunningPostgres | null;
  dataDirectory: string;
}

const THINK_MS = 300;
const MESSAGES_A_ROUND = 3;
/** Doubt waits 15 s for an echo, the lease of a dead node 30 s, and circuits up to a minute. */
const REST_WITHIN_MS = 240_000;

export async function runRounds(options: Rounds): Promise<Count> {
  const stage = await setStage(options, THINK_MS);
  try {
    const { crowd, api, witness } = stage;
    const { shops } = stage.scene;
    const place = (numberId: string): Place => {
      const shop = shops.find((one) => one.numberId === numberId);
      return { api, witness, channelId: shop?.channelId ?? '', provider: shop?.provider ?? '' };
    };
    let count = await countAll([], place);
    for (let round = options.from; round < options.from + options.rounds; round++) {
      await runRound(round, stage, options);
      const before = faultsIn(count);
      count = await countAll(crowd.chats, place);
      if (faultsIn(count) > before) console.log(`  a fault: --seed ${options.seed} --from ${round} --rounds 1`);
    }
    for (const detail of count.details.slice(0, 50)) console.log(`  ${detail}`);
    return count;
  } finally {
    await stage.stop();
  }

  async function runRound(
    round: number,
    { scene, crowd, api }: Stage,
    { seed, name, partners }: Rounds,
  ): Promise<void> {
    const loadMs = MESSAGES_A_ROUND * THINK_MS * 1.5;
    const hasDatabase = scene.database !== null;
    const plan = planRound({ seed, round, partners, loadMs, hasDatabase });
    const startedAt = Date.now();
    await Promise.all([crowd.write(`r${round}`, MESSAGES_A_ROUND), carryOut(plan, scene)]);
    const isAtRest = await comesToRest(api, REST_WITHIN_MS);
    scene.partners.world.faults.clear();
    const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
    const disasters = plan.disasters.map(({ disaster }) => describeDisaster(disaster, partners)).join(', ');
    console.log(`${name}, round ${round}: ${disasters}; ${seconds} s${isAtRest ? '' : '; NOT AT REST'}`);
  }
}
