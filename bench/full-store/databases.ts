import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { type Database, multiply, type Row, type Value } from './multiply.ts';

/** Fills the SQLite store in this folder, which no gateway uses. Faster than safe: it is thrown away if it fails. */
export async function multiplySqlite(dataDirectory: string, copies: number): Promise<void> {
  const db = new DatabaseSync(join(dataDirectory, 'chasqui.db'));
  db.exec('pragma synchronous = off; pragma cache_size = -400000; begin');
  await multiply(sqlite(db), 'sqlite', copies);
  db.exec('commit; pragma wal_checkpoint(truncate)');
  db.close();
}

function sqlite(db: DatabaseSync): Database {
  return {
    async tables() {
      const sql = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
      return db
        .prepare(sql)
        .all()
        .map(({ name }) => String(name));
    },
    async rows(table) {
      return db.prepare(`select * from "${table}"`).all() as Record<string, Value>[];
    },
    async execute(sql) {
      db.exec(sql);
    },
  };
}

/** Fills the PostgreSQL store at `url`, which no gateway uses, and brings its statistics up to date as its autovacuum would. */
export async function multiplyPostgres(url: string, copies: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('set synchronous_commit = off');
  await multiply(postgres(client), 'postgres', copies);
  await client.query('vacuum analyze');
  await client.query('checkpoint');
  await client.end();
}

function postgres(client: Client): Database {
  return {
    async tables() {
      const sql =
        "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'";
      const { rows } = await client.query<{ table_name: string }>(sql);
      return rows.map(({ table_name }) => table_name);
    },
    async rows(table) {
      return (await client.query<Row>(`select * from "${table}"`)).rows;
    },
    async execute(sql) {
      await client.query(sql);
    },
  };
}
