/**
 * `npx node bench/scale/run.ts [part …]`: the figures of `docs/scale.md`, on Linux. Processor time, bytes and counts, because wall time means
 * little on a machine that does other things too.
 */

import { type RunningPostgres, startPostgres } from '../../test/support/postgres.ts';
import { readOrRefuse } from '../read-or-refuse.ts';
import { breakDown } from './breakdown.ts';
import { claimsOnPostgres, claimsOnSqlite } from './claims.ts';
import { measureIdle } from './idle.ts';
import { type Costs, lineThrough, needOf } from './model.ts';
import { measureNotifications } from './notify.ts';
import { HELP, type PartName, readParts } from './options.ts';
import { measureSendRules } from './rules.ts';
import { simulate } from './simulate.ts';
import { measureSweep } from './sweeps.ts';
import { type Cost, type Measured, measureTurns, type TurnPlan } from './turn.ts';

const TURNS = { nodes: 1, turns: 2_000, concurrency: 64, persons: 5_000 };
const SLOTS = [1, 10, 100, 1_000, 10_000];
const STATUSES = 3;
const PEAK = 3;
/** Of two and more busy nodes; see "Cost of one turn" in `docs/scale.md`. */
const PLANNED: Costs = {
  turn: { main: 1_960, node: 2_480, postgres: 1_760, walBytes: 17_500, storedBytes: 10_100 },
  status: { main: 220, node: 280, postgres: 190, walBytes: 3_350, storedBytes: 1_460 },
};

type Table = Record<string, string | number>[];

const PARTS: Readonly<Record<PartName, (server: RunningPostgres) => Promise<Table>>> = {
  turn: async ({ url }) => [
    ...turnRows('SQLite', await measureTurns({ ...TURNS, serverUrl: null })),
    ...turnRows('PostgreSQL', await measureTurns({ ...TURNS, serverUrl: url })),
    ...turnRows('PostgreSQL, full', await measureTurns({ ...TURNS, serverUrl: url, persons: 20_000, stored: 20_000 })),
  ],
  nodes: measureNodes,
  tables: async (server) => (await breakDown(server, TURNS)).tables.map((table) => rounded(table)),
  statements: async (server) => (await breakDown(server, TURNS)).statements.slice(0, 20).map((one) => rounded(one)),
  claims: async ({ url }) => {
    const table: Table = [];
    for (const slots of SLOTS) table.push(rounded({ engine: 'SQLite', slots, ...(await claimsOnSqlite(slots)) }));
    for (const slots of SLOTS)
      table.push(rounded({ engine: 'PostgreSQL', slots, ...(await claimsOnPostgres(url, slots)) }));
    for (const dead of [1_000, 10_000, 100_000])
      table.push(rounded({ engine: 'PostgreSQL', slots: 10, dead, ...(await claimsOnPostgres(url, 10, dead)) }));
    return table;
  },
  rules: async () => [10, 1_000, 10_000].map((senders) => rounded({ senders, micros: measureSendRules(senders) })),
  idle: async ({ url }) => [
    rounded({ nodes: 1, ...(await measureIdle(url, 1)) }),
    rounded({ nodes: 3, ...(await measureIdle(url, 3)) }),
  ],
  notifications: async ({ url }) => {
    const table: Table = [];
    for (const nodes of [1, 2, 8, 16]) table.push(rounded({ nodes, ...(await measureNotifications(url, nodes)) }));
    return table;
  },
  sweep: async ({ url }) => {
    const table: Table = [];
    for (const rows of [1_000, 100_000, 400_000])
      table.push(rounded({ rows, milliseconds: await measureSweep(url, rows) }));
    return table;
  },
  model: async () =>
    [1e6, 1e7, 1e8].map((messagesPerDay) =>
      rounded({ messagesPerDay, ...needOf({ messagesPerDay, peak: PEAK, statusesPerAnswer: STATUSES }, PLANNED) }),
    ),
  simulation: async () => {
    const { turnsPerSecond } = needOf({ messagesPerDay: 1e8, peak: PEAK, statusesPerAnswer: STATUSES }, PLANNED);
    const scene = { turnsPerSecond, statusesPerAnswer: STATUSES, costs: PLANNED, seconds: 15 };
    return [
      [9, 7],
      [8, 7],
      [6, 7],
      [5, 7],
      [9, 5],
      [4, 7],
      [9, 4],
    ].map(([nodes = 0, postgresCores = 0]) =>
      rounded({ nodes, postgresCores, ...simulate({ ...scene, nodes, postgresCores }) }),
    );
  },
};

/** Against the transactions that a turn shares in; the last row is no part of the line and checks it. */
async function measureNodes({ url }: RunningPostgres): Promise<Table> {
  const one = (plan: Partial<TurnPlan>) => measureTurns({ ...TURNS, turns: 1_200, serverUrl: url, ...plan });
  const points: { x: number; y: number }[] = [];
  const table: Table = [];
  for (const [nodes, concurrency] of [
    [1, 64],
    [2, 64],
    [4, 64],
    [1, 8],
    [4, 256],
  ] as const) {
    const { turn } = await one({ nodes, concurrency });
    points.push({ x: turn.postgres?.commits ?? 0, y: turn.postgres?.cpuMicros ?? 0 });
    table.push(costRow(`${nodes} nodes, ${concurrency} people`, turn));
  }
  const { at0, slope } = lineThrough(points);
  const { turn } = await one({ turns: 500, perSecond: 50 });
  const told = at0 + slope * (turn.postgres?.commits ?? 0);
  return [
    ...table,
    rounded({ what: 'line', at0, slope }),
    { ...costRow('1 node, 50 a second', turn), told: Math.round(told) },
  ];
}

function turnRows(engine: string, { turn, status, fileBytes }: Measured): Table {
  return [
    { ...costRow(`${engine}: turn`, turn), fileBytes: Math.round(fileBytes) },
    costRow(`${engine}: status`, status),
  ];
}

function costRow(what: string, { postgres, ...node }: Cost): Record<string, string | number> {
  return rounded({ what, ...node, ...postgres });
}

function rounded(row: object): Record<string, string | number> {
  const entries = Object.entries(row).filter(([, value]) => value !== null);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'number' ? Number(value.toPrecision(4)) : String(value)]),
  );
}

async function run(parts: readonly PartName[]): Promise<void> {
  const server = await startPostgres();
  try {
    for (const name of parts) {
      console.log(`\n# ${name}`);
      console.table(await PARTS[name](server));
    }
  } finally {
    await server.stop();
  }
}

const parts = readOrRefuse(readParts);
if (parts === null) console.log(HELP);
else await run(parts);
