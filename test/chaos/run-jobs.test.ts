import { expect, test } from 'vitest';
import type { Report } from '../../chaos/round.ts';
import { type Job, runJobs } from '../../chaos/run-jobs.ts';
import type { StoreName } from '../../chaos/stages.ts';
import { addTallies, NOTHING } from '../../chaos/tally.ts';

/** Plays all jobs on stages that do nothing, and tells what they were asked. */
async function play(jobs: readonly Job[], { atOnce = 1, breaks = (_round: number): boolean => false } = {}) {
  const asked: string[] = [];
  const reports: Report[] = [];
  let up = 0;
  let most = 0;
  await runJobs({
    jobs,
    atOnce,
    async setStage(store: StoreName) {
      const name = `${store} ${asked.filter((one) => one.endsWith('is set')).length + 1}`;
      asked.push(`${name} is set`);
      up += 1;
      most = Math.max(most, up);
      return {
        store,
        async order(order) {
          const round = 'round' in order ? order.round : null;
          asked.push(`${name} ${round ?? 'ends'}`);
          if (round === null) up -= 1;
          else if (breaks(round)) throw new Error('the stage ended');
          const tally = { ...NOTHING, rounds: round === null ? 0 : 1 };
          return { round, disasters: '', seconds: 1, tally, unheard: {}, stories: [], output: '' };
        },
        kill() {
          asked.push(`${name} is killed`);
          up -= 1;
        },
      };
    },
    onReport: (_, report) => reports.push(report),
  });
  return { asked, most, up, tally: addTallies(reports.map(({ tally }) => tally)) };
}

const rounds = (store: StoreName, count: number): Job[] =>
  Array.from({ length: count }, (_, index) => ({ store, round: index + 1 }));

test('one stage plays one round after the other and looks once more at its end', async () => {
  const { asked } = await play(rounds('sqlite', 2));
  expect(asked).toEqual(['sqlite 1 is set', 'sqlite 1 1', 'sqlite 1 2', 'sqlite 1 ends']);
});

test('for another store there is another stage, and the first one is asked for its last look', async () => {
  const { asked } = await play([...rounds('sqlite', 1), ...rounds('postgres', 1)]);
  expect(asked).toEqual([
    ...['sqlite 1 is set', 'sqlite 1 1', 'sqlite 1 ends'],
    ...['postgres 2 is set', 'postgres 2 1', 'postgres 2 ends'],
  ]);
});

test('so many stages as wanted are up, every round is played once, and none is left behind', async () => {
  const { asked, most, up, tally } = await play(rounds('sqlite', 9), { atOnce: 3 });
  expect([most, up, tally.rounds, tally.unfinished]).toEqual([3, 0, 9, 0]);
  const played = asked.map((one) => Number(one.split(' ')[2])).filter((round) => round > 0);
  expect(played.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a stage that breaks leaves an unfinished round, and the others are played on a new one', async () => {
  const { asked, tally } = await play(rounds('sqlite', 3), { breaks: (round): boolean => round === 2 });
  expect(tally).toMatchObject({ rounds: 3, unfinished: 1 });
  expect(asked).toEqual([
    ...['sqlite 1 is set', 'sqlite 1 1', 'sqlite 1 2', 'sqlite 1 is killed'],
    ...['sqlite 2 is set', 'sqlite 2 3', 'sqlite 2 ends'],
  ]);
});
