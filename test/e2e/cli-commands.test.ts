import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Schemas } from './api.ts';
import type { TestChannel } from './channel.ts';
import { type Environment, run, startCommand } from './command.ts';
import { ADMIN_KEY } from './gateway.ts';
import { type Harness, startHarness } from './harness.ts';

let harness: Harness;
let shop: TestChannel;
let connection: Environment;
const folder = mkdtempSync(join(tmpdir(), 'cli-'));

beforeAll(async () => {
  harness = await startHarness('sqlite');
  connection = { CHASQUI_PUBLIC_URL: harness.url, CHASQUI_ADMIN_KEY: ADMIN_KEY };
  shop = await harness.openChannel({ name: 'Corner shop' });
  const { displayPhoneNumber: phoneNumber, phoneNumberId, businessAccountId } = shop.number;
  await shop.change({ senders: [{ phoneNumber, phoneNumberId, businessAccountId }] });
  harness.simulator.seedTemplates(businessAccountId);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await harness.stop();
});

const chasqui = (...args: string[]) => run(args, connection);

/** Runs a command that must succeed; resolves with what it printed. */
async function succeed(...args: string[]): Promise<string> {
  const { code, out, err } = await chasqui(...args);
  if (code !== 0) throw new Error(`chasqui ${args.join(' ')} ended with ${code}: ${err}${out}`);
  return out;
}

async function json<Result>(...args: string[]): Promise<Result> {
  // What a command prints is the test's to know.
  return JSON.parse(await succeed(...args, '--json')) as Result;
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const REMINDER = ['--template', 'appointment_reminder', '--language', 'en'];

test('the doctor ends with 1 and says what to do, and with 0 once it is done', async () => {
  const { phoneNumberId } = shop.number;
  harness.simulator.setConditions(phoneNumberId, { token: 'expired' });
  const wrong = await chasqui('channel', 'test', shop.id);
  expect(wrong.code).toBe(1);
  expect(wrong.out).toMatch(/^✗ token .+\n +→ .+/m);
  expect(wrong.out).toMatch(/1 step of the set-up is wrong/);
  harness.simulator.setConditions(phoneNumberId, { token: 'valid' });
  expect(await succeed('channel', 'test', shop.id)).toMatch(/^✓ token .+[\s\S]+All is set up/);
  expect(await succeed('channel', 'health', shop.id)).toMatch(/State +ok/);
});

test('templates are read, filled and sent; the wrong value is named before', async () => {
  await succeed('templates', 'sync', shop.id);
  expect(await succeed('templates', 'list', shop.id, '--name', 'appointment')).toMatch(
    /appointment_reminder +en +approved +utility .*first_name day/,
  );
  const preview = ['templates', 'preview', shop.id, 'appointment_reminder', 'en', '--param', 'first_name=Ana'];
  const missing = await chasqui(...preview);
  expect(missing).toMatchObject({ code: 1, out: '' });
  expect(missing.err).toMatch(/^\/body\/day: is missing/);
  expect(await succeed(...preview, '--param', 'day=Friday')).toContain(
    'Hi Ana, we look forward to seeing you on Friday',
  );

  const ana = shop.person('Ana');
  const values = ['--param', 'first_name=Ana', '--param', 'day=Friday'];
  await succeed('send', '--channel', shop.id, '--to', `+${ana.phone}`, ...REMINDER, ...values);
  expect(await shop.answered(ana, 1)).toHaveLength(1);
  const draft = file(
    'draft.yaml',
    'name: from_file\nlanguage: en\ncategory: utility\nbody: { text: Your book is here. }\n',
  );
  expect(await succeed('templates', 'create', shop.id, draft)).toMatch(/from_file \(en\) is \w+\./);
  expect((await chasqui('templates', 'delete', shop.id, 'from_file')).code).toBe(2);
  expect(await succeed('templates', 'delete', shop.id, 'from_file', '--yes')).toContain('from_file is deleted');
});

test('a list of people gets a template, each with the values of their line', async () => {
  const [ana, bo] = [shop.person('Ana'), shop.person('Bo')];
  const list = file(
    'people.csv',
    `to,first_name,day\n+${ana.phone},Ana,Friday\n+${bo.phone},Bo,Monday\n${ana.phone},Ana,Friday\n`,
  );
  const create = ['bulk', 'create', list, '--channel', shop.id, ...REMINDER];
  expect(await json('bulk', 'create', list, '--channel', shop.id, ...REMINDER, '--dry-run')).toMatchObject({
    recipients: 3,
    duplicates: 1,
    first: { parameters: { body: { first_name: 'Ana', day: 'Friday' } } },
  });
  expect(shop.received(ana)).toHaveLength(0);
  const made = await chasqui(...create, '--follow', '--json');
  expect(made.code).toBe(0);
  expect(made.err).toContain('2 of 3 addressed');
  const { id } = JSON.parse(made.out) as Schemas['BulkSend'];
  expect(await shop.answered(bo, 1)).toHaveLength(1);
  expect(JSON.stringify(shop.received(bo)[0]?.body)).toContain('Monday');
  expect(await succeed('bulk', 'recipients', id, '--state', 'skipped')).toMatch(/2 +\d+ +skipped: duplicate/);
  expect(await succeed('bulk', 'show', id)).toMatch(/State +done/);
  const strange = file('strange.csv', `to,colour\n+${ana.phone},red\n`);
  const refused = await chasqui('bulk', 'create', strange, '--channel', shop.id, ...REMINDER);
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('colour is no variable of the template') });
});

