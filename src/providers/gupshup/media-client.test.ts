import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryMemo } from '../../../test/support/memo.ts';
import { createEgress, type Egress } from '../../host/egress.ts';
import { enterprise, selfServe } from './fixtures/connections.ts';
import { type LocalServer, startServer } from './fixtures/local-server.ts';
import { gupshup } from './index.ts';

const SIGNED = '/o/a%2Fb?X-Amz-Credential=x%2F1&X-Amz-Signature=5f1c9e';
const signal = new AbortController().signal;
let server: LocalServer;
let egress: Egress;

beforeEach(async () => {
  server = await startServer();
  egress = createEgress({ allow: ['127.0.0.0/8'] });
});

afterEach(async () => {
  await egress.close();
  await server.close();
});

function open(url: string | undefined, settings: Record<string, string> = {}, network = egress) {
  const host = { fetch: network.fetch, now: () => 0, memo: memoryMemo() };
  const { media } = gupshup.connect({ ...enterprise, apiBaseUrl: server.url, ...settings }, host);
  const file = { providerMediaId: 'abc', senderFields: {}, signal, ...(url !== undefined && { url }) };
  return media?.open(file) ?? expect.fail('no media');
}

describe('R14: a received file', () => {
  test('is fetched by its address as it stands, without credentials', async () => {
    server.answer(() => ({ body: 'JPEG', headers: { 'content-type': 'image/jpeg' } }));
    const opened = await open(`${server.url}${SIGNED}`);
    expect(opened).toMatchObject({ ok: true, value: { mimeType: 'image/jpeg' } });
    expect(opened.ok && (await new Response(opened.value.body).text())).toBe('JPEG');
    expect(server.received).toMatchObject([{ method: 'GET', path: SIGNED }]);
    expect(server.received[0]?.headers).not.toHaveProperty('authorization');
  });

  test('is refused where the network is private', async () => {
    const guarded = createEgress({ allow: [] });
    const opened = await open(`${server.url}${SIGNED}`, {}, guarded);
    await guarded.close();
    expect(opened).toMatchObject({ ok: false, trouble: { kind: 'unavailable' } });
    expect(server.received).toEqual([]);
  });

  test.each([
    'https://elsewhere.example/a',
    'ftp://files.s3.amazonaws.com/a',
    'http://files.s3.amazonaws.com/a',
    'no address',
  ])('is not fetched from %s', async (url) => {
    expect(await open(url)).toMatchObject({ ok: false });
    expect(server.received).toEqual([]);
  });

  test('is fetched from a host that the operator added', async () => {
    const other = await startServer();
    other.answer(() => ({ body: 'JPEG' }));
    const { host } = new URL(other.url);
    expect(await open(`${other.url}/a`)).toMatchObject({ trouble: { message: expect.stringContaining(host) } });
    expect(await open(`${other.url}/a`, { mediaHosts: host })).toMatchObject({ ok: true });
    await other.close();
  });

  test('is gone when its address has ended', async () => {
    server.answer(() => ({ status: 403, body: 'Request has expired' }));
    expect(await open(`${server.url}${SIGNED}`)).toMatchObject({ trouble: { kind: 'not_found', code: '403' } });
  });

  test('is followed to hosts of files only', async () => {
    server.answer(({ path }) =>
      path === '/a' ? { status: 302, body: '', headers: { location: '/b' } } : { body: 'JPEG' },
    );
    expect(await open(`${server.url}/a`)).toMatchObject({ ok: true });
    server.answer(() => ({ status: 302, body: '', headers: { location: 'https://elsewhere.example/' } }));
    expect(await open(`${server.url}/a`)).toMatchObject({ trouble: { kind: 'misconfigured' } });
  });

  test('without an address is not there', async () => {
    expect(await open(undefined)).toMatchObject({ ok: false, trouble: { kind: 'not_found' } });
  });
});

describe('a file of the version 3', () => {
  test('without an address is fetched by its id with the token of the app', async () => {
    server.answer(() => ({ body: 'JPEG' }));
    expect(await open(undefined, selfServeHere())).toMatchObject({ ok: true });
    expect(server.received).toMatchObject([
      { path: `/partner/app/${selfServe.appId}/media/abc`, headers: { authorization: selfServe.appToken } },
    ]);
  });

  test('is fetched with another token after one that was taken back', async () => {
    const memo = memoryMemo();
    const settings = { appToken: '', partnerEmail: 'ops@example.com', partnerPassword: 'partner-password-1' };
    const host = { fetch: egress.fetch, now: () => 0, memo };
    const { media } = gupshup.connect({ ...selfServe, apiBaseUrl: server.url, ...settings }, host);
    await memo.keep('app token', 'old-app-token-1');
    server.answer(({ path, headers }) => {
      if (path === '/partner/account/login') return { body: '{"token":"partner-token-1"}' };
      if (path.endsWith('/token')) return { body: '{"token":{"token":"fresh-app-token-1"}}' };
      return headers.authorization === 'fresh-app-token-1' ? { body: 'JPEG' } : { status: 401, body: '' };
    });
    const file = { providerMediaId: '9001', senderFields: {}, signal };
    expect(await media?.open(file)).toMatchObject({ ok: false, trouble: { kind: 'misconfigured', code: '401' } });
    expect(await media?.open(file)).toMatchObject({ ok: true });
  });

  test('takes the token to no other address', async () => {
    server.answer(({ path }) =>
      path.startsWith('/partner') ? { status: 302, body: '', headers: { location: '/b' } } : { body: 'JPEG' },
    );
    expect(await open(undefined, selfServeHere())).toMatchObject({ ok: false });
    expect(server.received).toHaveLength(1);
  });
});

function selfServeHere(): Record<string, string> {
  return { ...selfServe, apiBaseUrl: server.url };
}
