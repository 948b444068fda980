import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { type Sql, statement } from './sql.ts';

const CREATE = statement(
  'create table if not exists migration (version bigint not null primary key, at bigint not null) {{heap}}',
);
const VERSIONS = statement('select max(version) as version from migration');
const RECORD = statement('insert into migration (version, at) values ($1, $2)');

/**
 * Brings the schema up to this release, inside the caller's transaction, which must exclude other nodes.
 * Throws a sentence for the operator if the database was written by a newer release.
 */
export async function migrate(sql: Sql, known: readonly Migration[] = migrations): Promise<void> {
  await sql.run(CREATE);
  const [row] = await sql.all<{ version: number | null }>(VERSIONS);
  const present = row?.version ?? 0;
  const newest = known.at(-1)?.version ?? 0;
  if (present > newest) {
    throw new Error(
      `The database has schema version ${present}, but this release of Chasqui knows only up to ${newest}. ` +
        'Start the newer release that last used it, or point to another database.',
    );
  }
  for (const migration of known.filter(({ version }) => version > present)) {
    for (const step of migration.statements) await sql.run(step);
    await sql.run(RECORD, migration.version, sql.now);
  }
}
