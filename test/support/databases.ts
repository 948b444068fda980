import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { inject } from 'vitest';

export interface FreshDatabase {
  url: string;
  /** Empties all tables but those that the schema itself fills. */
  empty(): Promise<void>;
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
  return {
    url: own.href,
    empty: () => execute(own.href, TRUNCATE),
    drop: () => execute(url, `drop database ${name} with (force)`),
  };
}

const TRUNCATE = `
  do $$ declare tables text; begin
    select string_agg(format('%I', tablename), ', ') into tables from pg_tables
    where schemaname = 'public' and tablename not in ('migration', 'registry_version');
    if tables is not null then execute 'truncate ' || tables; end if;
  end $$`;

/** An empty folder for an embedded store. */
export function freshFolder(): { directory: string; empty(): void; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'chasqui-test-'));
  return {
    directory,
    empty() {
      for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true });
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
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