test('files go up by their path and come down by their own name', async () => {
  const text = file('menu.txt', 'soup');
  const uploaded = await json<Schemas['Media']>('media', 'upload', text, '--channel', shop.id);
  expect(uploaded).toMatchObject({ mimeType: 'text/plain', sizeBytes: 4, fileName: 'menu.txt' });
  const saved = join(folder, 'saved.txt');
  await succeed('media', 'download', uploaded.id, '-o', saved);
  expect(readFileSync(saved, 'utf8')).toBe('soup');
  const again = await chasqui('media', 'download', uploaded.id, '-o', saved);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('--force') });
  expect(await succeed('media', 'download', uploaded.id, '-o', '-')).toBe('soup');

  const ana = shop.person('Ana');
  await shop.say(ana, 'Hi');
  await shop.answered(ana, 1);
  await succeed('send', '--channel', shop.id, '--to', `+${ana.phone}`, '--document', text, '--caption', 'Today');
  await shop.answered(ana, 2);
  expect(JSON.stringify(shop.received(ana)[1]?.body)).toContain('menu.txt');
});

test('a conversation goes to a human and back, a person opts out and in, and the story tells webhook and bot', async () => {
  const ana = shop.person('Ana');
  await shop.say(ana, 'Hi');
  await shop.answered(ana, 1);
  const { id, contact } = await shop.conversationWith(ana);
  await succeed('conversation', 'give', id, 'human');
  expect(await shop.conversation(id)).toMatchObject({ answeredBy: 'human' });
  await succeed('send', '--channel', shop.id, '--to', id, '--agent', 'A human here.');
  expect((await shop.answered(ana, 2)).at(-1)).toBe('A human here.');
  expect(await succeed('conversation', 'give', id, 'bot')).toContain('The bot answers now');
  expect((await chasqui('conversation', 'give', id, 'nobody')).code).toBe(2);

  expect(await json('contacts', 'opt-out', contact.id)).toMatchObject({ marketingOptedOutAt: expect.any(String) });
  expect(await succeed('contacts', 'show', contact.id)).toMatch(/Marketing +not since/);
  expect(await json('contacts', 'opt-in', contact.id)).toMatchObject({ marketingOptedOutAt: null });

  const { items } = await json<Schemas['MessagePage']>('messages', 'list', '--contact', `+${ana.phone}`, '--all');
  const answer = items.find(({ author }) => author === 'bot');
  const story = await succeed('trace', answer?.id ?? '');
  expect(story).toMatch(/webhook_received .*→ Hi\n[\s\S]*bot_answered[\s\S]*attempt_accepted/);
});

test('lists go on over pages, and say that there is more', async () => {
  const two = await chasqui('key', 'list', '--limit', '1');
  expect(two.out.trim().split('\n').length).toBeLessThanOrEqual(2);
  for (let count = 0; count < 2; count += 1)
    await succeed('key', 'create', '--name', `key ${count}`, '--scope', 'read');
  const first = await chasqui('key', 'list', '--limit', '1');
  expect(first.err).toContain('--all shows more');
  const all = await json<Schemas['ApiKeyPage']>('key', 'list', '--all');
  expect(all.items.length).toBeGreaterThanOrEqual(2);
  await succeed('key', 'delete', all.items[0]?.id ?? '', '--yes');
  expect((await json<Schemas['ApiKeyPage']>('key', 'list', '--all')).items).toHaveLength(all.items.length - 1);
});

