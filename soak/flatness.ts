import type { Sample } from './sample.ts';

/** How much more one figure may be at the end than after the warm-up and still be called flat: noise, and caches that fill. */
interface Allowance {
  share: number;
  plus: number;
}

/**
 * SQLite's page cache is 64 MB and fills while the database grows.
 */
const ALLOWANCES = {
  rss: { share: 0.15, plus: 64 },
  heap: { share: 0.15, plus: 8 },
  handles: { share: 0.1, plus: 16 },
  lanes: { share: 0.5, plus: 50 },
  delayMs: { share: 1, plus: 100 },
  wal: { share: 0.2, plus: 32 },
} satisfies Partial<Record<keyof Sample, Allowance>>;

/** These come and go with the work in hand, of which a busy machine has more at times; what leaks does not go. */
const FLOORS: ReadonlySet<string> = new Set(['heap', 'handles', 'lanes']);

export type Judged = keyof typeof ALLOWANCES;

export interface Verdict {
  figure: Judged;
  /** After the warm-up (second quarter) and at the end (last quarter). */
  before: number;
  after: number;
  /** Rise in an hour by the second half: the median of the slopes between all pairs (Theil and Sen), which outliers do not bend. */
  perHour: number;
  isFlat: boolean;
}

/** `everyMs`: between samples. Figures that nobody could read are left out. */
export function judgeFlatness(samples: readonly Sample[], everyMs: number): Verdict[] {
  const figures = Object.keys(ALLOWANCES) as Judged[]; // The object's own keys.
  return figures
    .map((figure) => judge(figure, samples, everyMs))
    .filter(({ before, after }) => !Number.isNaN(before + after));
}

function judge(figure: Judged, samples: readonly Sample[], everyMs: number): Verdict {
  const values = samples.map((sample) => sample[figure]);
  const typical = FLOORS.has(figure) ? lowest : median;
  const before = typical(part(values, 1 / 4, 1 / 2));
  const after = typical(part(values, 3 / 4, 1));
  const { share, plus } = ALLOWANCES[figure];
  return {
    ...{ figure, before, after },
    perHour: (theilSen(part(values, 1 / 2, 1)) * 3_600_000) / everyMs,
    isFlat: after <= before * (1 + share) + plus,
  };
}

function part(values: readonly number[], from: number, to: number): readonly number[] {
  return values.slice(Math.floor(values.length * from), Math.ceil(values.length * to));
}

/** The typical rise from one value to the next. */
function theilSen(values: readonly number[]): number {
  const slopes = values.flatMap((value, at) => values.slice(at + 1).map((later, gap) => (later - value) / (gap + 1)));
  return median(slopes);
}

function lowest(values: readonly number[]): number {
  return Math.min(...values);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
