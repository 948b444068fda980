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
 * Runs batches on the writing connection, each as one transaction. If a step throws, the batch begins again with a savepoint for every group:
 * the inputs of one that fails are tried one by one, and only what fails alone is reported. Without savepoints SQLite need not keep a copy of
 * every page that a step changes.
 */
export function createBatchWriter(
  db: DatabaseSync,
  operations: ReadonlyMap<string, AnyOperation>,
): (batch: WriteBatch) => Promise<BatchAnswer> {
  const statements = new PreparedStatements(db);
  const write = async (batch: WriteBatch, runGroup: RunGroup): Promise<BatchAnswer> => {
    const writing: Writing = { db, statements, now: batch.now, topics: new Set() };
    db.exec('begin immediate');
    try {
      const outcomes: Outcome[][] = [];
      for (const group of batch.groups) {
        outcomes.push(await runGroup(writing, find(operations, group.operation), parse(group)));
      }
      db.exec('commit');
      return { outcomes, topics: [...writing.topics] };
    } catch (error) {
      if (db.isTransaction) db.exec('rollback');
      throw error;
    }
  };
  return async (batch) => {
    try {
      return await write(batch, runTogether).catch((error) => {
        if (isUnavailable(error)) throw error;
        return write(batch, runApart);
      });
    } catch (error) {
      return { outcomes: batch.groups.map(({ inputs }) => refuseAll(inputs, error)), topics: [] };
    }
  };
}

type RunGroup = (
  writing: Writing,
  operation: Operation<unknown, unknown>,
  inputs: readonly unknown[],
) => Promise<Outcome[]>;

function parse(group: BatchGroup): unknown[] {
  return group.inputs.map((text) => JSON.parse(text));
}

/** Throws if the operation does. */
const runTogether: RunGroup = async ({ statements, now, topics }, operation, inputs) => {
  const sql = new SqliteSql(statements, now);
  try {
    const outputs = await operation.run(sql, inputs);
    for (const topic of sql.topics) topics.add(topic);
    return outputs.map((output) => ({ ok: true, output }));
  } finally {
    sql.end();
  }
};

const runApart: RunGroup = async (writing, operation, inputs) => {
  try {
    return await inSavepoint(writing, () => runTogether(writing, operation, inputs));
  } catch (error) {
    if (isUnavailable(error)) throw error;
    if (inputs.length === 1) return refuseAll(inputs, error);
    const alone: Outcome[] = [];
    for (const input of inputs) alone.push(...(await runApart(writing, operation, [input])));
    return alone;
  }
};

async function inSavepoint<Result>({ db }: Writing, step: () => Promise<Result>): Promise<Result> {
  db.exec('savepoint step');
  try {
    const result = await step();
    db.exec('release step');
    return result;
  } catch (error) {
    // A full disk makes SQLite roll back the whole transaction by itself; the savepoint is then gone.
    if (db.isTransaction) db.exec('rollback to step; release step');
    throw error;
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
