import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { shiftableClock } from '../../src/host/shiftable-clock.ts';
import { type Api, apiOf, ok, type Schemas } from './api.ts';
import { run } from './command.ts';
import { ADMIN_KEY, freshPremises, type Premises, startGateway } from './gateway.ts';
import { type PartnerRig, startPartnerRig } from './partners/rig.ts';
import type { Shop } from './partners/shop.ts';

const FLOW = `triggers:
  - fallback: true
    goto: hello
sections:
  hello:
    - say: Welcome at the front door.
`;
const BOT_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const PLACEHOLDER = '$' + '{BOT_SECRET}';
const FLOW_SECRETS = 'STOCK_KEY=stock-key-of-staging';

/** Staging has the shops; production is empty, on the other engine, before the same simulated partners. */
let staging: PartnerRig;
let production: Awaited<ReturnType<typeof startGateway>>;
let premises: Premises;
let target: Api;
let corner: Shop;
let door: Shop;
let counter: Shop;
/** Everything that nobody may find in a document. */
const secrets: string[] = [ADMIN_KEY, BOT_SECRET, 'stock-key-of-staging', 'header-of-standby'];
const folder = mkdtempSync(join(tmpdir(), 'transfer-'));
const path = (name: string) => join(folder, name);
const [first, second, given] = [path('staging.yaml'), path('production.yaml'), path('secrets.yaml')];

beforeAll(async () => {
  [staging, premises] = await Promise.all([startPartnerRig('sqlite'), freshPremises('postgres')]);
  production = await startGateway({ premises, clock: shiftableClock() });
  target = apiOf(production.url, ADMIN_KEY);
  await openShops();
});

afterAll(async () => {
  await production.stop();
  await premises.remove();
  await staging.stop();
  rmSync(folder, { recursive: true });
});

async function openShops(): Promise<void> {
  const { api } = staging;
  const make = (body: Schemas['CreateBot']) => ok(api.POST('/api/v1/bots', { body }));
  const application = await ok(
    api.POST('/api/v1/applications', { body: { name: 'Partner', audience: 'shop', singleUse: true } }),
  );
  const { id: botId } = await make({
    name: 'front door',
    connector: 'flow',
    settings: { definition: FLOW, secrets: FLOW_SECRETS },
  });
  corner = await staging.open('twilio', { channel: { name: 'corner', turnMode: 'gathered', gatherMs: 10 } });
  door = await staging.open('meta', { channel: { name: 'door', botId, pacing: { perSecond: 20 }, fallbackText: '' } });
  counter = await staging.open('karix', { channel: { name: 'counter' }, settings: { applicationId: application.id } });
  await addStandby();
  const body = { name: 'crm', url: 'http://127.0.0.1:9/crm', types: ['message.status' as const], enabled: false };
  const webhook = await ok(
    api.POST('/api/v1/event-webhooks', { body: { ...body, channelIds: [corner.channelId, door.channelId] } }),
  );
  const params = { path: { id: door.channelId } };
  const text = {
    name: 'ready',
    language: 'en',
    category: 'utility',
    body: { text: 'Order {{1}} is ready.', examples: ['7'] },
  };
  const template = { ...text, parameterFormat: 'positional' as const };
  await ok(api.POST('/api/v1/channels/{id}/templates', { params, body: template }));
  await readTemplates(api);
  secrets.push(application.clientSecret, webhook.secret);
}

/** What the gateway reads by itself some day is read now. */
async function readTemplates(api: Api): Promise<void> {
  const { items } = await ok(api.GET('/api/v1/channels', { params: { query: { limit: 100 } } }));
  for (const { id, name } of items) {
    if (name !== 'counter') await ok(api.POST('/api/v1/channels/{id}/templates/sync', { params: { path: { id } } }));
  }
}

async function addStandby(): Promise<void> {
  const account = accountOf('gupshup', corner.phoneNumber);
  const settings = { ...account.settings, webhookHeader: 'X-Proof', webhookSecret: 'header-of-standby' };
  const senders = [{ phoneNumber: `+${corner.phoneNumber}`, ...account.senderFields }];
  const params = { path: { id: corner.channelId } };
  const body = { provider: 'gupshup', state: 'standby' as const, settings, senders };
  await ok(staging.api.POST('/api/v1/channels/{id}/connections', { params, body }));
}

