/**
 * Fills a store with copies of one conversation that the gateway itself has made: every row is as the gateway writes it, only its ids differ.
 * Ids and phone numbers end in seven digits that are the number of the copy; the original is number 0.
 */

/** A value as both engines give it. */
export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

export interface Database {
  tables(): Promise<string[]>;
  rows(table: string): Promise<Row[]>;
  execute(sql: string): Promise<void>;
}

/** What belongs to the channel or to the store, of which copies have the same. */
const SHARED = new Set(['channel', 'connection', 'sender', 'bot', 'api_key', 'meta', 'registry_version']);
const ID = /([a-z]+_[0-9a-f]{25}|wamid\.[0-9a-f]{17}|44770|GB\.bench)([0-9a-f]{7})/g;

/** `copies` as a table: the seven digits of every copy. */
const SERIES: Readonly<Record<'sqlite' | 'postgres', (copies: number) => string>> = {
  sqlite: (
    copies,
  ) => `create temp table series as with recursive n(i) as (select 1 union all select i + 1 from n where i < ${copies})
    select printf('%07d', i) as k from n`,
  postgres: (copies) =>
    `create temp table series as select lpad(i::text, 7, '0') as k from generate_series(1, ${copies}) as i`,
};

/** Adds `copies` to the one conversation that the store has. */
export async function multiply(database: Database, engine: 'sqlite' | 'postgres', copies: number): Promise<void> {
  const tables = await database.tables();
  const sharedIds = new Set<Value>();
  for (const table of tables.filter((name) => SHARED.has(name))) {
    for (const row of await database.rows(table)) sharedIds.add(row.id ?? null);
  }
  await database.execute(SERIES[engine](copies));
  for (const table of tables.filter((name) => !SHARED.has(name))) {
    // Row by row, so that the copies of each come in the order of their keys.
    for (const row of await database.rows(table)) {
      const sql = insertCopies(table, row, sharedIds);
      if (sql.includes(COPY)) await database.execute(sql);
    }
  }
}

function insertCopies(table: string, row: Row, sharedIds: ReadonlySet<Value>): string {
  const columns = Object.entries(row).filter(([, value]) => value !== null);
  const names = columns.map(([name]) => `"${name}"`).join(', ');
  const values = columns.map(([, value]) => (typeof value === 'string' ? copied(value, sharedIds) : String(value)));
  return `insert into "${table}" (${names}) select ${values.join(', ')} from series order by k`;
}

const COPY = "' || series.k || '";

/** The text in SQL, with the copy's number at the end of every id. */
function copied(text: string, sharedIds: ReadonlySet<Value>): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return quoted.replace(ID, (id: string, kept: string) => (sharedIds.has(id) ? id : `${kept}${COPY}`));
}
