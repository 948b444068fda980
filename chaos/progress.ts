import { appendFileSync, rmSync } from 'node:fs';
import type { Report } from './round.ts';
import type { StoreName } from './stages.ts';
import { addTallies, faultsIn, NOTHING, type Tally } from './tally.ts';

/** Prints rounds as they end and adds them up; the stories of faults and of exceptions go to a file. */
export interface Progress {
  report(store: StoreName, report: Report): void;
  tallyOf(store: StoreName): Tally;
  /** Seed, wall time, and where the stories are. */
  summary(): string;
}

export interface ProgressOptions {
  seed: number;
  /** Of all stores. */
  rounds: number;
  /** Made when there is something to tell. */
  file: string;
}

export function createProgress({ seed, rounds, file }: ProgressOptions): Progress {
  const startedAt = Date.now();
  const reports: { store: StoreName; report: Report }[] = [];
  let hasStories = false;
  rmSync(file, { force: true });

  function keep(lines: string): void {
    appendFileSync(file, lines);
    hasStories = true;
  }

  function tellStories(store: StoreName, { round, stories, output }: Report): void {
    const where =
      round === null ? 'after the last round of a stage' : `--store ${store} --seed ${seed} --from ${round}`;
    for (const { title, lines, excuse } of stories) {
      const told = `${[title, `  ${where}`, ...lines].join('\n')}\n`;
      keep(`${told}\n`);
      if (excuse === null) console.log(told);
    }
    if (output === '') return;
    console.log(output);
    keep(`${output}\n`);
  }

  return {
    report(store, report) {
      reports.push({ store, report });
      console.log(describe(store, report, `${reports.filter((one) => one.report.round !== null).length}/${rounds}`));
      tellStories(store, report);
    },
    tallyOf: (store) =>
      addTallies([NOTHING, ...reports.filter((one) => one.store === store).map((one) => one.report.tally)]),
    summary() {
      const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
      const stories = hasStories ? `; what is known of each fault and exception: ${file}` : '';
      return `seed ${seed}, ${minutes} minutes${stories}`;
    },
  };
}

function describe(store: StoreName, { round, disasters, seconds, tally, unheard }: Report, progress: string): string {
  const what = round === null ? 'last look' : `round ${round}: ${disasters}`;
  const faults = faultsIn(tally);
  const excused = Object.entries(tally.excused).map(([reason, times]) => `${times} ${reason}`);
  const words = [
    ...(faults > 0 ? [`${faults} FAULTS`] : []),
    ...(tally.unfinished > 0 ? ['NOT FINISHED'] : []),
    ...excused,
    ...Object.entries(unheard).map(([partner, times]) => `${times} not heard at ${partner}`),
  ];
  return `[${progress}] ${store}, ${what}; ${seconds.toFixed(1)} s${words.map((word) => `; ${word}`).join('')}`;
}
