import { statement } from '../sql.ts';

const OLDEST = 150_000;

const SERVER = statement(`
  select current_setting('server_version') as version, current_setting('server_version_num') as number,
    current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
    current_setting('synchronous_commit') as synchronous_commit`);

interface ServerRow {
  version: string;
  number: string;
  encoding: string;
  fsync: string;
  synchronous_commit: string;
}

/** A connection, or a pool of them. */
interface Asked {
  query(text: string): Promise<{ rows: ServerRow[] }>;
}

/** Throws a sentence for the operator if the server or the database cannot hold a store. */
export async function describeServer(asked: Asked): Promise<{ version: string; durable: boolean }> {
  const { rows } = await asked.query(SERVER.postgres);
  const server = rows[0];
  if (server === undefined) throw new Error('PostgreSQL did not tell its version.');
  if (Number(server.number) < OLDEST)
    throw new Error(`PostgreSQL ${server.version} is too old: Chasqui needs 15 or later.`);
  if (server.encoding !== 'UTF8') {
    throw new Error(`The database's encoding is ${server.encoding}; create it with encoding UTF8.`);
  }
  return { version: server.version, durable: server.fsync === 'on' && server.synchronous_commit !== 'off' };
}
