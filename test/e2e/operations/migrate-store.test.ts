import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
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
