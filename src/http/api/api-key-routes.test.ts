import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, asAdmin } from '../../../test/support/http-parts.ts';
import { type ManagedServer, startManagedServer } from '../../../test/support/http-services.ts';

let server: ManagedServer;
beforeAll(async () => {
  server = await startManagedServer();
});
afterAll(() => server.close());

const api = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, headers = asAdmin) =>
  server.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) });

async function createKey(scopes: string[], channelIds: string[] | null = null) {
  const created = (await api('POST', '/api-keys', { name: 'Shop', scopes, channelIds })).json();
  return { ...created, headers: { authorization: `Bearer ${created.key}` } };
}

describe('API keys', () => {
  it('are shown once, and work from then on', async () => {
    const created = await api('POST', '/api-keys', { name: 'Shop', scopes: ['read'] });
    expect(created.statusCode).toBe(201);
    const { key, ...shown } = created.json();
    expect(shown).toMatchObject({ name: 'Shop', scopes: ['read'], channelIds: null, lastUsedAt: null });
    expect((await api('GET', '/channels', undefined, { authorization: `Bearer ${key}` })).statusCode).toBe(200);
    const list = await api('GET', '/api-keys');
    expect(list.json().items).toContainEqual({ ...shown, lastUsedAt: expect.any(String) });
    expect(list.body).not.toContain(key);
    expect(list.body).not.toContain(ADMIN_KEY);
  });

  it('are refused without a name or with rights that there are not', async () => {
    const response = await api('POST', '/api-keys', { name: ' ', scopes: ['everything'] });
    const paths = response.json().errors.map(({ path }: { path: string }) => path);
    expect(paths.sort()).toEqual(['/name', '/scopes/0']);
    expect((await api('POST', '/api-keys', { name: 'x', scopes: [] })).statusCode).toBe(400);
  });

  it('make no keys unless they may manage, and none at all if they are limited to some channels', async () => {
    const { headers: reader } = await createKey(['read', 'send']);
    const account = { provider: 'parcel', settings: { account: 'shop', secret: 'parcel-secret-0123456789' } };
    const senders = [{ phoneNumber: '+15550104499', boxId: 'box-keys' }];
    const channel = (await api('POST', '/channels', { name: 'Shop', ...account, senders })).json();
    const { headers: limited } = await createKey(['read', 'send', 'manage'], [channel.id]);
    for (const headers of [reader, limited]) {
      const payload = { name: 'More', scopes: ['manage'] };
      expect((await api('POST', '/api-keys', payload, headers)).json()).toMatchObject({ status: 403 });
      expect((await api('GET', '/api-keys', undefined, headers)).statusCode).toBe(403);
    }
  });

  it('go, and are unknown then', async () => {
    const { id } = await createKey(['read']);
    expect((await api('DELETE', `/api-keys/${id}`)).statusCode).toBe(204);
    expect((await api('DELETE', `/api-keys/${id}`)).json()).toMatchObject({ status: 404 });
  });
});
