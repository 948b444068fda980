import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { inject } from 'vitest';

export interface FreshDatabase {
  url: string;
  drop(): Promise<void>;
}

let count = 0;

/** An empty database on this run's PostgreSQL. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const url = await postgresUrl();
  count += 1;
  const name = `test_${process.pid}_${Date.now()}_${count}`;
  await execute(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => execute(url, `drop database ${name} with (force)`) };
}

/** An empty folder for an embedded store. */
export function freshFolder(): { directory: string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'chasqui-test-'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

async function postgresUrl(): Promise<string> {
  const answer = await text(connect(inject('postgresPort'), '127.0.0.1'));
  if (!answer.startsWith('postgres://')) throw new Error(answer);
  return answer;
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
