import type { Operation, Query } from '../engine.ts';
import { type Sql, statement } from '../sql.ts';

interface Fact {
  name: string;
  value: string;
}

const SELECT = statement('select value from meta where name = $1');
const INSERT = statement('insert into meta (name, value) values ($1, $2) on conflict (name) do nothing');
const REPLACE = statement(`
  insert into meta (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value`);

export const getMeta: Query<string, string | null> = {
  name: 'registry.get_meta',
  run: readValue,
};

/** Puts out what is stored then. */
export const putMetaOnce: Operation<Fact, string | null> = {
  name: 'registry.put_meta_once',
  async run(sql, facts) {
    const stored: (string | null)[] = [];
    for (const { name, value } of facts) {
      await sql.run(INSERT, name, value);
      stored.push(await readValue(sql, name));
    }
    return stored;
  },
};

export const putMeta: Operation<Fact, true> = {
  name: 'registry.put_meta',
  async run(sql, facts) {
    for (const { name, value } of facts) await sql.run(REPLACE, name, value);
    return facts.map(() => true);
  },
};

async function readValue(sql: Sql, name: string): Promise<string | null> {
  const [row] = await sql.all<{ value: string }>(SELECT, name);
  return row?.value ?? null;
}
