import type { ClientBase, QueryResult, QueryResultRow } from 'pg';
import { rows, type Sql, type SqlValue, type Statement } from '../sql.ts';

/** Names of prepared statements, the same on every connection. */
const names = new Map<Statement, string>();

/** Runs statements on one connection, inside a transaction that the caller begins and ends. */
export class PostgresSql implements Sql {
  readonly now: number;
  readonly topics = new Set<string>();
  readonly #client: ClientBase;
  readonly #prepare: boolean;
  readonly #statementMs: number | null;
  #failure: unknown;
  #ended = false;

  /** `prepare` off: for poolers that hand every transaction another connection. */
  constructor(client: ClientBase, options: { now: number; prepare: boolean; statementMs: number | null }) {
    this.#client = client;
    this.now = options.now;
    this.#prepare = options.prepare;
    this.#statementMs = options.statementMs;
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

  async write(statement: Statement, values: readonly object[], ...parameters: SqlValue[]): Promise<number> {
    return values.length === 0 ? 0 : this.run(statement, rows(values), ...parameters);
  }

  notify(topic: string): void {
    this.topics.add(topic);
  }

  /**
   * Why its first statement failed; undefined: none did. Those that were sent behind it only hear that the transaction is aborted, and may
   * be the first that their caller hears of.
   */
  get failure(): unknown {
    return this.#failure;
  }

  /** The step is over. What it may have left running must not write into the connection's next transaction. */
  end(): void {
    this.#ended = true;
  }

  async #query<Row extends QueryResultRow>(statement: Statement, values: SqlValue[]): Promise<QueryResult<Row>> {
    if (this.#ended) throw new Error('the step is over');
    const text = statement.postgres;
    const query = this.#prepare ? { name: nameOf(statement), text, values } : { text, values };
    try {
      return await this.#client.query<Row>(within(this.#statementMs, query));
    } catch (error) {
      this.#failure ??= error;
      throw error;
    }
  }
}

/**
 * The query with a time-out, after which the driver breaks the connection: the server may hang, or the way to it may swallow packets. The
 * driver has the option per query too, which its types do not know. Null: none.
 */
export function within<Query extends { text: string }>(statementMs: number | null, query: Query): Query {
  return statementMs === null ? query : { ...query, query_timeout: statementMs };
}

function nameOf(statement: Statement): string {
  const known = names.get(statement);
  if (known !== undefined) return known;
  const name = `chasqui_${names.size + 1}`;
  names.set(statement, name);
  return name;
}