/** What a partner gave for this number, again. */
function accountOf(provider: string, phoneNumber: string) {
  const simulator = staging.simulators.providers.find((one) => one.provider === provider);
  if (!simulator) throw new Error(`there is no simulator of ${provider}`);
  return { simulator, ...staging.simulators.openAccount(simulator, { phoneNumber, displayName: 'Shop' }) };
}

async function secretsAt(provider: string, phoneNumber: string): Promise<Record<string, string>> {
  const { items } = await ok(staging.api.GET('/api/v1/providers', { params: { query: { limit: 100 } } }));
  const fields = items.find(({ id }) => id === provider)?.fields.filter(({ secret }) => secret) ?? [];
  const { settings } = accountOf(provider, phoneNumber);
  return Object.fromEntries(Object.entries(settings).filter(([name]) => fields.some((field) => field.name === name)));
}

const chasqui = (url: string, args: readonly string[], environment: Record<string, string> = {}) =>
  run(args, { CHASQUI_PUBLIC_URL: url, CHASQUI_ADMIN_KEY: ADMIN_KEY, ...environment });

const importThere = (args: readonly string[], environment?: Record<string, string>) =>
  chasqui(production.url, ['import', first, ...args], environment);

const channelsThere = async () =>
  (await ok(target.GET('/api/v1/channels', { params: { query: { limit: 100 } } }))).items;

test('a document holds no secret, and says the same twice', async () => {
  expect(await chasqui(staging.url, ['export', first])).toMatchObject({
    code: 0,
    err: expect.stringContaining('channels 3, bots 4, applications 1, event webhooks 1, templates'),
  });
  const text = readFileSync(first, 'utf8');
  for (const [provider, shop] of [
    ['twilio', corner],
    ['gupshup', corner],
    ['meta', door],
    ['karix', counter],
  ] as const) {
    const values = Object.values(await secretsAt(provider, shop.phoneNumber));
    expect(values.length, provider).toBeGreaterThan(0);
    secrets.push(...values);
  }
  const { items } = await ok(staging.api.GET('/api/v1/channels', { params: { query: { limit: 100 } } }));
  const tokens = items.flatMap(({ connections }) =>
    connections.map(({ webhookUrl }) => webhookUrl.split('/').at(-1) ?? ''),
  );
  for (const secret of [...secrets, ...tokens]) expect(text, secret).not.toContain(secret);
  expect(text).not.toMatch(/(ch|bot|cn|sn|app|evw)_[0-9a-f]{32}/);
  expect((await chasqui(staging.url, ['export'])).out).toBe(text);
  const json = await chasqui(staging.url, ['export', '--format', 'json']);
  expect(JSON.parse(json.out)).toEqual(parse(text));
});

test('without its secrets nothing is imported, and every one that is missing is named', async () => {
  const refused = await importThere(['--yes']);
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/✗ channel corner\n {4}channels\.corner\.connections\[0\]\.authToken is missing/);
  expect(refused.err).toContain('channels.corner.connections[1].webhookSecret is missing');
  expect(refused.err).toContain('bots.front door.secrets is missing');
  expect(refused.err).toContain('Nothing was written');
  expect(await channelsThere()).toEqual([]);
  expect((await ok(target.GET('/api/v1/bots', {}))).items).toEqual([]);
});

