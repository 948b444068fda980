import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../test/support/databases.ts';
import { countRowsAtOnce } from './copy-table.ts';

let database: FreshDatabase;
let client: Client;

beforeEach(async () => {
  database = await freshDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query('create table letter (id bigint primary key, raw text)');
});

afterEach(async () => {
  await client.end();
  await database.drop();
});

test.each([
  [0, 2_000],
  [10, 2_000],
  [1_000_000, 3],
  [9_000_000, 1],
])('where the longest row has %i characters, %i are compared at once', async (characters, rows) => {
  await client.query("insert into letter values (1, 'short')");
  if (characters > 0) await client.query("insert into letter values (2, repeat('x', $1))", [characters]);
  expect(await countRowsAtOnce(client, { name: 'letter' })).toBe(rows);
});

test('an empty table is read in whole pages', async () => {
  expect(await countRowsAtOnce(client, { name: 'letter' })).toBe(2_000);
});
