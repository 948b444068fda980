import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAdmin } from '../../../test/support/http-parts.ts';
import { type ManagedServer, startManagedServer } from '../../../test/support/http-services.ts';

const SETTINGS = { url: 'https://bot.example.com/hook' };

let server: ManagedServer;
beforeAll(async () => {
  server = await startManagedServer();
});
afterAll(() => server.close());

const get = (url: string) => server.app.inject({ url: `/api/v1${url}`, headers: asAdmin });
const create = (payload: object) =>
  server.app.inject({ method: 'POST', url: '/api/v1/bots', headers: asAdmin, payload });

describe('bots', () => {
  it('are created with a secret of their own, shown this once', async () => {
    const created = await create({ name: 'Echo', connector: 'webhook', settings: SETTINGS });
    expect(created.statusCode).toBe(201);
    const { id, generatedSecrets, ...shown } = created.json();
    const time = '2026-01-02T00:00:00.000Z';
    expect(shown).toEqual({
      ...{ name: 'Echo', connector: 'webhook', settings: SETTINGS, secretsSet: ['secret'] },
      ...{ createdAt: time, updatedAt: time },
    });
    expect(generatedSecrets.secret).toEqual(expect.any(String));
    const read = await get(`/bots/${id}`);
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
    expect(paths).toEqual(expect.arrayContaining(['/settings/colour', '/settings/url']));
  });

  it('change, and go', async () => {
    const { id } = (await create({ name: 'Before', connector: 'webhook', settings: SETTINGS })).json();
    const url = `/api/v1/bots/${id}`;
    const changed = await server.app.inject({ method: 'PATCH', url, headers: asAdmin, payload: { name: 'After' } });
    expect(changed.json()).toMatchObject({ id, name: 'After', settings: SETTINGS });
    expect((await server.app.inject({ method: 'DELETE', url, headers: asAdmin })).statusCode).toBe(204);
    expect((await get(`/bots/${id}`)).json()).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('are listed page by page, each once', async () => {
    const all = (await get('/bots')).json().items.map(({ id }: { id: string }) => id);
    const seen: string[] = [];
    let next = '';
    while (seen.length < all.length) {
      const page = (await get(`/bots?limit=1${next}`)).json();
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      next = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
    expect(all.length).toBeGreaterThan(1);
    expect(seen).toEqual(all);
  });
});