test('events are followed as JSON lines until there are enough, and from where one was', async () => {
  const following = startCommand(['events', '--types', 'message.received', '--count', '2', '--json'], connection);
  const ana = shop.person('Ana');
  // A stream tells what happens once it is open: written until it does.
  const first = following.printed(/message\.received/);
  let isOver = false;
  void first.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await shop.say(ana, 'Hi');
    await shop.settled();
  }
  await shop.say(ana, 'Hi again');
  const { code, out } = await following.finished;
  expect(code).toBe(0);
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; type: string });
  expect(events.map(({ type }) => type)).toEqual(['message.received', 'message.received']);
  const again = await succeed('events', '--types', 'message', '--after', events[0]?.id ?? '', '--count', '1', '--json');
  expect(JSON.parse(again).id).not.toBe(events[0]?.id);
});

const NOBODY = 'http://127.0.0.1:9/events';

test('event webhooks are kept from the command line', async () => {
  const hook = await json<{ id: string; secret: string }>(
    'event-webhooks',
    'create',
    '--name',
    'crm',
    '--webhook-url',
    NOBODY,
    '--types',
    'message',
  );
  expect(hook.secret).toMatch(/^whsec_/);
  expect(await succeed('event-webhooks', 'rotate-secret', hook.id)).toMatch(/^whsec_/);
  expect(await succeed('event-webhooks', 'update', hook.id, '--disable')).toContain('it is disabled');
  expect(await succeed('event-webhooks', 'list')).toMatch(/crm +disabled/);
  expect(await succeed('event-webhooks', 'deliveries', hook.id)).toContain('Nothing was posted yet');
  await succeed('event-webhooks', 'delete', hook.id, '--yes');
});

test('connections, senders and rules are kept from the command line', async () => {
  expect(await succeed('channel', 'connection', 'list', shop.id)).toMatch(/cn_\w+ +meta +active/);
  await succeed('channel', 'sender', 'add', shop.id, '+15550300001,phoneNumberId=499999999999990');
  expect(await succeed('channel', 'sender', 'list', shop.id)).toContain('15550300001');
  await succeed('channel', 'sender', 'remove', shop.id, '15550300001', '--yes');
  expect(await succeed('channel', 'sender', 'list', shop.id)).not.toContain('15550300001');
  await succeed('channel', 'update', shop.id, '--rule', 'turnMode=gathered', '--rule', 'pacing={"perSecond":20}');
  expect(await succeed('channel', 'show', shop.id)).toMatch(/turnMode=gathered[\s\S]*pacing=\{"perSecond":20\}/);
});

test('bots are kept from the command line', async () => {
  const { id } = await json<{ id: string }>('bot', 'create', '--name', 'mine', '--set', `url=${NOBODY}`);
  await succeed('bot', 'update', id, '--name', 'yours');
  expect(await succeed('bot', 'show', id)).toMatch(/Name +yours/);
  await succeed('bot', 'delete', id, '--yes');
  expect((await chasqui('bot', 'show', id)).code).toBe(1);
  expect(await succeed('status')).toMatch(/State +ready/);
});

test('wrong usage ends with 2, a refusal with 1, and neither writes to standard output', async () => {
  const cases: [number, string[]][] = [
    [2, ['sned']],
    [2, ['send', 'Hi']],
    [2, ['send', '--channel', shop.id, '--to', '+15550100001']],
    [2, ['send', '--channel', shop.id, '--to', '+15550100001', 'Hi', '--location', '1,2']],
    [2, ['send', '--channel', shop.id, '--to', '+15550100001', '--image', join(folder, 'none.png')]],
    [2, ['messages', '--limit', 'many']],
    [2, ['channel', 'delete', shop.id]],
    [2, ['events', '--types', 'weather']],
    [1, ['channel', 'show', 'ch_none']],
    [1, ['providers', 'show', 'pigeon']],
    [1, ['simulate']],
    [1, ['messages', '--key', 'of-nobody']],
  ];
  for (const [code, args] of cases) {
    const ended = await chasqui(...args);
    expect(ended, args.join(' ')).toMatchObject({ code, out: '' });
    expect(ended.err.trim(), args.join(' ')).not.toBe('');
    expect(ended.err).not.toMatch(/^\s+at /m);
  }
});
