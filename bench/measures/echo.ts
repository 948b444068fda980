import { echoLoop } from '../load/echo-loop.ts';
import type { Plan } from '../plan.ts';
import { interleave } from '../rounds.ts';
import type { LoadResult, Measured } from '../samples.ts';
import { throughputRatios } from '../samples.ts';
import { type OpenEnds, withEnds } from '../targets/ends.ts';
import { BARE, gateways, ON_POSTGRES, ON_SQLITE, type Starter } from './starters.ts';

const MEASURE = 'echo';
export const CONCURRENCY = 64;
/** Until what it runs is compiled. */
const WARM_UP_MESSAGES = 3_000;
const WARM_UP_SECONDS = 4;

/** Webhook to the bot's answer at the provider, against the same without storage. */
export function measureEcho(plan: Plan): Promise<Measured> {
  return withEnds(async (ends) => {
    const contestants = Object.entries(gateways(plan)).map(([target, start]) => ({
      target,
      run: () => echoesOf(start, ends, plan),
    }));
    const samples = await interleave(MEASURE, plan.rounds, contestants);
    const against = (target: string) => ({
      measure: MEASURE,
      what: `durable echo, ${target} ÷ ${BARE}`,
      values: throughputRatios(samples, [target, BARE]),
      unit: '×' as const,
    });
    return { samples, comparisons: [against(ON_SQLITE), against(ON_POSTGRES)] };
  });
}

/** Starts a target, warms it up and measures its echoes. */
export async function echoesOf(start: Starter, ends: OpenEnds, plan: Plan): Promise<LoadResult> {
  const target = await start(ends);
  const load = { port: target.port, path: target.path, graph: ends.graph, concurrency: CONCURRENCY };
  try {
    await echoLoop({ ...load, messages: WARM_UP_MESSAGES, seconds: WARM_UP_SECONDS });
    return await echoLoop({ ...load, messages: plan.messages, seconds: plan.seconds });
  } finally {
    await target.stop();
  }
}
