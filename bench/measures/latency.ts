import { forSeconds, steadyLoad } from '../load/steady-load.ts';
import type { Plan } from '../plan.ts';
import { interleave } from '../rounds.ts';
import { type Aim, byRound, type Comparison, type Measured, type Sample } from '../samples.ts';
import { type OpenEnds, withEnds } from '../targets/ends.ts';
import { BARE, gateways, ON_POSTGRES, ON_SQLITE, type Starter } from './starters.ts';

const MEASURE = 'latency';
const PER_SECOND = 100;
const WARM_UP_SECONDS = 3;
const SECONDS = 12;
const MOST_ROUNDS = 3;
const P50: Aim = { bound: '≤', value: 5, beyond: 3 };
const P99: Aim = { bound: '≤', value: 50, beyond: 20 };

/** Message written until its answer is at the provider, at a steady rate: what the gateway adds to the bare baseline's own. */
export function measureLatency(plan: Plan): Promise<Measured> {
  return withEnds(async (ends) => {
    const contestants = Object.entries(gateways(plan)).map(([target, start]) => ({
      target,
      run: () => steadyEchoes(start, ends),
    }));
    const samples = await interleave(MEASURE, Math.min(plan.rounds, MOST_ROUNDS), contestants);
    return { samples, comparisons: [ON_SQLITE, ON_POSTGRES].flatMap((gateway) => added(samples, gateway)) };
  });
}

async function steadyEchoes(start: Starter, ends: OpenEnds) {
  const target = await start(ends);
  const load = { port: target.port, path: target.path, graph: ends.graph, perSecond: PER_SECOND };
  try {
    await steadyLoad({ ...load, goesOn: forSeconds(WARM_UP_SECONDS) });
    return await steadyLoad({ ...load, goesOn: forSeconds(SECONDS) });
  } finally {
    await target.stop();
  }
}

function added(samples: readonly Sample[], gateway: string): Comparison[] {
  const pair = [gateway, BARE] as const;
  const told = (percentile: string) => `added latency at ${PER_SECOND} messages/s, ${percentile}, ${gateway}`;
  return [
    {
      measure: MEASURE,
      what: told('p50'),
      values: byRound(samples, pair, (a, b) => a.p50Ms - b.p50Ms),
      unit: 'ms',
      aim: P50,
    },
    {
      measure: MEASURE,
      what: told('p99'),
      values: byRound(samples, pair, (a, b) => a.p99Ms - b.p99Ms),
      unit: 'ms',
      aim: P99,
    },
  ];
}
