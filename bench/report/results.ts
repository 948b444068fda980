import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { Client } from 'pg';
import type { Plan } from '../plan.ts';
import type { Measured } from '../samples.ts';

/** One measure as it was last written, with where and when. */
export interface Result {
  measured: Measured;
  /** ISO date. */
  on: string;
  wallSeconds: number;
  machine: string;
  versions: string;
  rounds: number;
  messages: number;
  seconds: number;
}

/** By measure. Each keeps its own date, so that one can be measured anew. */
export type Results = Record<string, Result>;

const FILE = resolve(import.meta.dirname, '../../docs/benchmarks.json');

export function loadResults(): Results {
  // Written by `saveResults`.
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Results) : {};
}

export function saveResults(results: Results): void {
  writeFileSync(FILE, `${JSON.stringify(results, rounded, 1)}\n`);
}

/** Three digits are more than such figures are worth. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value;
}

export async function resultOf(measured: Measured, wallMs: number, plan: Plan): Promise<Result> {
  return {
    measured,
    on: new Date().toISOString().slice(0, 10),
    wallSeconds: Math.round(wallMs / 1_000),
    machine: `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${release()}`,
    versions: `Node ${process.version}, PostgreSQL ${await postgresVersion(plan.databaseUrl)}`,
    rounds: plan.rounds,
    messages: plan.messages,
    seconds: plan.seconds,
  };
}

async function postgresVersion(connectionString: string): Promise<string> {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.end();
  return rows[0]?.server_version.split(' ')[0] ?? 'unknown';
}
