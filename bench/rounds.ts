import type { LoadResult, Sample } from './samples.ts';

export interface Contestant {
  target: string;
  /** Starts it, loads it, stops it. */
  run(): Promise<LoadResult>;
}

/** All targets after one another, round after round, so that what the machine does beside hits all of them. */
export async function interleave(
  measure: string,
  rounds: number,
  contestants: readonly Contestant[],
): Promise<Sample[]> {
  const samples = contestants.map(({ target }): Sample => ({ measure, target, results: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { target, run }] of contestants.entries()) {
      const result = await run();
      const figures = `${Math.round(result.perSecond)}/s, p99 ${result.p99Ms.toFixed(1)} ms`;
      console.error(`${measure}, round ${round + 1} of ${rounds}: ${target}: ${figures}`);
      samples[index]?.results.push(result);
    }
  }
  return samples;
}
