import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAdmin, asLimited, asReader } from '../../../test/support/http-parts.ts';
import { type ManagedServer, startManagedServer } from '../../../test/support/http-services.ts';
import { DEFAULT_RULES } from '../../domain/channel.ts';

const SECRET = 'parcel-secret-of-this-test';
let server: ManagedServer;
let numbers = 0;
beforeAll(async () => {
  server = await startManagedServer();
});
afterAll(() => server.close());

const api = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object, headers = asAdmin) =>
  server.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) });

/** A request for a channel with a number and a box that nobody has yet. */
function wanted(more: object = {}) {
  const number = String(15550001000 + ++numbers);
  return {
    name: 'Shop',
    provider: 'parcel',
    settings: { account: 'shop', secret: SECRET },
    senders: [{ phoneNumber: `+${number}`, boxId: `box-${number}` }],
    ...more,
  };
}

describe('channels', () => {
  it('are created with their first connection, and show their callback URL but no secret', async () => {
    const input = wanted({ pacing: { perSecond: 1_000 }, turnMode: 'gathered' });
    const created = await api('POST', '/channels', input);
    expect(created.statusCode).toBe(201);
    const { id, webhookUrl, senders, connections, ...shown } = created.json();
    expect(webhookUrl).toMatch(/^https:\/\/chat\.example\.com\/webhooks\/[0-9a-f]{64}#rc=5$/);
    const [asked] = input.senders;
    expect(senders).toEqual([
      { id: expect.any(String), phoneNumber: asked?.phoneNumber.slice(1), boxId: asked?.boxId },
    ]);
    expect(connections).toEqual([
      expect.objectContaining({ provider: 'parcel', state: 'active', webhookUrl, settings: { account: 'shop' } }),
    ]);
    expect(shown).toMatchObject({
      ...DEFAULT_RULES,
      name: 'Shop',
      provider: 'parcel',
      enabled: true,
      botId: null,
      turnMode: 'gathered',
      pacing: { perSecond: 1_000 },
    });
    const read = await api('GET', `/channels/${id}`);
    expect(read.json()).toEqual(created.json());
    for (const { body } of [created, read, await api('GET', '/channels')]) expect(body).not.toContain(SECRET);
  });

  it('say what is wrong, where it stands in the request', async () => {
    const response = await api(
      'POST',
      '/channels',
      wanted({ settings: {}, senders: [{ phoneNumber: '+15550009999' }] }),
    );
    const paths = response.json().errors.map(({ path }: { path: string }) => path);
    expect(response.statusCode).toBe(400);
    expect(paths).toEqual(expect.arrayContaining(['/settings/account', '/settings/secret', '/senders/0/boxId']));
  });

  it.each([
    [{ windowTemplate: { type: 'template', name: 5, language: 'en' } }, '/windowTemplate/name'],
    [{ botTimeoutMs: 500_000 }, '/botTimeoutMs'],
    [{ pacing: { perSecond: -1 } }, '/pacing/perSecond'],
    [{ botId: 'bot_nobody' }, '/botId'],
    [{ senders: [] }, '/senders'],
  ])('refuse %j', async (more, path) => {
    const response = await api('POST', '/channels', wanted(more));
    expect(response.statusCode).toBe(400);
    expect(response.json().errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it('refuse a number that another channel answers', async () => {
    const first = wanted();
    expect((await api('POST', '/channels', first)).statusCode).toBe(201);
    const second = await api('POST', '/channels', { ...first, name: 'Rival' });
    expect(second.json()).toMatchObject({ status: 409, code: 'sender_taken' });
  });

  it('change what is named and keep the rest', async () => {
    const created = (
      await api('POST', '/channels', wanted({ settings: { account: 'a', secret: SECRET, proxy: 'p' } }))
    ).json();
    const changed = await api('PATCH', `/channels/${created.id}`, {
      enabled: false,
      settings: { account: 'b', proxy: null },
      fallbackText: 'Later, please.',
      windowTemplate: { type: 'template', name: 'hello', language: 'en' },
      windowPolicy: 'template',
    });
    expect(changed.json()).toMatchObject({
      id: created.id,
      name: 'Shop',
      webhookUrl: created.webhookUrl,
      senders: created.senders,
      enabled: false,
      fallbackText: 'Later, please.',
      windowTemplate: { type: 'template', name: 'hello', language: 'en' },
      connections: [{ settings: { account: 'b' } }],
    });
    expect(changed.json().connections[0].settings).toEqual({ account: 'b' });
  });

  it('move to another connection, which gets a callback URL of its own', async () => {
    const created = (await api('POST', '/channels', wanted())).json();
    const settings = { account: 'second', secret: SECRET };
    const added = await api('POST', `/channels/${created.id}/connections`, { provider: 'parcel', settings });
    expect(added.statusCode).toBe(201);
    expect(added.body).not.toContain(SECRET);
    expect(added.json().webhookUrl).not.toBe(created.webhookUrl);
    const moved = (await api('GET', `/channels/${created.id}`)).json();
    expect(moved.webhookUrl).toBe(added.json().webhookUrl);
    expect(moved.connections.map(({ state }: { state: string }) => state).sort()).toEqual(['active', 'draining']);
    expect(moved.senders).toEqual(created.senders);
  });

  it('let one connection be changed, released and deleted by itself', async () => {
    const created = (await api('POST', '/channels', wanted())).json();
    const settings = { account: 'spare', secret: SECRET };
    const body = { provider: 'parcel', settings, state: 'standby' };
    const spare = (await api('POST', `/channels/${created.id}/connections`, body)).json();
    const path = `/channels/${created.id}/connections/${spare.id}`;
    expect((await api('GET', path)).json()).toMatchObject({ id: spare.id, state: 'standby', stopped: null });
    const changed = await api('PATCH', path, { settings: { account: 'other' }, state: 'active' });
    expect(changed.json()).toMatchObject({ state: 'active', settings: { account: 'other' } });
    expect(changed.body).not.toContain(SECRET);
    expect((await api('POST', `${path}/release`)).json()).toMatchObject({ stopped: null });
    expect((await api('DELETE', path)).json()).toMatchObject({ status: 409, code: 'connection_active' });
    const old = `/channels/${created.id}/connections/${created.connections[0].id}`;
    expect((await api('DELETE', old)).statusCode).toBe(204);
    expect((await api('GET', old)).statusCode).toBe(404);
  });

  it('show what their provider told about the account', async () => {
    const { id } = (await api('POST', '/channels', wanted())).json();
    expect((await api('GET', `/channels/${id}/events`)).json()).toEqual({ items: [], nextCursor: null });
  });

  it('go', async () => {
    const { id } = (await api('POST', '/channels', wanted())).json();
    expect((await api('DELETE', `/channels/${id}`)).statusCode).toBe(204);
    expect((await api('GET', `/channels/${id}`)).statusCode).toBe(404);
  });

  it('are set up by keys that may, and seen by those whose channels they are', async () => {
    const stored = async (name: string, scopes: string[], channelIds: string[] | null) => {
      const { key } = (await api('POST', '/api-keys', { name, scopes, channelIds })).json();
      return { authorization: `Bearer ${key}` };
    };
    const { id } = (await api('POST', '/channels', wanted())).json();
    const reader = await stored('reader', ['read'], null);
    const limited = await stored('limited', ['read', 'manage'], [id]);
    expect((await api('POST', '/channels', wanted(), reader)).json()).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await api('POST', '/channels', wanted(), limited)).statusCode).toBe(403);
    const seen = (await api('GET', '/channels', undefined, limited)).json().items;
    expect(seen.map((channel: { id: string }) => channel.id)).toEqual([id]);
    expect((await api('PATCH', `/channels/${id}`, { name: 'Mine' }, limited)).json()).toMatchObject({ name: 'Mine' });
    for (const unknown of [asReader, asLimited]) {
      expect((await api('GET', '/channels', undefined, unknown)).statusCode).toBe(401); // Keys of other tests.
    }
  });
});
