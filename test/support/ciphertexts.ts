import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import type { Premises } from '../e2e/gateway.ts';

/** `table.column`. */
export type Column = string;

/** What every column of text holds that mentions a ciphertext, whatever the program knows of it. */
export async function ciphertexts(
  premises: Pick<Premises, 'dataDirectory' | 'databaseUrl'>,
): Promise<Map<Column, string[]>> {
  const ask =
    premises.databaseUrl === null ? askSqlite(premises.dataDirectory) : await askPostgres(premises.databaseUrl);
  const found = new Map<Column, string[]>();
  try {
    for (const { table, column } of await ask.columns()) {
      const values = (await ask.values(table, column)).filter((value) => /v1\.[0-9a-f]{12}\./.test(value));
      if (values.length > 0) found.set(`${table}.${column}`, values);
    }
    return found;
  } finally {
    await ask.close();
  }
}

/** Columns whose name says that they hold secrets. */
export async function secretColumns(premises: Pick<Premises, 'dataDirectory' | 'databaseUrl'>): Promise<Column[]> {
  const ask =
    premises.databaseUrl === null ? askSqlite(premises.dataDirectory) : await askPostgres(premises.databaseUrl);
  const columns = await ask.columns().finally(() => ask.close());
  return columns.filter(({ column }) => /secret/.test(column)).map(({ table, column }) => `${table}.${column}`);
}

interface Asked {
  columns(): Promise<{ table: string; column: string }[]>;
  values(table: string, column: string): Promise<string[]>;
  close(): Promise<void>;
}

function askSqlite(directory: string): Asked {
  const db = new DatabaseSync(join(directory, 'chasqui.db'), { readOnly: true });
  return {
    columns: async () =>
      db
        .prepare(
          "select t.name as 'table', c.name as 'column' from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table' and c.type = 'TEXT'",
        )
        .all()
        .map((row) => ({ table: String(row.table), column: String(row.column) })),
    values: async (table, column) =>
      db
        .prepare(`select "${column}" as value from "${table}" where "${column}" is not null`)
        .all()
        .map(({ value }) => String(value)),
    close: async () => db.close(),
  };
}

async function askPostgres(url: string): Promise<Asked> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    columns: async () =>
      (
        await client.query<{ table: string; column: string }>(
          `select table_name as "table", column_name as "column" from information_schema.columns
            where table_schema = 'public' and data_type = 'text'`,
        )
      ).rows,
    values: async (table, column) =>
      (
        await client.query<{ value: string }>(
          `select "${column}" as value from "${table}" where "${column}" is not null`,
        )
      ).rows.map(({ value }) => value),
    close: () => client.end(),
  };
}
