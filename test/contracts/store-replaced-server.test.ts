import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import type { Store } from '../../src/store/store.ts';
import { type Gate, openGateTo } from '../e2e/gate.ts';
import { type FreshDatabase, freshDatabase } from '../support/databases.ts';
import { Rig } from './store-work-rig.ts';

/** The store's own time-outs are real. */
vi.setConfig({ testTimeout: 60_000 });
const SOON = { timeout: 40_000, interval: 100 };
const POOL = 3;

let database: FreshDatabase;
let gate: Gate;
let store: Store;
let other: Store;

beforeEach(async () => {
  database = await freshDatabase();
  const through = await openGateTo(database.url);
  gate = through.gate;
  store = await openPostgresStore({ url: through.url, poolSize: POOL });
  other = await openPostgresStore({ url: database.url });
});

afterEach(async () => {
  // What is held would hold the end too.
  await gate.close();
  await Promise.all([store.close(), other.close()]);
  await database.drop();
});

test('probes that a vanished server never answers leave the connections to those who work', async () => {
  // All connections are open before the server vanishes.
  await Promise.all(Array.from({ length: POOL }, () => store.health()));
  gate.hold();
  const probes = Array.from({ length: POOL }, () => store.health());
  gate.abandonHeld();
  const rig = new Rig({ work: store.work, now: Date.now, advance: () => {}, close: async () => {} });
  await vi.waitFor(() => rig.hear('hello'), SOON);
  expect((await Promise.all(probes)).map(({ ok }) => ok)).toEqual([false, false, false]);
});

test('nodes hear of one another again after a server vanished, and another one while they connected anew', async () => {
  const heard = { here: 0, there: 0 };
  store.nodes.onTold(() => {
    heard.here += 1;
  });
  other.nodes.onTold(() => {
    heard.there += 1;
  });
  gate.hold();
  const before = gate.came();
  await vi.waitFor(() => {
    store.nodes.tell('word');
    expect(gate.came()).toBeGreaterThan(before);
  }, SOON);
  // The connection that has just come is held like the first.
  gate.abandonHeld();
  await vi.waitFor(() => {
    store.nodes.tell('word');
    other.nodes.tell('word');
    expect(Math.min(heard.here, heard.there)).toBeGreaterThan(0);
  }, SOON);
});
