import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../src/simulators/kit/faults.ts';
import type { RunningPostgres } from '../test/support/postgres.ts';
import type { Journal } from './journal.ts';
import type { Nodes } from './nodes.ts';
import type { Partners } from './partners.ts';
import { type Disaster, describeDisaster, type Plan } from './plan.ts';
import type { Relay } from './relay.ts';
import type { Shop } from './shops.ts';
import type { Witness } from './witness.ts';

/** Everything that can be broken. */
export interface Scene {
  nodes: Nodes;
  partners: Partners;
  shops: readonly Shop[];
  witness: Witness;
  journal: Journal;
  /** Null: SQLite. */
  database: { server: RunningPostgres; relay: Relay } | null;
}

/** Lets everything happen that is planned; resolves when all of it is over. */
export async function carryOut({ disasters, faults }: Plan, scene: Scene): Promise<void> {
  await Promise.all([
    ...disasters.map(async ({ afterMs, disaster }) => {
      await pause(afterMs);
      await strike(disaster, scene);
    }),
    ...faults.map(async ({ afterMs, partner, fault }) => {
      await pause(afterMs);
      const numberId = scene.shops.find(({ provider }) => provider === partner)?.numberId ?? '';
      scene.partners.world.faults.add({ ...fault, numberId } as Fault); // The union survives the spread.
    }),
  ]);
}

async function strike(disaster: Disaster, scene: Scene): Promise<void> {
  const { witness, journal, shops, partners } = scene;
  const from = Date.now();
  if (disaster.kind === 'partner_cut') {
    const shop = shops[disaster.which % shops.length];
    journal.note(shop?.numberId ?? '', 'disaster: the wire to the partner is cut');
    await partners.relays.get(shop?.provider ?? '')?.cut(disaster.ms);
    witness.disturbed(shop?.numberId ?? '', from, Date.now());
    journal.note(shop?.numberId ?? '', 'disaster: the wire to the partner is whole again');
    return;
  }
  journal.note(null, `disaster: ${describeDisaster(disaster, [])}`);
  await strikeGateway(disaster, scene);
  journal.note(null, `disaster over: ${disaster.kind}`);
  witness.disturbed(null, from, Date.now());
  if (disaster.kind === 'freeze') witness.froze(from, Date.now());
}

async function strikeGateway(
  disaster: Exclude<Disaster, { kind: 'partner_cut' }>,
  { nodes, database }: Scene,
): Promise<void> {
  switch (disaster.kind) {
    case 'kill':
      return nodes.killOne(disaster.which);
    case 'freeze':
      return nodes.freezeOne(disaster.which, disaster.ms);
    case 'database_kill':
      return database?.server.crash();
    case 'database_cut':
      return database?.relay.cut(disaster.ms);
    case 'database_stall':
      return database?.relay.stall(disaster.ms);
  }
}