test('secrets that nothing in the document takes are refused by their place and file, and nothing is written', async () => {
  const odd = path('odd-secrets.yaml');
  const bots = { 'front dor': { secrets: FLOW_SECRETS } };
  writeFileSync(odd, stringify({ bots, channels: { corner: { connections: [{ authTokn: 'never shown' }] } } }));
  const { code, out, err } = await importThere(['--secrets', odd, '--yes']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(`${odd} has secrets that nothing in ${first} takes:\n  bots.front dor\n`);
  expect(err).toMatch(/\n {2}channels\.corner\.connections\[0\]\.authTokn \(its secrets are .*authToken/);
  expect(err).not.toContain('never shown');
  expect((await ok(target.GET('/api/v1/bots', {}))).items).toEqual([]);
});

async function writeSecrets(): Promise<void> {
  const { channels } = parse(readFileSync(first, 'utf8')) as { channels: { name: string; bot: string }[] };
  const bots = channels.map(({ bot }) => bot).filter((name) => name !== 'front door');
  // The bot that the flow replaced is on no channel.
  const idle = (parse(readFileSync(first, 'utf8')) as { bots: { name: string }[] }).bots.map(({ name }) => name);
  const webhookBots = [...new Set([...bots, ...idle])].filter((name) => name !== 'front door');
  const at = (provider: string, shop: Shop) => secretsAt(provider, shop.phoneNumber);
  const document = {
    bots: {
      ...Object.fromEntries(webhookBots.map((name) => [name, { secret: PLACEHOLDER }])),
      'front door': { secrets: FLOW_SECRETS },
    },
    channels: {
      corner: {
        connections: [
          await at('twilio', corner),
          { ...(await at('gupshup', corner)), webhookSecret: 'header-of-standby' },
        ],
      },
      door: { connections: [await at('meta', door)] },
      counter: { connections: [await at('karix', counter)] },
    },
  };
  writeFileSync(given, stringify(document));
}

test('with its secrets the set-up is made elsewhere, and people are answered there', async () => {
  await writeSecrets();
  expect((await importThere(['--secrets', given, '--yes'])).err).toContain('variables that are not set: BOT_SECRET');
  const told = await importThere(['--secrets', given, '--dry-run'], { BOT_SECRET });
  expect(told).toMatchObject({ code: 0, out: expect.stringContaining('+ channel corner') });
  expect(await channelsThere()).toEqual([]);

  const done = await importThere(['--secrets', given, '--yes'], { BOT_SECRET });
  expect(done.err).toMatch(/\? template door: ready \(en\)\n {4}--templates hands it in for review/);
  expect(done).toMatchObject({ code: 0, out: expect.stringContaining('✓ channel corner is created') });
  expect(done.out).toMatch(/event webhook crm\n {2}secret: whsec_\S+ {3}\(shown this once\)/);
  for (const secret of secrets.slice(1)) expect(done.out + done.err).not.toContain(secret);

  for (const shop of [corner, door]) await moveCallback(shop);
  const ana = corner.person('Ana');
  await corner.says(ana, 'Hi');
  expect((await corner.sees(ana, 1))[0]?.content.text).toBe('echo: Hi');
  const bo = door.person('Bo');
  await door.says(bo, 'Hi');
  expect((await door.sees(bo, 1))[0]?.content.text).toBe('Welcome at the front door.');
  expect(await corner.messages()).toEqual([]);
});

/** The partner's webhooks go to production from now on. */
async function moveCallback({ numberId }: Shop): Promise<void> {
  const channel = (await channelsThere()).find(
    ({ name }) => name === (numberId === corner.numberId ? 'corner' : 'door'),
  );
  const { webhookUrl, provider } = channel ?? {};
  if (!webhookUrl || !provider) throw new Error('the channel was not imported');
  const simulator = staging.simulators.providers.find((one) => one.provider === provider);
  await simulator?.setCallback(numberId, webhookUrl);
}

test('what was imported exports to the same bytes, and a second import has nothing to do', async () => {
  await readTemplates(target);
  expect((await chasqui(production.url, ['export', second])).code).toBe(0);
  expect(readFileSync(second, 'utf8')).toBe(readFileSync(first, 'utf8'));
  for (const more of [[], ['--secrets', given]]) {
    const again = await importThere(more, { BOT_SECRET });
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('There is nothing to do.') });
  }
});

test('a change is shown and made; templates are handed in only if asked for', async () => {
  const text = readFileSync(first, 'utf8').replace('gatherMs: 10', 'gatherMs: 20').replace('Welcome at', 'Welcome to');
  writeFileSync(first, text.replace('name: ready', 'name: ready_again'));
  const told = await importThere(['--dry-run', '--templates']);
  expect(told.out).toContain('~ channel corner\n    rules.gatherMs: 10 → 20\n');
  expect(told.out).toMatch(/~ bot front door\n {4}settings\.definition: /);
  expect(told.out).toContain('+ template door: ready_again (en)');
  expect(told.out).toMatch(/1 to create, 2 to change, \d+ as they are to be\./);

  expect(await importThere(['--yes', '--templates'])).toMatchObject({ code: 0 });
  const corner = (await channelsThere()).find(({ name }) => name === 'corner');
  expect(corner).toMatchObject({ gatherMs: 20, turnMode: 'gathered' });
  expect(corner?.connections.every(({ secretsSet }) => secretsSet.length > 0)).toBe(true);
  expect((await importThere([])).out).toContain('There is nothing to do.');
});

