/**
 * `npm run overload`: several times more than the gateway can take, over thousands of connections, some of it in large bodies; in the middle
 * of it the database is away. Memory must stay within its bound, and every acknowledged message be answered once in the end, without help.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { everythingAnswered, faultsOf } from './finish.ts';
import { measureCapacity, openLoad } from './load.ts';
import { runOnStores } from './run-on-stores.ts';
import { residentMb } from './sample.ts';
import { type Stage, type StoreName, setStage } from './stage.ts';
import { renderTable, shown } from './table.ts';

const HELP = `npm run overload -- [--store sqlite|postgres|both] [--times 8] [--seconds 30]

--times: of what was measured, offered as long as --seconds says. For a third of that the database is away.
Exit code 1 if memory grew beyond its bound, if nothing was refused, or if an acknowledged message was not answered once; 2 for options that
it does not understand.`;

const MEASURE = { people: 64, ms: 8_000 };
const CONNECTIONS = 5_000;
const LARGE = { share: 0.01, bytes: 1_000_000 };
/**
 * What bodies in hand may cost: 32 MB of them (`src/pipeline/pressure.ts`), each several times its size once read and parsed, and what is
 * collected late under load.
 */
const GROWTH_MB = 384;
const ROWS = 20;
const ANSWERED_WITHIN_MS = 600_000;

await runOnStores({ help: HELP, store: 'both', numbers: { times: 8, seconds: 30 } }, overload);

interface Wanted {
  /** Of the measured capacity. */
  times: number;
  seconds: number;
}

async function overload(store: StoreName, { times, seconds }: Wanted): Promise<boolean> {
  const stage = await setStage(store);
  try {
    const capacity = await measureCapacity(stage, MEASURE);
    const rssBefore = residentMb(stage.gateway.child.pid);
    const perSecond = capacity * times;
    console.log(`${store}: ${shown(capacity)} messages a second measured, ${shown(perSecond)} offered`);
    const { rows, highestRss } = await flood(stage, { perSecond, ms: seconds * 1_000 });
    const startedAt = Date.now();
    const count = await everythingAnswered(stage.ledger, ANSWERED_WITHIN_MS);
    console.log(renderTable(['after', 'database', 'written', 'acknowledged', 'refused', 'answered', 'rss MB'], rows));
    console.log(`all answered ${shown((Date.now() - startedAt) / 1_000)} s after the flood; ${JSON.stringify(count)}`);
    const grown = highestRss - rssBefore;
    console.log(`memory: ${shown(rssBefore)} MB before, ${shown(highestRss)} at most`);
    const faults = [
      ...faultsOf(count),
      ...(grown > GROWTH_MB ? [`memory grew by ${shown(grown)} MB, more than ${GROWTH_MB}`] : []),
      ...(count.refused === 0 ? ['nothing was refused: this was no overload'] : []),
    ];
    console.log(`${store}: ${faults.join(', ') || 'no fault'}\n`);
    return faults.length === 0;
  } finally {
    await stage.stop();
  }
}

/** The load, the database's absence in its middle third, and what was seen meanwhile. */
async function flood(stage: Stage, { perSecond, ms }: { perSecond: number; ms: number }) {
  const startedAt = Date.now();
  const elapsed = () => Date.now() - startedAt;
  const loaded = openLoad(stage, { perSecond, connections: CONNECTIONS, large: LARGE, goesOn: () => elapsed() < ms });
  const rows: string[][] = [];
  let highestRss = 0;
  let isAway = false;
  let last = stage.ledger.count();
  while (elapsed() < ms) {
    await pause(ms / ROWS);
    const shouldBeAway = elapsed() > ms / 3 && elapsed() < (2 * ms) / 3;
    if (shouldBeAway !== isAway) {
      if (shouldBeAway) stage.takeStore();
      else stage.giveStoreBack();
      isAway = shouldBeAway;
    }
    const rss = residentMb(stage.gateway.child.pid);
    highestRss = Math.max(highestRss, rss);
    const now = stage.ledger.count();
    const since = (figure: 'written' | 'acknowledged' | 'refused' | 'answered') => String(now[figure] - last[figure]);
    rows.push([
      ...[`${shown(elapsed() / 1_000)} s`, isAway ? 'away' : 'there', since('written'), since('acknowledged')],
      ...[since('refused'), since('answered'), shown(rss)],
    ]);
    last = now;
  }
  if (isAway) stage.giveStoreBack();
  await loaded;
  return { rows, highestRss };
}
