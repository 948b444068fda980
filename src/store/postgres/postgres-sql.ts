import type { ClientBase, QueryResult, QueryResultRow } from 'pg';
import type { Sql, SqlValue, Statement } from '../sql.ts';

/** Names of prepared statements, the same on every connection. */
const names = new Map<Statement, string>();

/** Runs statements on one connection, inside a transaction that the caller begins and ends. */
export class PostgresSql implements Sql {
  readonly now: number;
  readonly topics = new Set<string>();
  readonly #client: ClientBase;
  readonly #prepare: boolean;
  #ended = false;

  /** `prepare` off: for poolers that hand every transaction another connection. */
  constructor(client: ClientBase, options: { now: number; prepare: boolean }) {
    this.#client = client;
    this.now = options.now;
    this.#prepare = options.prepare;
  }

  async all<Row extends object>(statement: Statement, ...parameters: SqlValue[]): Promise<Row[]> {
    if (statement.postgres === '') return [];
    const result = await this.#query<Row & QueryResultRow>(statement, parameters);
    return result.rows;
  }

  async run(statement: Statement, ...parameters: SqlValue[]): Promise<number> {
    if (statement.postgres === '') return 0;
    return (await this.#query(statement, parameters)).rowCount ?? 0;
  }

  notify(topic: string): void {
    this.topics.add(topic);
  }

  /** The step is over. What it may have left running must not write into the connection's next transaction. */
  end(): void {
    this.#ended = true;
  }

  #query<Row extends QueryResultRow>(statement: Statement, values: SqlValue[]): Promise<QueryResult<Row>> {
    if (this.#ended) throw new Error('the step is over');
    const text = statement.postgres;
    return this.#client.query<Row>(this.#prepare ? { name: nameOf(statement), text, values } : { text, values });
  }
}

function nameOf(statement: Statement): string {
  const known = names.get(statement);
  if (known !== undefined) return known;
  const name = `chasqui_${names.size + 1}`;
  names.set(statement, name);
  return name;
}
