import type { Report } from './round.ts';
import type { StageProcess, StoreName } from './stages.ts';
import { NOTHING } from './tally.ts';

/** One round on one store. */
export interface Job {
  store: StoreName;
  round: number;
}

export interface JobsOptions {
  jobs: readonly Job[];
  /** How many stages are up at a time. */
  atOnce: number;
  /** Never asked for a second one before the first is there. */
  setStage(store: StoreName): Promise<StageProcess>;
  /** Told as rounds end, in that order. */
  onReport(store: StoreName, report: Report): void;
}

/**
 * Plays all rounds, `atOnce` of them side by side. A stage is kept for the rounds that come, as long as they are of its store; one that breaks
 * leaves an unfinished round, and another takes its place.
 */
export async function runJobs(options: JobsOptions): Promise<void> {
  const left = [...options.jobs];
  const setStage = inTurn(options.setStage);
  async function work(): Promise<void> {
    let stage: StageProcess | null = null;
    for (let job = left.shift(); job; job = left.shift()) {
      const { store, round } = job;
      if (stage && stage.store !== store) stage = await endOf(stage, options);
      try {
        stage ??= await setStage(store);
        options.onReport(store, await stage.order({ round }));
      } catch (error) {
        options.onReport(store, brokenReport(round, error));
        stage?.kill();
        stage = null;
      }
    }
    if (stage) await endOf(stage, options);
  }
  await Promise.all(Array.from({ length: Math.min(options.atOnce, left.length) }, work));
}

/** One after another: a machine that starts all at once is slow for everybody. */
function inTurn<Result>(start: (store: StoreName) => Promise<Result>): (store: StoreName) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (store) => {
    const mine = last.then(() => start(store));
    last = mine.catch(() => {});
    return mine;
  };
}

/** Null: there is no stage any more. */
async function endOf(stage: StageProcess, { onReport }: JobsOptions): Promise<null> {
  try {
    onReport(stage.store, await stage.order({ end: true }));
  } catch (error) {
    onReport(stage.store, brokenReport(null, error));
    stage.kill();
  }
  return null;
}

function brokenReport(round: number | null, error: unknown): Report {
  const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const tally = { ...NOTHING, rounds: round === null ? 0 : 1, unfinished: 1 };
  return { round, disasters: 'broken', seconds: 0, tally, unheard: {}, stories: [], output };
}
