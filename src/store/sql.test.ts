import { expect, test } from 'vitest';
import { rows, statement, storable, storableJson } from './sql.ts';

test('a group of rows is taken apart by either engine', () => {
  const { sqlite, postgres } = statement('select r.id from {{rows $2 as r: id text, at bigint}} where r.at > $1');
  expect(sqlite).toBe(
    "select r.id from (select value ->> 'id' as id, value ->> 'at' as at from jsonb_each(?2)) as r where r.at > ?1",
  );
  expect(postgres).toBe('select r.id from json_to_recordset($2::json) as r(id text, at bigint) where r.at > $1');
});

test('row locks are PostgreSQL’s alone', () => {
  const { sqlite, postgres } = statement('select * from lane {{for update skip locked}}');
  expect([sqlite.trim(), postgres]).toEqual(['select * from lane', 'select * from lane for update skip locked']);
});

test('tables are strict on SQLite, and kept in key order where asked', () => {
  expect(statement('create table a (at bigint) {{heap}}')).toEqual({
    sqlite: 'create table a (at integer) strict',
    postgres: 'create table a (at bigint) ',
  });
  expect(statement('create table a (at bigint primary key) {{clustered}}').sqlite).toContain('strict, without rowid');
});

test('what PostgreSQL cannot store is replaced, and nothing else', () => {
  const strange = { text: 'a\u0000b\ud800c', kept: '\\u0000 😀 \udbff\udfff "quoted"', nested: ['\udc00'] };
  const expected = { text: 'a\ufffdb\ufffdc', kept: strange.kept, nested: ['\ufffd'] };
  expect(JSON.parse(storableJson(strange))).toEqual(expected);
  expect(storable(strange)).toEqual(expected);
  expect(JSON.parse(rows([strange]))).toEqual([expected]);
});

test('what can be stored is handed on as it is', () => {
  const plain = { text: 'Hi', at: 1 };
  expect(storable(plain)).toBe(plain);
});
