import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAdmin, asLimited, asReader, fakeParts } from '../../../test/support/http-parts.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/stores.ts';
import { CONNECTORS } from '../../connectors/index.ts';
import { randomIds } from '../../host/ids.ts';
import { createBots } from '../../services/bots.ts';
import { createVault, generateSecretKey } from '../../services/secrets.ts';
import type { Store } from '../../store/store.ts';
import { createServer } from '../server.ts';

const SETTINGS = { url: 'https://bot.example.com/hook' };
const AT = Date.UTC(2026, 0, 2);

let database: TestDatabase;
let store: Store;
let app: ReturnType<typeof createServer>;

beforeAll(async () => {
  database = await createTestDatabase('sqlite in process');
  store = await database.open(() => AT);
  const bots = createBots({
    registry: store.registry,
    directory: { reload: async () => {} },
    vault: createVault({ current: generateSecretKey() }),
    providers: [],
    connectors: CONNECTORS,
    publicUrl: 'https://chat.example.com',
    ids: randomIds(),
    now: () => AT,
    random: randomBytes,
  });
  app = createServer(fakeParts({ bots }));
});

afterAll(async () => {
  await app.close();
  await store.close();
  await database.remove();
});

function create(payload: object, headers = asAdmin) {
  return app.inject({ method: 'POST', url: '/api/v1/bots', headers, payload });
}

describe('bots', () => {
  it('are created with a secret of their own, shown this once', async () => {
    const created = await create({ name: 'Echo', connector: 'webhook', settings: SETTINGS });
    expect(created.statusCode).toBe(201);
    const { id, generatedSecrets, ...shown } = created.json();
    const time = '2026-01-02T00:00:00.000Z';
    expect(shown).toEqual({ name: 'Echo', connector: 'webhook', settings: SETTINGS, createdAt: time, updatedAt: time });
    expect(generatedSecrets.secret).toEqual(expect.any(String));
    const read = await app.inject({ url: `/api/v1/bots/${id}`, headers: asReader });
    expect(read.json()).toEqual({ id, ...shown });
    expect(read.body).not.toContain(generatedSecrets.secret);
  });

  it('do not give a secret back that the operator chose', async () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const created = await create({ name: 'Own', connector: 'webhook', settings: { ...SETTINGS, secret } });
    expect(created.statusCode).toBe(201);
    expect(created.body).not.toContain(secret);
  });

  it('say which setting is wrong', async () => {
    const response = await create({ name: 'Broken', connector: 'webhook', settings: { colour: 'red' } });
    expect(response.statusCode).toBe(400);
    const paths = response.json().errors.map(({ path }: { path: string }) => path);
    expect(paths).toContain('/settings/colour');
    expect(paths).toContain('/settings/url');
  });

  it('change, and go', async () => {
    const { id } = (await create({ name: 'Before', connector: 'webhook', settings: SETTINGS })).json();
    const url = `/api/v1/bots/${id}`;
    const changed = await app.inject({ method: 'PATCH', url, headers: asAdmin, payload: { name: 'After' } });
    expect(changed.json()).toMatchObject({ id, name: 'After', settings: SETTINGS });
    expect((await app.inject({ method: 'DELETE', url, headers: asAdmin })).statusCode).toBe(204);
    expect((await app.inject({ url, headers: asAdmin })).json()).toMatchObject({ status: 404 });
  });

  it('are listed page by page', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = cursor === '' ? 'limit=2' : `limit=2&cursor=${encodeURIComponent(cursor)}`;
      const page = (await app.inject({ url: `/api/v1/bots?${query}`, headers: asAdmin })).json();
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(2);
  });

  it('are not made by a key that is limited to some channels, nor shown to it', async () => {
    const response = await create({ name: 'Sneaky', connector: 'webhook', settings: SETTINGS }, asLimited);
    expect(response.json()).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await app.inject({ url: '/api/v1/bots', headers: asLimited })).json().items).toEqual([]);
  });
});
