import type { ChannelId } from '../../domain/ids.ts';
import type { Operation, Query } from '../engine.ts';
import type { StoredApiKey } from '../registry.ts';
import { type Sql, statement, storableJson } from '../sql.ts';

interface ApiKeyRow {
  id: string;
  name: string;
  hash: string;
  scopes: string;
  channel_ids: string | null;
  created_at: number;
  last_used_at: number | null;
}

const COLUMNS = 'id, name, hash, scopes, channel_ids, created_at, last_used_at';
const LIST = statement(`select ${COLUMNS} from api_key order by created_at desc, id desc`);
const FIND = statement(`select ${COLUMNS} from api_key where hash = $1`);
const INSERT = statement(`insert into api_key (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)`);
const DELETE = statement('delete from api_key where id = $1');
const TOUCH = statement('update api_key set last_used_at = $2 where id = $1');

export const listApiKeys: Query<null, readonly StoredApiKey[]> = {
  name: 'registry.list_api_keys',
  run: async (sql) => (await sql.all<ApiKeyRow>(LIST)).map(parseApiKey),
};

export const findApiKey: Query<string, StoredApiKey | null> = {
  name: 'registry.find_api_key',
  run: async (sql, hash) => (await sql.all<ApiKeyRow>(FIND, hash)).map(parseApiKey)[0] ?? null,
};

export const insertApiKey = each<StoredApiKey>('insert_api_key', async (sql, key) => {
  const channelIds = key.channelIds && storableJson(key.channelIds);
  return sql.run(
    INSERT,
    key.id,
    key.name,
    key.hash,
    storableJson(key.scopes),
    channelIds,
    key.createdAt,
    key.lastUsedAt,
  );
});

export const deleteApiKey = each<string>('delete_api_key', (sql, id) => sql.run(DELETE, id));

export const touchApiKey = each<{ id: string; at: number }>('touch_api_key', (sql, { id, at }) =>
  sql.run(TOUCH, id, at),
);

/** Keys are not part of snapshots, so their changes are nobody's news. Puts out whether a row was written. */
function each<Input>(name: string, write: (sql: Sql, input: Input) => Promise<number>): Operation<Input, boolean> {
  return {
    name: `registry.${name}`,
    async run(sql, inputs) {
      const outcomes: boolean[] = [];
      for (const input of inputs) outcomes.push((await write(sql, input)) > 0);
      return outcomes;
    },
  };
}

function parseApiKey(row: ApiKeyRow): StoredApiKey {
  const channelIds = row.channel_ids === null ? null : (JSON.parse(row.channel_ids) as ChannelId[]); // Written from such.
  const { id, name, hash } = row;
  return {
    id,
    name,
    hash,
    scopes: JSON.parse(row.scopes),
    channelIds,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}
