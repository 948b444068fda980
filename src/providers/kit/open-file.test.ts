import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LocalServer, startLocalServer } from '../../../test/support/local-server.ts';
import { openFile } from './open-file.ts';

let server: LocalServer;

beforeEach(async () => {
  server = await startLocalServer();
});
afterEach(() => server.close());

function open(path: string) {
  return openFile(
    { fetch },
    {
      url: server.url + path,
      headersFor: ({ origin }) => (origin === server.url ? { 'x-key': 'key-sentinel' } : undefined),
      provider: 'Parcel',
      redact: (text) => text.replaceAll('key-sentinel', '[secret]'),
      signal: new AbortController().signal,
    },
  );
}

test('a file comes with what its headers tell', async () => {
  server.answer(() => ({ headers: { 'content-type': 'image/png', 'content-length': '3' }, body: 'PNG' }));
  const opened = await open('/a');
  expect(opened).toMatchObject({ ok: true, value: { mimeType: 'image/png', sizeBytes: 3 } });
  expect(opened.ok && (await new Response(opened.value.body).text())).toBe('PNG');
});

test('an empty file is a file', async () => {
  server.answer(() => ({ body: '' }));
  const opened = await open('/a');
  expect(opened.ok && (await new Response(opened.value.body).text())).toBe('');
});

test('redirects are followed to where the headers may go, three times', async () => {
  server.answer(({ path }) =>
    path === '/a' ? { status: 302, headers: { location: '/b' }, body: '' } : { body: 'PNG' },
  );
  expect(await open('/a')).toMatchObject({ ok: true });
  expect(server.received.map(({ path, headers }) => [path, headers['x-key']])).toEqual([
    ['/a', 'key-sentinel'],
    ['/b', 'key-sentinel'],
  ]);
  server.answer(() => ({ status: 302, headers: { location: '/b' }, body: '' }));
  expect(await open('/a')).toMatchObject({ ok: false, trouble: { kind: 'unavailable' } });
  server.answer(() => ({ status: 302, headers: { location: 'https://elsewhere.example/key-sentinel' }, body: '' }));
  expect(await open('/a')).toMatchObject({ ok: false, trouble: { kind: 'misconfigured' } });
});
