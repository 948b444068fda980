import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AnyOperation, Operation } from '../engine.ts';
import { rows, type Statement, statement } from '../sql.ts';
import type { BatchAnswer } from './batch.ts';
import { openWriter } from './connection.ts';
import { createBatchWriter } from './write-batch.ts';

const INSERT = statement('insert into word (text) select r.text from {{rows $1 as r: text text}}');
const BROKEN: Statement = { sqlite: 'insert into word (text) values (null)', postgres: '' };

/** Writes words; `poison` is refused, after everything else of its group was written. */
const write: Operation<string, string> = {
  name: 'write',
  async run(sql, words) {
    sql.notify('words');
    await sql.run(INSERT, rows(words.map((text) => ({ text }))));
    if (words.includes('poison')) await sql.run(BROKEN);
    return words;
  },
};

/** Fails at once in one branch, while the other goes on to write. */
const straggle: Operation<string, string> = {
  name: 'straggle',
  async run(sql, words) {
    const branch = async () => {
      for (let wait = 0; wait < 20; wait += 1) await Promise.resolve();
      await sql.run(INSERT, rows([{ text: 'too late' }]));
    };
    await Promise.all([sql.run(BROKEN), branch()]);
    return words;
  },
};

let db: ReturnType<typeof openWriter>;

beforeEach(() => {
  db = openWriter(':memory:');
  db.exec('create table word (text text not null unique) strict');
});
afterEach(() => db.close());

async function commit(...groups: [operation: string, inputs: string[]][]): Promise<BatchAnswer> {
  const operations = new Map<string, AnyOperation>([write, straggle].map((operation) => [operation.name, operation]));
  return await createBatchWriter(
    db,
    operations,
  )({
    now: 0,
    groups: groups.map(([operation, inputs]) => ({ operation, inputs: inputs.map((input) => JSON.stringify(input)) })),
  });
}

function words(): unknown[] {
  return db
    .prepare('select text from word order by rowid')
    .all()
    .map(({ text }) => text);
}

test('the groups of a batch are written together and answered one by one', async () => {
  const answer = await commit(['write', ['a', 'b']], ['write', ['c']]);
  expect(answer.outcomes).toEqual([
    [
      { ok: true, output: 'a' },
      { ok: true, output: 'b' },
    ],
    [{ ok: true, output: 'c' }],
  ]);
  expect(answer.topics).toEqual(['words']);
  expect(words()).toEqual(['a', 'b', 'c']);
});

test('of a group that fails only what fails alone is refused', async () => {
  const { outcomes } = await commit(['write', ['a', 'poison', 'b']], ['write', ['c']]);
  expect(outcomes.flat().map(({ ok }) => ok)).toEqual([true, false, true, true]);
  expect(outcomes[0]?.[1]).toMatchObject({
    error: { unavailable: false, message: expect.stringContaining('NOT NULL') },
  });
  expect(words()).toEqual(['a', 'b', 'c']);
});

test('what failed tells nobody', async () => {
  expect((await commit(['write', ['poison']])).topics).toEqual([]);
});

test('what a failed step left running cannot write any more', async () => {
  const { outcomes } = await commit(['straggle', ['x']], ['write', ['a']]);
  expect(outcomes.flat().map(({ ok }) => ok)).toEqual([false, true]);
  for (let wait = 0; wait < 50; wait += 1) await Promise.resolve();
  expect(words()).toEqual(['a']);
});

test('an unknown operation refuses the batch and leaves no transaction open', async () => {
  const { outcomes } = await commit(['write', ['a']], ['unheard of', ['b']]);
  expect(outcomes.flat().map(({ ok }) => ok)).toEqual([false, false]);
  expect(words()).toEqual([]);
  await commit(['write', ['a']]);
  expect(words()).toEqual(['a']);
});
