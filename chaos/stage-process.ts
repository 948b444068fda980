/**
 * One stage in a process of its own, so that rounds run side by side: plays the rounds that its parent orders, and reports each. It ends with
 * its parent, and everything that it started ends with it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../test/support/postgres.ts';
import { stablePort } from './ports.ts';
import { createRounds, type Report, type Rounds } from './round.ts';
import { type StageOptions, setStage } from './stage.ts';

/** The only argument, as JSON. */
export type StageSettings = Pick<StageOptions, 'people' | 'partners' | 'seed'> & { store: 'sqlite' | 'postgres' };

/** A round's number; or the end. */
export type Order = { round: number } | { end: true };

const settings = JSON.parse(process.argv[2] ?? '') as StageSettings; // As the parent wrote it.
// Whoever interrupts the parent interrupts the whole group; what is to be done then, its end says.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});

const dataDirectory = mkdtempSync(join(tmpdir(), 'chasqui-chaos-'));
process.on('exit', () => rmSync(dataDirectory, { recursive: true, force: true }));
process.on('disconnect', () => process.exit(1));
const postgres = settings.store === 'postgres' ? await startPostgres({ port: await stablePort() }) : null;
const stage = await setStage({ ...settings, postgres, dataDirectory });
const rounds = createRounds(stage, settings);

process.on('message', (order: Order) => void carry(order, rounds));
send('ready');

async function carry(order: Order, { run, end }: Rounds): Promise<void> {
  if ('round' in order) return send(await run(order.round));
  const last = await end();
  await stage.stop();
  await postgres?.stop();
  process.send?.(last, () => process.exit(0));
}

function send(what: Report | 'ready'): void {
  process.send?.(what);
}
