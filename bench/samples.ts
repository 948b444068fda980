/** What is measured, and what is concluded from it. */

/** What one target did in one round. */
export interface LoadResult {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Answers other than 200. */
  refused: number;
}

/** One target of one measure over all rounds. */
export interface Sample {
  measure: string;
  target: string;
  results: LoadResult[];
}

/** What the project aims at, of a comparison's median. `beyond`: what it would like. */
export interface Aim {
  bound: '≥' | '≤';
  value: number;
  beyond?: number;
}

/** Two targets against each other, round by round. */
export interface Comparison {
  measure: string;
  what: string;
  /** One per round. */
  values: number[];
  unit: '×' | 'ms';
  aim?: Aim;
  /** Absolute figures, for the reader. */
  detail?: string;
}

/** What every target did wrong in every scenario, by the fault's name. */
export interface Trials {
  scenarios: string[];
  /** `faults` in the order of the scenarios. */
  trials: { target: string; faults: Record<string, number>[] }[];
}

export interface Measured {
  samples: Sample[];
  comparisons: Comparison[];
  trials?: Trials;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function isMet({ bound, value }: Aim, values: readonly number[]): boolean {
  return bound === '≥' ? median(values) >= value : median(values) <= value;
}

/** Combines two targets' results of the same round; a target that was not measured has none. */
export function byRound(
  samples: readonly Sample[],
  [first, second]: readonly [string, string],
  combine: (a: LoadResult, b: LoadResult) => number,
): number[] {
  const ofFirst = samples.find(({ target }) => target === first)?.results ?? [];
  const ofSecond = samples.find(({ target }) => target === second)?.results ?? [];
  return ofFirst.flatMap((a, round) => {
    const b = ofSecond[round];
    return b ? [combine(a, b)] : [];
  });
}

/** How often faster the first is than the second, round by round. */
export function throughputRatios(samples: readonly Sample[], pair: readonly [string, string]): number[] {
  return byRound(samples, pair, (a, b) => a.perSecond / b.perSecond);
}
