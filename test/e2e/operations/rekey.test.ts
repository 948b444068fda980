import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DEFAULT_RULES } from '../../../src/domain/channel.ts';
import type { BotId, ChannelId, ConnectionId } from '../../../src/domain/ids.ts';
import { rekey } from '../../../src/services/rekey.ts';
import { checkSecretKey } from '../../../src/services/secret-key-check.ts';
import { createVault, generateSecretKey, type Vault } from '../../../src/services/secrets.ts';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import type { Store } from '../../../src/store/store.ts';
import { ciphertexts, secretColumns } from '../../support/ciphertexts.ts';
import { startGateway } from '../../support/gateway-process.ts';
import { run } from '../command.ts';
import { ADMIN_KEY, ENGINES, freshPremises, type Premises } from '../gateway.ts';
import { startHarness } from '../harness.ts';
import { environmentOf, SECRET_KEY } from './premises.ts';

/** Where the program encrypts something. Whoever adds a place adds it to `fill` too, or a key could be thrown away that is still needed. */
const ENCRYPTING = [
  'src/services/applications/applications.ts',
  'src/services/memos.ts',
  'src/services/rekey.ts',
  'src/services/secret-key-check.ts',
  'src/services/settings-form.ts',
];

const [OLD, NEW] = [generateSecretKey(), generateSecretKey()];
const old = createVault({ current: OLD });
const both = createVault({ current: NEW, previous: [OLD] });
const alone = createVault({ current: NEW });

function openStore({ databaseUrl, dataDirectory }: Premises): Promise<Store> {
  return databaseUrl === null
    ? openSqliteStore({ directory: dataDirectory, inProcess: true })
    : openPostgresStore({ url: databaseUrl, poolSize: 2 });
}

/** Something encrypted everywhere, three of each. */
async function fill({ registry, events, memos }: Store, vault: Vault): Promise<void> {
  await checkSecretKey(registry, vault);
  const times = { createdAt: 1, updatedAt: 1 };
  for (const n of ['1', '2', '3']) {
    const secretsOf = (record: string) => ({ token: vault.encrypt(`clear ${record}`, { record, field: 'token' }) });
    const named = (id: string) => ({ id, name: id, settings: {}, secrets: secretsOf(id) });
    // Invented ids; the brands only say what they name.
    await registry.insertBot({ ...named(`bot_${n}`), id: `bot_${n}` as BotId, connector: 'webhook', ...times });
    const channelId = `ch_${n}` as ChannelId;
    const connection = { id: `cn_${n}` as ConnectionId, channelId, provider: 'acme', token: n };
    await registry.insertChannel(
      { id: channelId, name: n, botId: null, enabled: true, rules: DEFAULT_RULES, ...times },
      { ...connection, state: 'active', settings: {}, secrets: secretsOf(`cn_${n}`), createdAt: 1 },
      [],
    );
    const place = { connectionId: `cn_${n}` as ConnectionId, key: 'token' };
    const value = vault.encrypt(`clear memo ${n}`, { record: `cn_${n}`, field: 'memo token' });
    await memos.keepMemo({ ...place, value, until: null });
    await registry.insertApplication({
      ...{ id: `app_${n}`, name: n, audience: null, singleUse: false, secrets: secretsOf(`app_${n}`), createdAt: 1 },
    });
    await events.insertWebhook({
      ...{ ...named(`evw_${n}`), types: null, channelIds: null, enabled: true, stopped: null, failingSince: null },
      ...times,
    });
  }
}

/** Everything in clear that this vault opens; rejects if it does not open something. */
async function openAll({ registry, events, memos }: Store, vault: Vault): Promise<string[]> {
  const { connections, bots } = await registry.snapshot();
  const rows = [...connections, ...bots, ...(await events.listWebhooks()), ...(await registry.listApplications())];
  const kept = await memos.listMemos({ after: null, limit: 100 });
  return [
    ...rows.map(({ id, secrets }) => vault.decrypt(secrets.token ?? '', { record: id, field: 'token' })),
    ...kept.map(({ connectionId, value }) => vault.decrypt(value, { record: connectionId, field: 'memo token' })),
  ].toSorted();
}

const EVERYTHING = ['1', '2', '3']
  .flatMap((n) => [`clear app_${n}`, `clear bot_${n}`, `clear cn_${n}`, `clear evw_${n}`, `clear memo ${n}`])
  .toSorted();

test('the places where something is encrypted are those that are tested here', () => {
  const root = resolve(import.meta.dirname, '../../..');
  const paths = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => join('src', path))
    .filter((path) => path.endsWith('.ts') && readFileSync(join(root, path), 'utf8').includes('.encrypt('));
  expect(paths.filter((path) => !path.endsWith('.test.ts')).toSorted()).toEqual(ENCRYPTING);
});

