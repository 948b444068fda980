import { rows, type SqlValue, type Statement, statement } from '../sql.ts';

/** A condition that grows with the filters of a list; parameters are numbered as they come. */
export interface Where {
  readonly parameters: SqlValue[];
  readonly conditions: string[];
}

/** Adds a parameter; returns its placeholder. */
export function bind(where: Where, value: SqlValue): string {
  where.parameters.push(value);
  return `$${where.parameters.length}`;
}

/** `column` is one of `ids`. A single one is compared directly, so that an index that begins with it gives the order too. */
export function among(where: Where, column: string, ids: readonly string[]): void {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) {
    where.conditions.push(`${column} = ${bind(where, only)}`);
    return;
  }
  const parameter = bind(where, rows(ids.map((id) => ({ id }))));
  where.conditions.push(`${column} in (select one.id from {{rows ${parameter} as one: id text}})`);
}

const known = new Map<string, Statement>();

/** One object per text, because engines prepare statements by object. Only for the few texts that filters can make. */
export function cachedStatement(text: string): Statement {
  const found = known.get(text) ?? statement(text);
  known.set(text, found);
  return found;
}
