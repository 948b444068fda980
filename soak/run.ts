/**
 * `npm run soak`: steady load at half of what the gateway can do here, for as long as wanted. Memory, file handles, lanes, the event loop's
 * delay and the write-ahead log must be flat, and every acknowledged message answered once.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { everythingAnswered, faultsOf } from './finish.ts';
import { judgeFlatness } from './flatness.ts';
import { measureCapacity, openLoad } from './load.ts';
import { runOnStores } from './run-on-stores.ts';
import { type Sample, takeSample } from './sample.ts';
import { type Stage, type StoreName, setStage } from './stage.ts';
import { renderTable, shown } from './table.ts';

const HELP = `npm run soak -- [--minutes 60] [--store sqlite|postgres|both] [--rate messages a second; default: half of what was measured]

Exit code 1 if a figure rose, or if an acknowledged message was not answered once; 2 for options that it does not understand.`;

const SHARE = 0.5;
const MEASURE = { people: 64, ms: 8_000 };
const SAMPLES = 120;
const SHORTEST_GAP_MS = 500;
const ANSWERED_WITHIN_MS = 120_000;
const CONNECTIONS = 1_000;
const SHOWN_ROWS = 15;
const COLUMNS = ['rss', 'heap', 'handles', 'lanes', 'inHand', 'delayMs', 'wal'] as const;

await runOnStores({ help: HELP, store: 'sqlite', numbers: { minutes: 60, rate: null } }, soak);

interface Wanted {
  minutes: number;
  /** Messages a second; null: a share of what is measured. */
  rate: number | null;
}

async function soak(store: StoreName, { minutes, rate }: Wanted): Promise<boolean> {
  const stage = await setStage(store);
  try {
    const capacity = await measureCapacity(stage, MEASURE);
    const perSecond = rate ?? capacity * SHARE;
    console.log(`${store}: ${shown(capacity)} messages a second measured, ${shown(perSecond)} for ${minutes} min`);
    const { samples, everyMs } = await watch(stage, { perSecond, ms: minutes * 60_000 });
    const count = await everythingAnswered(stage.ledger, ANSWERED_WITHIN_MS);
    console.log(`${renderSamples(samples, everyMs)}\n`);
    const verdicts = judgeFlatness(samples, everyMs);
    const rows = verdicts.map(({ figure, before, after, perHour, isFlat }) => [
      ...[figure, shown(before), shown(after), shown(perHour), isFlat ? 'flat' : 'RISES'],
    ]);
    console.log(renderTable(['figure', 'second quarter', 'last quarter', 'rise an hour', 'verdict'], rows));
    const faults = [
      ...faultsOf(count),
      ...verdicts.filter(({ isFlat }) => !isFlat).map(({ figure }) => `${figure} rises`),
    ];
    console.log(
      `\n${count.acknowledged} acknowledged, ${count.refused} refused, ${count.answered} answered: ${faults.join(', ') || 'no fault'}\n`,
    );
    return faults.length === 0;
  } finally {
    await stage.stop();
  }
}

interface Watch {
  perSecond: number;
  ms: number;
}

/** Samples at even times while the load goes on. */
async function watch(stage: Stage, { perSecond, ms }: Watch): Promise<{ samples: Sample[]; everyMs: number }> {
  const everyMs = Math.max(SHORTEST_GAP_MS, ms / SAMPLES);
  const until = Date.now() + ms;
  const goesOn = () => Date.now() < until;
  const loaded = openLoad(stage, { perSecond, connections: CONNECTIONS, goesOn });
  const samples: Sample[] = [];
  while (goesOn()) {
    samples.push(await takeSample(stage));
    await pause(everyMs);
  }
  await loaded;
  return { samples, everyMs };
}

function renderSamples(samples: readonly Sample[], everyMs: number): string {
  const step = Math.max(1, Math.ceil(samples.length / SHOWN_ROWS));
  const rows = samples
    .map((sample, index) => [
      `${shown((index * everyMs) / 1_000)} s`,
      ...COLUMNS.map((column) => shown(sample[column])),
    ])
    .filter((_, index) => index % step === 0);
  return renderTable(['after', ...COLUMNS], rows);
}
