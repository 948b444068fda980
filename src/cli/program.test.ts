import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { ADMIN_KEY } from '../../test/support/http-parts.ts';
import { type ManagedServer, startManagedServer } from '../../test/support/http-services.ts';
import { createProgram } from './program.ts';

let server: ManagedServer;
let url: string;
beforeAll(async () => {
  server = await startManagedServer();
  url = await server.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());
const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
beforeEach(() => printed.mockClear());

/** Runs a command against the server; resolves with what it printed, as JSON. */
async function chasqui(...args: string[]) {
  await createProgram().parseAsync([...args, '--url', url, '--key', ADMIN_KEY, '--json'], { from: 'user' });
  return JSON.parse(String(printed.mock.lastCall?.[0]));
}

function makeChannel() {
  const settings = ['--set', 'account=shop', '--set', 'secret=s3', '--set', 'proxy=p'];
  return chasqui(
    ...['channel', 'create', '--name', 'Shop', '--provider', 'parcel', '--sender', '+15550001001,boxId=1'],
    ...settings,
  );
}

test('channel update changes what is named and leaves the rest', async () => {
  const { id } = await makeChannel();
  const bot = await chasqui('bot', 'create', '--name', 'mine', '--set', 'url=https://bot.example.com/');
  const change = ['--bot', bot.id, '--disable', '--set', 'account=other', '--set', 'proxy='];
  expect(await chasqui('channel', 'update', id, ...change)).toMatchObject({
    name: 'Shop',
    botId: bot.id,
    enabled: false,
    connections: [{ settings: { account: 'other' } }],
  });
  const renamed = await chasqui('channel', 'update', id, '--name', 'Corner shop', '--bot', 'none', '--enable');
  expect(renamed).toMatchObject({ name: 'Corner shop', botId: null, enabled: true });
  expect(renamed.connections[0].settings).toEqual({ account: 'other' });
  await expect(chasqui('channel', 'update', id)).rejects.toThrow('say what to change');
});

test('what the API refuses is said once, a line a field', async () => {
  const wrong = chasqui('channel', 'create', '--name', 'x', '--provider', 'parcel', '--sender', '+15550001002');
  await expect(wrong).rejects.toThrow(
    '/settings/account: account is required.\n/settings/secret: secret is required.\n/senders/0/boxId: boxId is required.',
  );
});

test('an address that is none, and content that is not JSON, are refused with a sentence', async () => {
  const messages = createProgram().parseAsync(['messages', '--url', 'nonsense', '--key', 'k'], { from: 'user' });
  await expect(messages).rejects.toThrow('--url must be an address such as http://127.0.0.1:8080, not "nonsense"');
  const send = chasqui('send', '--channel', 'ch_1', '--to', '+15550100001', '--content', '{text}');
  await expect(send).rejects.toThrow('--content is not JSON');
});

test('a key is deleted by its id, and who gives its name is told so', async () => {
  const { id } = await chasqui('key', 'create', '--name', 'dashboard', '--scope', 'read');
  await expect(chasqui('key', 'delete', 'dashboard', '--yes')).rejects.toThrow('there is no key with the id dashboard');
  expect(await chasqui('key', 'delete', id, '--yes')).toEqual({ id, deleted: true });
});

test('events that cannot be followed are refused, and nothing is said of following', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => said.mockRestore());
  const follow = (...args: string[]) =>
    createProgram().parseAsync(['events', ...args, '--url', url, '--key', ADMIN_KEY], { from: 'user' });
  await expect(follow('--after', 'evt_nope')).rejects.toThrow('Not the id of an event.');
  expect(said).not.toHaveBeenCalled();
});

test('a backup that is not there is refused as other files are', async () => {
  const restore = createProgram().parseAsync(['restore', 'no/such/backup'], { from: 'user' });
  await expect(restore).rejects.toThrow('no/such/backup cannot be read: there is no such folder');
});
