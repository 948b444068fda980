import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { freshDatabase } from '../../support/databases.ts';
import { run } from '../command.ts';
import { startHarness } from '../harness.ts';
import { fillStore } from './full-store.ts';
import { environmentOf, scratchFolder } from './premises.ts';

const BINARY = resolve(import.meta.dirname, '../../../bin/chasqui.mjs');

async function emptyDatabase(): Promise<string> {
  const database = await freshDatabase();
  onTestFinished(() => database.drop());
  return database.url;
}

async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client.query<Row>(text).then(
    ({ rows }) => client.end().then(() => rows),
    (error: unknown) => client.end().then(() => Promise.reject(error)),
  );
}

/** Begins a move and kills it while the table of messages is under way. */
async function moveAndKill(directory: string, url: string): Promise<void> {
  const witness = new Client({ connectionString: url });
  await witness.connect();
  const child = spawn(process.execPath, [BINARY, 'migrate-store', '--to', url], {
    stdio: 'ignore',
    env: { PATH: process.env.PATH, ...environmentOf(directory) },
  });
  const exited = once(child, 'exit');
  const isUnderWay = () =>
    witness.query("select 1 from move_progress where table_name = 'message' and copied > 0").then(
      ({ rows }) => rows.length > 0,
      () => false,
    );
  while (!(await isUnderWay()))
    if (child.exitCode !== null) throw new Error('the move ended before it could be killed');
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
  await witness.end();
}

test('a store with rows in every table is moved, killed in the middle, taken up again, and equal at the end', {
  timeout: 120_000,
}, async () => {
  const [directory, url] = [scratchFolder(), await emptyDatabase()];
  await fillStore(directory, { each: 100, messages: 12_000 });
  await moveAndKill(directory, url);

  await expect(openPostgresStore({ url })).rejects.toThrow('A move from SQLite into this database has not ended');
  await expect(openSqliteStore({ directory })).rejects.toThrow(/is being moved to PostgreSQL .*migrate-store/);

  const again = await run(['migrate-store', '--to', url, '--json'], environmentOf(directory));
  expect(again).toMatchObject({
    code: 0,
    err: expect.stringMatching(/Comparing: (\d+) of \1 rows, 100 %, \d+ rows\/s/),
  });
  const { rows, resumedAt } = JSON.parse(again.out);
  expect(resumedAt).toBeGreaterThan(2_000);
  expect(resumedAt).toBeLessThan(12_000);
  expect(rows).toMatchObject({ message: 12_000, content: 100, event: 100, registry_version: 1 });
  expect(Object.values(rows)).not.toContain(0);
  const [message] = await query<{ n: string; last: string }>(url, 'select count(*) as n, max(id) as last from message');
  expect(message).toEqual({ n: '12000', last: expect.stringContaining('ü 漢 🙂') });

  await (await openPostgresStore({ url })).close();
  await expect(openSqliteStore({ directory })).rejects.toThrow(/was moved to PostgreSQL .* CHASQUI_DATABASE_URL/);
});

test('nothing goes backwards: fencing tokens and the log of events go on after the last one, and nobody holds a lane', async () => {
  const [directory, url] = [scratchFolder(), await emptyDatabase()];
  await fillStore(directory, { each: 20, messages: 20 });
  expect(await run(['migrate-store'], environmentOf(directory, { CHASQUI_DATABASE_URL: url }))).toMatchObject({
    code: 0,
  });
  const [next] = await query(
    url,
    "select nextval('lane_token')::int as token, nextval(pg_get_serial_sequence('event', 'seq'))::bigint as seq",
  );
  expect(next).toEqual({ token: 4712, seq: String(20 * 1_000_003 + 1) });
  expect(await query(url, 'select 1 from lane where leased = 1')).toEqual([]);
  expect(await query(url, 'select 1 from event_webhook where lease_until > 0')).toEqual([]);
});

