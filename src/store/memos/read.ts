import type { ConnectionId } from '../../domain/ids.ts';
import type { Query } from '../engine.ts';
import type { MemoPlace, StoredMemo } from '../memos.ts';
import { statement } from '../sql.ts';

interface MemoRow {
  connection_id: string;
  key: string;
  value: string;
  valid_until: number | null;
}

const FIND = statement(`
  select connection_id, key, value, valid_until from provider_memo where connection_id = $1 and key = $2`);
const LIST = statement(`
  select connection_id, key, value, valid_until from provider_memo
  where (connection_id, key) > ($1, $2) order by connection_id, key limit $3`);

export const findMemo: Query<MemoPlace, StoredMemo | null> = {
  name: 'memos.find',
  async run(sql, { connectionId, key }) {
    const [row] = await sql.all<MemoRow>(FIND, connectionId, key);
    return row === undefined ? null : toMemo(row);
  },
};

export const listMemos: Query<{ after: MemoPlace | null; limit: number }, readonly StoredMemo[]> = {
  name: 'memos.list',
  async run(sql, { after, limit }) {
    return (await sql.all<MemoRow>(LIST, after?.connectionId ?? '', after?.key ?? '', limit)).map(toMemo);
  },
};

function toMemo(row: MemoRow): StoredMemo {
  return {
    connectionId: row.connection_id as ConnectionId, // Ids come back as the kind they were written from.
    key: row.key,
    value: row.value,
    until: row.valid_until,
  };
}