describe.each(ENGINES)('on %s', (engine) => {
  async function filled(): Promise<{ premises: Premises; store: Store }> {
    const premises = await freshPremises(engine);
    const store = await openStore(premises);
    onTestFinished(async () => {
      await store.close();
      await premises.remove();
    });
    await fill(store, old);
    return { premises, store };
  }

  test('every column that holds something encrypted is renewed', async () => {
    const { premises, store } = await filled();
    const before = await ciphertexts(premises);
    expect([...before.keys()]).toEqual(expect.arrayContaining(await secretColumns(premises)));
    await rekey(store, both);
    const after = await ciphertexts(premises);
    expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted());
    expect([...after.values()].flat().filter((text) => text.includes(old.keyId))).toEqual([]);
    expect(await openAll(store, alone)).toEqual(EVERYTHING);
    await checkSecretKey(store.registry, alone);
  });

  test('interrupted at any step, everything can be read with both keys, and once more ends it', async () => {
    const { store } = await filled();
    let runs = 0;
    for (let isDone = false; !isDone; runs += 1) {
      isDone = await rekey(dyingAfter(store, 2), both).then(
        () => true,
        (error: Error) => {
          expect(error.message).toBe('killed');
          return false;
        },
      );
      expect(await openAll(store, both)).toEqual(EVERYTHING);
      await checkSecretKey(store.registry, both);
    }
    expect(runs).toBeGreaterThan(5);
    expect(await openAll(store, alone)).toEqual(EVERYTHING);
  });

  test('with keys that do not fit it changes nothing and says which one to set', async () => {
    const { premises, store } = await filled();
    const before = await ciphertexts(premises);
    if (engine === 'sqlite') await store.close();
    const wrong = environmentOf(premises.dataDirectory, {
      CHASQUI_SECRET_KEY: NEW,
      CHASQUI_SECRET_KEY_PREVIOUS: generateSecretKey(),
      ...(premises.databaseUrl !== null && { CHASQUI_DATABASE_URL: premises.databaseUrl }),
    });
    const refused = await run(['rekey'], wrong);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('CHASQUI_SECRET_KEY_PREVIOUS') });
    expect(await ciphertexts(premises)).toEqual(before);
  });

  test('where no gateway has kept anything it does not say that the previous key can go', async () => {
    const premises = await freshPremises(engine);
    onTestFinished(() => premises.remove());
    const elsewhere = environmentOf(join(premises.dataDirectory, 'elsewhere'), {
      CHASQUI_SECRET_KEY: NEW,
      CHASQUI_SECRET_KEY_PREVIOUS: OLD,
      ...(premises.databaseUrl !== null && { CHASQUI_DATABASE_URL: premises.databaseUrl }),
    });
    const refused = await run(['rekey'], elsewhere);
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('No gateway has kept anything') });
    expect(existsSync(join(premises.dataDirectory, 'elsewhere'))).toBe(false);
  });
});

test('on SQLite a running gateway is left alone', async () => {
  const premises = await freshPremises('sqlite');
  onTestFinished(() => premises.remove());
  const store = await openStore(premises);
  await fill(store, old);
  const keys = { CHASQUI_SECRET_KEY: NEW, CHASQUI_SECRET_KEY_PREVIOUS: OLD };
  const environment = environmentOf(premises.dataDirectory, keys);
  expect(await run(['rekey'], environment)).toMatchObject({
    code: 1,
    err: expect.stringContaining('Another gateway is already using'),
  });
  expect(await openAll(store, old)).toEqual(EVERYTHING);
  await store.close();
  expect(await run(['rekey'], environment)).toMatchObject({ code: 0, out: expect.stringContaining('12 ') });
});

test('on PostgreSQL people are answered before, during and after a change of the key', {
  timeout: 120_000,
}, async () => {
  const harness = await startHarness('postgres');
  onTestFinished(() => harness.stop());
  const shop = await harness.openChannel();
  const ana = shop.person('Ana');
  await shop.say(ana, 'old key');
  await shop.answered(ana, 1);
  await shop.settled();
  await harness.stopGateway();

  const { databaseUrl, dataDirectory } = harness;
  const port = Number(new URL(harness.url).port);
  const start = (keys: Record<string, string>) =>
    startGateway({
      dataDirectory,
      port,
      ...(databaseUrl !== null && { databaseUrl }),
      environment: { CHASQUI_ADMIN_KEY: ADMIN_KEY, ...keys },
    });
  const keys = { CHASQUI_SECRET_KEY: NEW, CHASQUI_SECRET_KEY_PREVIOUS: SECRET_KEY };
  const during = await start(keys);
  onTestFinished(() => during.kill());
  await shop.say(ana, 'both keys');
  await shop.answered(ana, 2);
  const renewed = await run(['rekey'], {
    ...environmentOf(dataDirectory),
    ...keys,
    CHASQUI_DATABASE_URL: databaseUrl ?? '',
  });
  expect(renewed).toMatchObject({ code: 0, out: expect.stringContaining('no longer needed') });
  await shop.say(ana, 'renewed');
  await shop.answered(ana, 3);
  await during.stop();

  const after = await start({ CHASQUI_SECRET_KEY: NEW });
  onTestFinished(() => after.kill());
  await shop.say(ana, 'new key');
  expect(await shop.answered(ana, 4)).toEqual(['echo: old key', 'echo: both keys', 'echo: renewed', 'echo: new key']);
  expect(await after.stop()).toBe(0);
});

/** The same store, whose writes fail after so many, as if the process had died there. */
function dyingAfter({ registry, events, memos }: Store, writes: number): Parameters<typeof rekey>[0] {
  let left = writes;
  const dying = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, name) {
        // The part's own method, or something that is none.
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function' || !/^(update|put|renew|drop)/.test(String(name))) return member;
        return async (...input: unknown[]) => {
          if (left === 0) throw new Error('killed');
          left -= 1;
          return member.apply(target, input);
        };
      },
    });
  return { registry: dying(registry), events: dying(events), memos: dying(memos) };
}