test('conversations go on in PostgreSQL, and what waited when the gateway stopped is answered there', async () => {
  const harness = await startHarness('sqlite');
  onTestFinished(() => harness.stop());
  const url = await emptyDatabase();
  const shop = await harness.openChannel();
  const [ana, ben] = [shop.person('Ana'), shop.person('Ben')];
  await shop.say(ana, 'one');
  await shop.answered(ana, 1);
  await shop.settled();
  await shop.bot.goAway();
  await shop.say(ben, 'waiting');
  await shop.message('the waiting message', ({ content }) => 'text' in content && content.text === 'waiting');
  const running = await run(['migrate-store', '--to', url], environmentOf(harness.dataDirectory));
  expect(running).toMatchObject({ code: 1, err: expect.stringContaining('Another gateway is already using') });
  await harness.stopGateway();
  await shop.bot.comeBack();

  expect(await run(['migrate-store', '--to', url], environmentOf(harness.dataDirectory))).toMatchObject({
    code: 0,
    out: expect.stringContaining('set CHASQUI_DATABASE_URL'),
  });
  await harness.startGateway({ dataDirectory: harness.dataDirectory, databaseUrl: url });
  await harness.passTime(60_000);
  expect(await shop.answered(ben, 1)).toEqual(['echo: waiting']);
  const [conversation] = [await shop.conversationWith(ana)];
  await shop.say(ana, 'two');
  expect(await shop.answered(ana, 2)).toEqual(['echo: one', 'echo: two']);
  expect((await shop.conversationWith(ana)).id).toBe(conversation.id);
  await shop.settled();
});

test('what cannot be moved is refused with a sentence, and the folder can be used on', {
  timeout: 120_000,
}, async () => {
  const [directory, url] = [scratchFolder(), await emptyDatabase()];
  await (await openSqliteStore({ directory })).close();
  const move = (...args: string[]) => run(['migrate-store', ...args], environmentOf(directory));
  const elsewhere = new URL(url);
  elsewhere.pathname = 'no_such_database';
  const unknown = new URL(url);
  unknown.username = 'nobody_known';
  unknown.password = 'hidden-password';
  const refusals: [string[], number, RegExp][] = [
    [[], 2, /say where to: --to postgres/],
    [['--to', 'mysql://db/chasqui'], 2, /--to must be an address/],
    [
      ['--to', 'postgres://127.0.0.1:1/chasqui'],
      1,
      /PostgreSQL at 127\.0\.0\.1:1\/chasqui cannot be used: .*ECONNREFUSED/,
    ],
    [['--to', elsewhere.href], 1, /no_such_database.* cannot be used: .*does not exist/],
    [['--to', unknown.href], 1, /cannot be used: role "nobody_known" does not exist/],
  ];
  for (const [args, code, sentence] of refusals) {
    const refused = await move(...args);
    expect(refused).toMatchObject({ code, err: expect.stringMatching(sentence) });
    expect(refused.err).not.toContain('hidden-password');
  }
  await query(url, 'create table orders (id int)');
  expect(await move('--to', url)).toMatchObject({
    code: 1,
    err: expect.stringContaining('tables of another program (orders)'),
  });
  await query(url, 'drop table orders');
  await (await openPostgresStore({ url })).close();
  await query(url, "insert into meta (name, value) values ('a', 'b')");
  expect(await move('--to', url)).toMatchObject({
    code: 1,
    err: expect.stringContaining('holds data already (in the table meta)'),
  });
  await (await openSqliteStore({ directory })).close();

  const nowhere = await run(['migrate-store', '--to', url], environmentOf('/nowhere'));
  expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining('There is no store in /nowhere') });
});

test('a role that may not create tables is refused, and the folder can be used on', async () => {
  const [directory, url] = [scratchFolder(), await emptyDatabase()];
  await (await openSqliteStore({ directory })).close();
  await query(url, 'do $$ begin create role reader login; exception when duplicate_object then null; end $$');
  const reader = new URL(url);
  reader.username = 'reader';
  const refused = await run(['migrate-store', '--to', reader.href], environmentOf(directory));
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('permission denied') });
  await (await openSqliteStore({ directory })).close();
});

test('a folder that was used again after a move began is copied anew with --restart only', {
  timeout: 120_000,
}, async () => {
  const [directory, url] = [scratchFolder(), await emptyDatabase()];
  await fillStore(directory, { each: 100, messages: 12_000 });
  await moveAndKill(directory, url);
  rmSync(join(directory, 'moved-to-postgres.json'));
  await (await openSqliteStore({ directory })).close();
  const move = (...args: string[]) => run(['migrate-store', '--to', url, ...args], environmentOf(directory));
  expect(await move()).toMatchObject({ code: 1, err: expect.stringContaining('--restart') });
  expect(await move('--restart')).toMatchObject({ code: 0 });
  expect(await move()).toMatchObject({ code: 1, err: expect.stringContaining('was moved to PostgreSQL') });
});
