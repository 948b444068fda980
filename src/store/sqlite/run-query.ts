import type { DatabaseSync } from 'node:sqlite';
import type { AnyQuery, Query } from '../engine.ts';
import type { Outcome } from './batch.ts';
import { PreparedStatements, SqliteSql } from './connection.ts';
import { refusal } from './refusal.ts';

export interface ReadRequest {
  now: number;
  query: string;
  input: unknown;
}

/** Runs queries on one connection, each against one unchanging view of the database. */
export function createQueryRunner(
  db: DatabaseSync,
  queries: ReadonlyMap<string, AnyQuery>,
): (request: ReadRequest) => Promise<Outcome> {
  const statements = new PreparedStatements(db);
  return async (request) => {
    const sql = new SqliteSql(statements, request.now);
    try {
      db.exec('begin');
      const output = await find(queries, request.query).run(sql, request.input);
      db.exec('commit');
      return { ok: true, output };
    } catch (error) {
      if (db.isTransaction) db.exec('rollback');
      return { ok: false, error: refusal(error) };
    }
  };
}

function find(queries: ReadonlyMap<string, AnyQuery>, name: string): Query<unknown, unknown> {
  const query = queries.get(name);
  if (query === undefined) throw new Error(`no query ${name} in the catalogue`);
  // The caller's typed object has the same name, so this is its input.
  return query as Query<unknown, unknown>;
}
