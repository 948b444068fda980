import { closedLoop } from '../load/closed-loop.ts';
import type { Plan } from '../plan.ts';
import { interleave } from '../rounds.ts';
import { type Measured, throughputRatios } from '../samples.ts';
import { startScript } from '../targets/script.ts';
import { signedRequest, textWebhook } from '../wire.ts';
import { BARE, gateways, ON_POSTGRES, ON_SQLITE, type Starter } from './starters.ts';

const MEASURE = 'acknowledgement';
const CONNECTIONS = 64;
const PERSONS = 2_000;
/** Until what it runs is compiled: a fresh process is half as fast, and nobody runs a fresh one. */
const WARM_UP = 5_000;

/** Webhook to durable 200, against signature and parse alone. The bot hangs, so that only intake is measured. */
export async function measureAcknowledgement(plan: Plan): Promise<Measured> {
  const bot = await startScript('echo-bot.ts', '--hang');
  const ends = { botUrl: `http://127.0.0.1:${bot.port}/`, graphUrl: 'http://127.0.0.1:9' };
  const run = async (start: Starter) => {
    const target = await start(ends);
    try {
      await closedLoop(target.port, webhooks(target.path, WARM_UP), CONNECTIONS);
      return await closedLoop(target.port, webhooks(target.path, plan.messages), CONNECTIONS);
    } finally {
      await target.stop();
    }
  };
  try {
    const contestants = Object.entries(gateways(plan, { isBaselineSilent: true })).map(([target, start]) => ({
      target,
      run: () => run(start),
    }));
    const samples = await interleave(MEASURE, plan.rounds, contestants);
    const against = (target: string, value: number, beyond: number) => ({
      measure: MEASURE,
      what: `durable acknowledgement, ${target} ÷ ${BARE}`,
      values: throughputRatios(samples, [target, BARE]),
      unit: '×' as const,
      aim: { bound: '≥' as const, value, beyond },
    });
    return { samples, comparisons: [against(ON_SQLITE, 0.45, 0.7), against(ON_POSTGRES, 0.35, 0.6)] };
  } finally {
    await bot.stop();
  }
}

function webhooks(path: string, count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) =>
    signedRequest(path, textWebhook(index % PERSONS, `Hello ${index}`).body),
  );
}
