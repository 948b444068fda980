import { carryOut } from './disasters.ts';
import { createLedger } from './ledger.ts';
import { describeDisaster, type Plan, planRound } from './plan.ts';
import { comesToRest } from './rest.ts';
import type { Stage } from './stage.ts';
import { THINK_MS } from './stage.ts';
import type { Story } from './story.ts';
import { addTallies, NOTHING, type Tally } from './tally.ts';

/** What came of one round, or of what happened after the last one of its stage. */
export interface Report {
  /** Null: after the last one. */
  round: number | null;
  disasters: string;
  seconds: number;
  tally: Tally;
  /** What people wrote and no gateway acknowledged, by partner. */
  unheard: Readonly<Record<string, number>>;
  stories: Story[];
  /** What the nodes printed; empty unless there was a fault. */
  output: string;
}

export interface Rounds {
  run(round: number): Promise<Report>;
  /** Waits until nothing more can come, and judges once more. */
  end(): Promise<Report>;
}

export interface RoundsOptions {
  seed: number;
  partners: readonly string[];
}

const MESSAGES_A_ROUND = 3;
/** Doubt waits 15 s for an echo, the lease of a dead node 30 s, and circuits up to a minute. */
const REST_WITHIN_MS = 240_000;
const QUIET_WITHIN_MS = 60_000;
const OUTPUT_LENGTH = 4_000;

export function createRounds(stage: Stage, { seed, partners }: RoundsOptions): Rounds {
  const { scene, crowd, placeOf } = stage;
  const ledger = createLedger(crowd.chats, placeOf);

  function unheardIn(label: string): Record<string, number> {
    const unheard: Record<string, number> = {};
    for (const { numberId, unacknowledged } of crowd.chats) {
      if (!unacknowledged.some((text) => text.includes(` ${label}.`))) continue;
      const { provider } = placeOf(numberId);
      unheard[provider] = (unheard[provider] ?? 0) + 1;
    }
    return unheard;
  }

  async function report(round: number | null, plan: Plan, startedAt: number): Promise<Report> {
    const { tally, stories } = await ledger.close();
    return {
      ...{ round, tally, stories, unheard: round === null ? {} : unheardIn(`r${round}`) },
      disasters: plan.disasters.map(({ disaster }) => describeDisaster(disaster, partners)).join(', '),
      seconds: (Date.now() - startedAt) / 1_000,
      output: stories.some(({ excuse }) => excuse === null) ? scene.nodes.output().slice(-OUTPUT_LENGTH) : '',
    };
  }

  return {
    async run(round) {
      const startedAt = Date.now();
      const loadMs = MESSAGES_A_ROUND * THINK_MS * 1.5;
      const plan = planRound({ seed, round, partners, loadMs, hasDatabase: scene.database !== null });
      await Promise.all([crowd.write(`r${round}`, MESSAGES_A_ROUND), carryOut(plan, scene)]);
      const isAtRest = await comesToRest(stage.api, REST_WITHIN_MS);
      scene.partners.world.faults.clear();
      const done = await report(round, plan, startedAt);
      const counted = { ...NOTHING, rounds: 1, unfinished: isAtRest ? 0 : 1 };
      return { ...done, tally: addTallies([done.tally, counted]) };
    },
    async end() {
      const startedAt = Date.now();
      await scene.partners.quiet(QUIET_WITHIN_MS);
      const isAtRest = await comesToRest(stage.api, REST_WITHIN_MS);
      const done = await report(null, { disasters: [], faults: [] }, startedAt);
      return { ...done, tally: addTallies([done.tally, { ...NOTHING, unfinished: isAtRest ? 0 : 1 }]) };
    },
  };
}