test('connections change places, and a channel moves to another partner, as the document says', async () => {
  const document = parse(readFileSync(first, 'utf8'));
  const [channel] = document.channels as { name: string; connections: { provider: string; state: string }[] }[];
  if (channel?.name !== 'corner') throw new Error('channels stand in the order of their names');
  const providers = async () => {
    const found = (await channelsThere()).find(({ name }) => name === 'corner');
    return found?.connections.map(({ provider, state }) => `${provider} ${state}`).toSorted();
  };
  for (const one of channel.connections) one.state = one.state === 'active' ? 'standby' : 'active';
  writeFileSync(first, stringify(document));
  expect((await importThere(['--yes'])).err).toContain('connections[1].state: "standby" → "active"');
  expect(await providers()).toEqual(['gupshup active', 'twilio standby']);
  expect((await importThere([])).out).toContain('There is nothing to do.');

  const closed = await secretsAt('infobip', corner.phoneNumber);
  const { settings } = accountOf('infobip', corner.phoneNumber);
  const open = Object.fromEntries(Object.entries(settings).filter(([name]) => !(name in closed)));
  document.channels[0].connections = [{ provider: 'infobip', state: 'active', settings: open }];
  writeFileSync(first, stringify(document));
  writeFileSync(given, stringify({ channels: { corner: { connections: [closed] } } }));
  expect(await importThere(['--yes', '--secrets', given])).toMatchObject({ code: 0 });
  expect(await providers()).toEqual(['gupshup draining', 'infobip active', 'twilio standby']);
  const again = await importThere([]);
  expect(again.out).toMatch(/= channel corner\n {4}twilio stands by at the target .+: it stays\n/);
  expect(again.out).toContain('There is nothing to do.');
});

test('what breaks off says how far it came, and goes on from there', async () => {
  const document = parse(readFileSync(first, 'utf8'));
  const [plain] = document.bots.filter(({ name }: { name: string }) => name !== 'front door');
  document.bots.push({ name: 'a fresh one', connector: 'flow', settings: { definition: FLOW } });
  document.bots.push({ ...plain, name: 'zz', secretsNeeded: [], settings: { url: 'ftp://nowhere.example.com' } });
  writeFileSync(first, stringify(document));
  const broken = await importThere(['--yes']);
  expect(broken.code).toBe(1);
  expect(broken.out).toContain('✓ bot a fresh one is created');
  expect(broken.err).toContain('bot zz could not be done:\n/settings/url: Must be a full URL');
  expect(broken.err).toContain('Not done: bot zz.');

  document.bots.at(-1).settings.url = 'http://127.0.0.1:9/zz';
  writeFileSync(first, stringify(document));
  const rest = await importThere(['--yes']);
  expect(rest).toMatchObject({ code: 0, out: expect.stringContaining('✓ bot zz is created') });
  expect(rest.out).not.toContain('a fresh one');
});

test('one channel goes with what it uses and nothing else', async () => {
  const { out } = await chasqui(staging.url, ['export', '--channel', 'counter', '--format', 'json']);
  const { applications, bots, channels, eventWebhooks } = JSON.parse(out);
  expect(channels).toHaveLength(1);
  expect(applications).toMatchObject([{ name: 'Partner' }]);
  expect(bots).toHaveLength(1);
  expect(eventWebhooks).toEqual([]);
  const unknown = await chasqui(staging.url, ['export', '--channel', 'nowhere']);
  expect(unknown).toMatchObject({ code: 1, out: '', err: expect.stringContaining('there is no channel "nowhere"') });
});

test('what is no document is refused with the place of the mistake', async () => {
  const refuse = async (text: string) => {
    writeFileSync(path('wrong.yaml'), text);
    const { code, out, err } = await chasqui(production.url, ['import', path('wrong.yaml'), '--yes']);
    expect([code, out]).toEqual([2, '']);
    return err;
  };
  expect(await refuse('version: 2\n')).toContain('has version 2; this chasqui knows version 1 only');
  expect(await refuse('channels: []\n')).toContain('it has no "version"');
  const channel = { name: 'x', senders: [], connections: [{ provider: 'meta', state: 'idle' }] };
  const mistakes = await refuse(stringify({ version: 1, channels: [channel], colour: 'red' }));
  expect(mistakes).toMatch(/channels\[0\]\.senders: .+\n {2}channels\[0\]\.connections\[0\]\.state: /);
});
