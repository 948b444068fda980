import type { Operation, Query } from '../engine.ts';
import type { AbandonedFile } from '../media.ts';
import { rows, statement } from '../sql.ts';

const ABANDONED = statement(`
  select f.id, f.file_key from deleted_channel d join media f on f.channel_id = d.id where d.emptied = 0 limit $1`);
const DROP = statement('delete from media where id in (select r.id from {{rows $1 as r: id text}})');
const FORGET = statement('delete from media_upload where media_id in (select r.id from {{rows $1 as r: id text}})');
const UNKNOWN = statement(`
  select r.key from {{rows $1 as r: key text}} where not exists (select 1 from media f where f.file_key = r.key)`);

export const abandonedMedia: Query<number, readonly AbandonedFile[]> = {
  name: 'media.abandoned',
  async run(sql, limit) {
    const found = await sql.all<{ id: string; file_key: string | null }>(ABANDONED, limit);
    return found.map((row) => ({ id: row.id, fileKey: row.file_key }));
  },
};

export const dropMedia: Operation<readonly string[], null> = {
  name: 'media.drop',
  async run(sql, inputs) {
    const ids = rows(inputs.flat().map((id) => ({ id })));
    await Promise.all([sql.run(FORGET, ids), sql.run(DROP, ids)]);
    return inputs.map(() => null);
  },
};

export const unknownFiles: Query<readonly string[], readonly string[]> = {
  name: 'media.unknown_files',
  async run(sql, keys) {
    const found = await sql.all<{ key: string }>(UNKNOWN, rows(keys.map((key) => ({ key }))));
    return found.map(({ key }) => key);
  },
};
