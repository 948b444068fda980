import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Report } from './round.ts';
import type { Order, StageSettings } from './stage-process.ts';
import { NOTHING } from './tally.ts';

export type StoreName = StageSettings['store'];

/** One round on one store. */
export interface Job {
  store: StoreName;
  round: number;
}

export interface JobsOptions extends Omit<StageSettings, 'store'> {
  jobs: readonly Job[];
  /** How many stages are up at a time. */
  atOnce: number;
  /** Told as rounds end, in that order. */
  onReport(store: StoreName, report: Report): void;
}

/** Plays all rounds, `atOnce` of them side by side. A stage is kept for the rounds that come, as long as they are of its store. */
export async function runJobs({ jobs, atOnce, onReport, ...settings }: JobsOptions): Promise<void> {
  const left = [...jobs];
  // One after another: a machine that starts all at once is slow for everybody.
  let isSet: Promise<unknown> = Promise.resolve();
  const setStage = (store: StoreName): Promise<StageProcess> => {
    const mine = isSet.then(() => startStage({ ...settings, store }));
    isSet = mine.catch(() => {});
    return mine;
  };
  async function work(): Promise<void> {
    let stage: StageProcess | null = null;
    for (let job = left.shift(); job; job = left.shift()) {
      const { store, round } = job;
      try {
        if (stage && stage.store !== store) {
          onReport(stage.store, await stage.order({ end: true }));
          stage = null;
        }
        stage ??= await setStage(store);
        onReport(store, await stage.order({ round }));
      } catch (error) {
        onReport(store, brokenRound(round, error));
        stage?.kill();
        stage = null;
      }
    }
    if (stage) onReport(stage.store, await endOf(stage));
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, work));
}

interface StageProcess {
  store: StoreName;
  /** Rejects if the process ends instead. */
  order(order: Order): Promise<Report>;
  kill(): void;
}

async function startStage(settings: StageSettings): Promise<StageProcess> {
  const child = fork(new URL('stage-process.ts', import.meta.url), [JSON.stringify(settings)]);
  await answerOf(child);
  return {
    store: settings.store,
    async order(order) {
      child.send(order);
      return (await answerOf(child)) as Report; // What the process sends for an order.
    },
    kill: () => void (child.connected && child.disconnect()),
  };
}

async function endOf(stage: StageProcess): Promise<Report> {
  try {
    return await stage.order({ end: true });
  } catch (error) {
    return brokenRound(null, error);
  }
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  const ended = once(child, 'exit', { signal }).then(([code, killer]) => {
    throw new Error(`the stage ended (${code ?? killer})`);
  });
  try {
    const answer = once(child, 'message', { signal }).then(([message]: unknown[]) => message);
    return await Promise.race([answer, ended]);
  } finally {
    ended.catch(() => {});
    over.abort();
  }
}

function brokenRound(round: number | null, error: unknown): Report {
  const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const tally = { ...NOTHING, rounds: round === null ? 0 : 1, unfinished: 1 };
  return { round, disasters: 'broken', seconds: 0, tally, stories: [], output };
}
