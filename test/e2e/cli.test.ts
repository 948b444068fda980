import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshFolder } from '../support/databases.ts';
import { freePort } from '../support/gateway-process.ts';
import { startBot, type TestBot } from './bot.ts';
import { type Environment, type Finished, run, startCommand } from './command.ts';
import { ADMIN_KEY } from './gateway.ts';
import { type Harness, startHarness } from './harness.ts';
import { inventNumber } from './number.ts';

const SECRET_KEY = Buffer.alloc(32, 1).toString('base64');

let harness: Harness;
let bot: TestBot;
let connection: Environment;

beforeAll(async () => {
  harness = await startHarness('sqlite');
  bot = await startBot(() => {});
  connection = { CHASQUI_PUBLIC_URL: harness.url, CHASQUI_ADMIN_KEY: ADMIN_KEY };
});

afterAll(async () => {
  await bot.stop();
  await harness.stop();
});

/** Runs a command that must succeed. */
async function succeed(args: readonly string[], environment: Environment = connection): Promise<string> {
  const { code, out, err } = await run(args, environment);
  if (code !== 0) throw new Error(`chasqui ${args.join(' ')} ended with ${code}: ${err}`);
  return out;
}

async function succeedWithJson<Result>(args: readonly string[]): Promise<Result> {
  // What a command prints is the test's to know.
  return JSON.parse(await succeed([...args, '--json'])) as Result;
}

/** One sentence or a few, no stack. */
function isForPeople({ code, err }: Finished): boolean {
  return code === 1 && err.trim() !== '' && !/^\s+at /m.test(err);
}

test('bot, channel, message and story from the command line', async () => {
  const number = inventNumber();
  const made = await succeed(['bot', 'create', '--name', 'Echo', '--set', `url=${bot.url}`]);
  const botId = /Bot (bot_\w+) is there/.exec(made)?.[1] ?? '';
  expect(made).toMatch(/secret: whsec_\S+ +\(shown this once\)/);

  const { appId, accessToken, appSecret, verifyToken, phoneNumberId } = number;
  const settings = { appId, accessToken, appSecret, verifyToken, apiBaseUrl: harness.simulator.url };
  const channel = await succeedWithJson<{ id: string; webhookUrl: string }>([
    'channel',
    'create',
    ...['--name', 'Corner shop', '--provider', 'meta', '--bot', botId],
    ...['--sender', `${number.displayPhoneNumber},phoneNumberId=${phoneNumberId}`],
    ...Object.entries(settings).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
  ]);
  expect(JSON.stringify(channel)).not.toContain(appSecret);
  harness.simulator.addNumber({ ...number, callbackUrl: channel.webhookUrl });
  expect(await succeed(['channel', 'list'])).toMatch(
    new RegExp(`${channel.id} +Corner shop +meta +1555020\\d+ +enabled +${botId}`),
  );
  expect(await succeed(['bot', 'list'])).toContain(bot.url);

  const ana = harness.simulator.world.people.add({ name: 'Ana' });
  await harness.simulator.write(phoneNumberId, ana.id, { type: 'text', text: 'Hi' });
  await harness.simulator.waitForMessage(({ personId }) => personId === ana.id);
  const sent = await succeed(['send', '--channel', channel.id, '--to', `+${ana.phone}`, 'Your parcel is here.']);
  const id = /^(msg_\w+) queued/.exec(sent)?.[1] ?? '';
  const parcel = await harness.simulator.waitForMessage(({ body }) => JSON.stringify(body).includes('parcel'));
  expect(parcel.personId).toBe(ana.id);
  await harness.eventually('it to be delivered', async () =>
    (await succeed(['trace', id])).includes('delivered') ? true : undefined,
  );

  const listed = await succeed(['messages', '--channel', channel.id]);
  expect(listed).toMatch(/← +\S*\d+ +delivered +msg_\w+ +Your parcel is here\./);
  expect(listed).toMatch(/→ +\S*\d+ +answered +msg_\w+ +Hi/);
  const story = await succeed(['trace', id]);
  expect(story).toMatch(/outbound +delivered/);
  expect(story).toMatch(/attempt 1: accepted/);
  const json = await succeedWithJson<{ message: { id: string } }>(['trace', id]);
  expect(json.message.id).toBe(id);
});

test('dead letters are listed and tried again', async () => {
  expect(await succeed(['dead-letters'])).toContain('There are no dead letters.');
  const shop = await harness.openChannel();
  const ana = shop.person('Ana');
  shop.bot.answerWith(() => ({ status: 400 }));
  await shop.say(ana, 'Hi');
  await shop.answered(ana, 1);
  const [letter] = await shop.deadLetters();
  expect(await succeed(['dead-letters'])).toMatch(new RegExp(`${letter?.id} +bot_failed +open`));
  shop.bot.answerWith(() => ({ body: { messages: ['Better now.'] } }));
  expect(await succeed(['dead-letters', 'replay', letter?.id ?? ''])).toContain('is tried again');
  expect((await shop.answered(ana, 2)).at(-1)).toBe('Better now.');
});

