import type { ConnectionId } from '../../domain/ids.ts';
import type { Operation } from '../engine.ts';
import type { MemoPlace, StoredMemo } from '../memos.ts';
import { rows, type Sql, type Statement, statement } from '../sql.ts';

/** Deleting a connection waits for those who hold this, and they find nothing after it. */
const SHARE: Statement = {
  ...statement(
    'select c.id from {{rows $1 as r: id text}} join connection c on c.id = r.id order by c.id for key share of c',
  ),
  sqlite: '',
};
const KEEP = statement(`
  insert into provider_memo (connection_id, key, value, valid_until)
  select r.connection_id, r.key, r.value, r.valid_until
  from {{rows $1 as r: connection_id text, key text, value text, valid_until bigint}}
  join connection c on c.id = r.connection_id
  where true
  on conflict (connection_id, key) do update set value = excluded.value, valid_until = excluded.valid_until`);
const DROP = statement('delete from provider_memo where connection_id = $1 and key = $2');
const RENEW = statement('update provider_memo set value = $4 where connection_id = $1 and key = $2 and value = $3');
const FORGET = statement(`
  delete from provider_memo where connection_id in (select r.id from {{rows $1 as r: id text}})`);

/** The last one of a group wins: one statement must not write a row twice. */
export const keepMemo: Operation<StoredMemo, null> = {
  name: 'memos.keep',
  async run(sql, memos) {
    const byPlace = new Map(
      memos.map(({ connectionId, key, value, until }) => [
        JSON.stringify([connectionId, key]),
        { connection_id: connectionId, key, value, valid_until: until },
      ]),
    );
    const written = [...byPlace.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    await Promise.all([
      sql.all(SHARE, rows(written.map((row) => ({ id: row.connection_id })))),
      sql.write(KEEP, written),
    ]);
    return memos.map(() => null);
  },
};

export const dropMemo: Operation<MemoPlace, null> = {
  name: 'memos.drop',
  async run(sql, inputs) {
    for (const { connectionId, key } of inputs) await sql.run(DROP, connectionId, key);
    return inputs.map(() => null);
  },
};

export const renewMemo: Operation<MemoPlace & { of: string; value: string }, null> = {
  name: 'memos.renew',
  async run(sql, inputs) {
    for (const { connectionId, key, of, value } of inputs) await sql.run(RENEW, connectionId, key, of, value);
    return inputs.map(() => null);
  },
};

/** After the connections' own rows are deleted. */
export async function forgetMemos(sql: Sql, connectionIds: readonly ConnectionId[]): Promise<void> {
  await sql.write(
    FORGET,
    connectionIds.map((id) => ({ id })),
  );
}
