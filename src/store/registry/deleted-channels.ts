import type { ChannelId } from '../../domain/ids.ts';
import { rows, type Sql, type Statement, statement } from '../sql.ts';

const REMEMBER = statement('insert into deleted_channel (id, at) values ($1, $2)');
/** Deleting a channel waits for those who hold this, and they for a deletion that was first. */
const SHARE: Statement = {
  ...statement('select c.id from {{rows $1 as r: id text}} join channel c on c.id = r.id for key share of c'),
  sqlite: '',
};
const DELETED = statement('select d.id from {{rows $1 as r: id text}} join deleted_channel d on d.id = r.id');

/** After the channel's own row is deleted. */
export async function rememberDeleted(sql: Sql, id: ChannelId): Promise<void> {
  await sql.run(REMEMBER, id, sql.now);
}

/**
 * Keeps channels from being deleted until the transaction ends; those that are deleted already. Before anything else is locked, by whoever
 * adds work to a channel without holding a lane of it.
 */
export async function holdChannels(sql: Sql, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const wanted = rows([...new Set(ids)].map((id) => ({ id })));
  const [, deleted] = await Promise.all([sql.all(SHARE, wanted), sql.all<{ id: string }>(DELETED, wanted)]);
  return new Set(deleted.map(({ id }) => id));
}
