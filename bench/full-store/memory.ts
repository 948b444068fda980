import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { GatewayProcess } from '../../test/support/gateway-process.ts';
import { echoLoop } from '../load/echo-loop.ts';
import { CONCURRENCY } from '../measures/echo.ts';
import { ON_SQLITE } from '../measures/starters.ts';
import type { Plan } from '../plan.ts';
import { type Measured, median } from '../samples.ts';
import { startChasqui } from '../targets/chasqui.ts';
import { type OpenEnds, withEnds } from '../targets/ends.ts';
import type { Target } from '../targets/target.ts';
import { seed } from './seed.ts';

const MEASURE = 'memory';
const MOST_ROUNDS = 3;
const MESSAGES = 4_000;
const WRITERS = 2_000;
const IDLE_MS = 8_000;
const ENVIRONMENT = {
  NODE_OPTIONS: `--import=${pathToFileURL(resolve(import.meta.dirname, 'collect-garbage.mjs')).href}`,
};

type Measurable = Target & { gateway: GatewayProcess };

/**
 * Resident memory of a gateway that has just answered 4,000 messages of 2,000 people, after eight idle seconds and a garbage collection:
 * with as many conversations in its store as asked for, and with only those of these people.
 */
export function measureMemory(plan: Plan): Promise<Measured> {
  return withEnds(async (ends) => {
    const full = await seed({ ends, databaseUrl: null, conversations: plan.conversations, exchanges: 1 });
    const withMany: number[] = [];
    const withFew: number[] = [];
    for (let round = 0; round < Math.min(plan.rounds, MOST_ROUNDS); round += 1) {
      withMany.push(await settledMegabytes(await full.open(ENVIRONMENT), ends, plan));
      withFew.push(await settledMegabytes(await startChasqui(ends, null, { environment: ENVIRONMENT }), ends, plan));
      console.error(`memory, round ${round + 1}: ${withMany.at(-1)?.toFixed(0)} MB ÷ ${withFew.at(-1)?.toFixed(0)} MB`);
    }
    rmSync(full.dataDirectory, { recursive: true });
    return {
      samples: [],
      comparisons: [
        {
          measure: MEASURE,
          what: `memory with ${plan.conversations} idle conversations ÷ empty, ${ON_SQLITE}`,
          values: withMany.map((megabytes, round) => megabytes / (withFew[round] ?? Number.NaN)),
          unit: '×',
          aim: { bound: '≤', value: 1.2, beyond: 1.05 },
          detail: `${median(withMany).toFixed(0)} MB ÷ ${median(withFew).toFixed(0)} MB`,
        },
      ],
    };
  });
}

async function settledMegabytes(target: Measurable, ends: OpenEnds, plan: Plan): Promise<number> {
  const apart = Math.max(1, Math.floor(plan.conversations / WRITERS));
  try {
    await echoLoop({
      port: target.port,
      path: target.path,
      graph: ends.graph,
      messages: MESSAGES,
      concurrency: CONCURRENCY,
      personAt: (index) => (index % WRITERS) * apart,
    });
    await pause(IDLE_MS);
    target.gateway.child.kill('SIGUSR2');
    await pause(IDLE_MS / 4);
    return residentMegabytes(target.gateway.child.pid ?? 0);
  } finally {
    await target.stop();
  }
}

function residentMegabytes(pid: number): number {
  const file = `/proc/${pid}/status`;
  const kilobytes = existsSync(file)
    ? /VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1]
    : spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  return Number(kilobytes) / 1_024;
}
