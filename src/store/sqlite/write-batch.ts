import type { DatabaseSync } from 'node:sqlite';
import type { AnyOperation, Operation } from '../engine.ts';
import type { BatchAnswer, BatchGroup, Outcome, WriteBatch } from './batch.ts';
import { PreparedStatements, SqliteSql } from './connection.ts';
import { isUnavailable, refusal } from './refusal.ts';

interface Writing {
  db: DatabaseSync;
  statements: PreparedStatements;
  now: number;
  topics: Set<string>;
}

/**
 * Runs batches on the writing connection, each as one transaction. Every group has a savepoint: if it fails, its inputs are tried one by
 * one, and only what fails alone is reported.
 */
export function createBatchWriter(
  db: DatabaseSync,
  operations: ReadonlyMap<string, AnyOperation>,
): (batch: WriteBatch) => Promise<BatchAnswer> {
  const statements = new PreparedStatements(db);
  return async (batch) => {
    const writing: Writing = { db, statements, now: batch.now, topics: new Set() };
    try {
      db.exec('begin immediate');
      const outcomes: Outcome[][] = [];
      for (const group of batch.groups) {
        outcomes.push(await runGroup(writing, find(operations, group.operation), parse(group)));
      }
      db.exec('commit');
      return { outcomes, topics: [...writing.topics] };
    } catch (error) {
      if (db.isTransaction) db.exec('rollback');
      return { outcomes: batch.groups.map(({ inputs }) => refuseAll(inputs, error)), topics: [] };
    }
  };
}

function parse(group: BatchGroup): unknown[] {
  return group.inputs.map((text) => JSON.parse(text));
}

async function runGroup(
  writing: Writing,
  operation: Operation<unknown, unknown>,
  inputs: readonly unknown[],
): Promise<Outcome[]> {
  try {
    const outputs = await inSavepoint(writing, (sql) => operation.run(sql, inputs));
    return outputs.map((output) => ({ ok: true, output }));
  } catch (error) {
    if (isUnavailable(error)) throw error;
    if (inputs.length === 1) return refuseAll(inputs, error);
    const alone: Outcome[] = [];
    for (const input of inputs) alone.push(...(await runGroup(writing, operation, [input])));
    return alone;
  }
}

async function inSavepoint<Result>(writing: Writing, step: (sql: SqliteSql) => Promise<Result>): Promise<Result> {
  const { db, statements, now, topics } = writing;
  const sql = new SqliteSql(statements, now);
  db.exec('savepoint step');
  try {
    const result = await step(sql);
    db.exec('release step');
    for (const topic of sql.topics) topics.add(topic);
    return result;
  } catch (error) {
    // A full disk makes SQLite roll back the whole transaction by itself; the savepoint is then gone.
    if (db.isTransaction) db.exec('rollback to step; release step');
    throw error;
  } finally {
    sql.end();
  }
}

function find(operations: ReadonlyMap<string, AnyOperation>, name: string): Operation<unknown, unknown> {
  const operation = operations.get(name);
  if (operation === undefined) throw new Error(`no operation ${name} in the catalogue`);
  // The caller's typed object has the same name, so these are its inputs.
  return operation as Operation<unknown, unknown>;
}

function refuseAll(inputs: readonly unknown[], error: unknown): Outcome[] {
  const plain = refusal(error);
  return inputs.map(() => ({ ok: false, error: plain }));
}