test('a key with one scope opens what it is for, and a wrong key nothing', async () => {
  const made = await succeed(['key', 'create', '--name', 'reader', '--scope', 'read']);
  const key = made.split('\n')[0] ?? '';
  expect(await succeed(['channel', 'list', '--key', key])).toContain('PROVIDER');
  const forbidden = await run(['key', 'create', '--name', 'more', '--key', key], connection);
  expect(isForPeople(forbidden)).toBe(true);
  expect(forbidden.err).toContain('scope');
  const refused = await run(['messages', '--key', 'not-a-key-at-all'], connection);
  expect(isForPeople(refused)).toBe(true);
  expect(refused.err).toMatch(/key/i);
  expect(refused.err).not.toContain('not-a-key-at-all');
});

test('mistakes end with a sentence that says what to change', async () => {
  const port = await freePort();
  const { directory, remove } = freshFolder();
  const cases: [string[], Environment, RegExp][] = [
    [['messages', '--url', `http://127.0.0.1:${port}`], connection, /no gateway answers at http:\/\/127\.0\.0\.1/],
    [['messages'], { CHASQUI_DATA_DIR: directory }, /no API key/],
    [['messages'], { ...connection, CHASQUI_PROT: '1' }, /CHASQUI_PROT is not a setting/],
    [['start'], { CHASQUI_DATA_DIR: directory, CHASQUI_ADMIN_KEY: ADMIN_KEY }, /CHASQUI_SECRET_KEY is not set/],
    [
      ['start'],
      { CHASQUI_DATA_DIR: directory, CHASQUI_SECRET_KEY: SECRET_KEY, CHASQUI_PORT: String(port) },
      /no API key/,
    ],
    [['start'], { CHASQUI_PORT: 'tcp://10.0.0.1:80' }, /enableServiceLinks: false/],
    [['start'], { CHASQUI_DRAIN_SECONDS: 'soon' }, /CHASQUI_DRAIN_SECONDS must be a number from 0 to 300/],
    [
      ['start', '--role', 'worker'],
      { CHASQUI_DATA_DIR: directory },
      /set CHASQUI_DATABASE_URL .* or start without --role/,
    ],
    [['channel', 'create', '--name', 'x', '--provider', 'nobody', '--sender', '+15550100001'], connection, /provider/i],
    [['send', '--channel', 'chn_none', '--to', '+15550100001', 'Hi'], connection, /channelId/],
    [['trace', 'msg_none'], connection, /no such message/i],
  ];
  const ended = await Promise.all(cases.map(([args, environment]) => run(args, environment)));
  for (const [index, result] of ended.entries()) {
    expect(result.err).toMatch(cases[index]?.[2] ?? /never/);
    expect(isForPeople(result), result.err).toBe(true);
  }
  remove();
});

test('every command explains itself', async () => {
  const commands = [
    [],
    ['start'],
    ['dev'],
    ['channel'],
    ['channel', 'create'],
    ['bot'],
    ['send'],
    ['messages'],
    ['trace'],
    ['dead-letters'],
    ['key'],
  ];
  const helps = await Promise.all(commands.map((command) => run([...command, '--help'], {})));
  for (const { code, out } of helps) {
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: chasqui/);
  }
  const unknown = await run(['conversation-list'], {});
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain('--help');
});

test('a second gateway on the same data folder is refused with a sentence, and the first goes on', async () => {
  const result = await run(['start'], {
    CHASQUI_DATA_DIR: harness.dataDirectory,
    CHASQUI_PORT: String(await freePort()),
    CHASQUI_SECRET_KEY: SECRET_KEY,
    CHASQUI_ADMIN_KEY: ADMIN_KEY,
  });
  expect(isForPeople(result), result.err).toBe(true);
  expect(result.err).toContain('Another gateway is already using the data folder');
  expect(await succeed(['channel', 'list'])).toContain('Corner shop');
});

test('another secret key than the one that the data were stored with is refused', async () => {
  const { directory, remove } = freshFolder();
  const environment = {
    CHASQUI_DATA_DIR: directory,
    CHASQUI_PORT: String(await freePort()),
    CHASQUI_SECRET_KEY: SECRET_KEY,
    CHASQUI_ADMIN_KEY: ADMIN_KEY,
    CHASQUI_LOG_LEVEL: 'silent',
  };
  const first = startCommand(['start'], environment);
  await first.printed(/chasqui listens on/);
  expect((await first.stop()).code).toBe(0);
  const second = await run(['start'], { ...environment, CHASQUI_SECRET_KEY: Buffer.alloc(32, 2).toString('base64') });
  expect(isForPeople(second), second.err).toBe(true);
  expect(second.err).toMatch(/key/i);
  remove();
});
