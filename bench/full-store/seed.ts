import { type GatewayProcess, startGateway } from '../../test/support/gateway-process.ts';
import { echoLoop } from '../load/echo-loop.ts';
import { createChannel, newFolder, reopen } from '../targets/chasqui.ts';
import { emptyDatabase } from '../targets/databases.ts';
import type { OpenEnds } from '../targets/ends.ts';
import type { Target } from '../targets/target.ts';
import { multiplyPostgres, multiplySqlite } from './databases.ts';

export interface SeedOptions {
  ends: OpenEnds;
  /** PostgreSQL's maintenance database; null: SQLite. */
  databaseUrl: string | null;
  conversations: number;
  /** Messages that each person wrote, each of them answered. */
  exchanges: number;
}

/** A store that is filled, and on which a gateway can be started again and again. */
export interface SeededStore {
  dataDirectory: string;
  open(environment?: Readonly<Record<string, string>>): Promise<Target & { gateway: GatewayProcess }>;
}

/** Lets a gateway have one conversation and copies it. The caller removes the folder. */
export async function seed({ ends, databaseUrl, conversations, exchanges }: SeedOptions): Promise<SeededStore> {
  const dataDirectory = newFolder();
  const database = databaseUrl === null ? null : await emptyDatabase(databaseUrl);
  const options = { dataDirectory, ...(database !== null && { databaseUrl: database }) };
  const gateway = await startGateway(options);
  const { path } = await createChannel(gateway, ends);
  const port = Number(new URL(gateway.url).port);
  await echoLoop({ port, path, graph: ends.graph, messages: exchanges, concurrency: 1, personAt: () => 0 });
  await gateway.stop();
  await (database === null
    ? multiplySqlite(dataDirectory, conversations - 1)
    : multiplyPostgres(database, conversations - 1));
  return { dataDirectory, open: (environment = {}) => reopen({ ...options, environment }, path) };
}
