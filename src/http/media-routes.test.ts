import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freshFolder } from '../../test/support/databases.ts';
import { asAdmin, asLimited, asReader, fakeParts } from '../../test/support/http-parts.ts';
import { createTestDatabase } from '../../test/support/stores.ts';
import { openLocalFiles } from '../files/local/local-files.ts';
import { randomIds } from '../host/ids.ts';
import { createTokens } from '../host/tokens.ts';
import type { ChannelEntry } from '../services/directory.ts';
import { createMediaLinks } from '../services/media/links.ts';
import { createMedia } from '../services/media/media.ts';
import type { Store } from '../store/store.ts';
import { createServer } from './server.ts';

const HOUR_MS = 3_600_000;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let now: number;
let store: Store;
let server: ReturnType<typeof createServer>;
let cleanUp: () => Promise<void>;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 2, 10, 20);
  const folder = freshFolder();
  const database = await createTestDatabase('sqlite in process');
  store = await database.open(() => now);
  const tokens = createTokens(Buffer.alloc(32, 7));
  const media = createMedia({
    store: store.media,
    files: await openLocalFiles({ directory: folder.directory }),
    // Only whether it is there is asked.
    directory: { channel: (id) => (id.startsWith('chn_') ? ({} as ChannelEntry) : undefined) },
    ids: randomIds(),
    links: createMediaLinks({ tokens, publicUrl: 'https://chat.example.com', now: () => now }),
    now: () => now,
  });
  server = createServer(fakeParts({ media }));
  cleanUp = async () => {
    await server.close();
    await store.close();
    await database.remove();
    folder.remove();
  };
});

afterEach(() => cleanUp());

interface Uploading {
  bytes?: Uint8Array<ArrayBuffer>;
  type?: string;
  name?: string;
  channelId?: string | null;
  headers?: Record<string, string>;
}

async function upload({ bytes = PNG, type = 'image/png', name = 'a.png', ...more }: Uploading = {}) {
  const form = new FormData();
  const channelId = more.channelId === undefined ? 'chn_1' : more.channelId;
  if (channelId !== null) form.append('channelId', channelId);
  form.append('file', new File([bytes], name, { type }));
  const request = new Request('http://x', { method: 'POST', body: form });
  const contentType = request.headers.get('content-type') ?? '';
  return server.inject({
    method: 'POST',
    url: '/api/v1/media',
    headers: { ...(more.headers ?? asAdmin), 'content-type': contentType },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}

function read(url: string, headers: Record<string, string> = {}) {
  return server.inject({ url: url.replace('https://chat.example.com', ''), headers });
}

describe('uploading', () => {
  test('gives an id, what was measured, and an address under which the bytes are', async () => {
    const response = await upload();
    expect(response.statusCode).toBe(201);
    const made = response.json();
    expect(made).toMatchObject({
      ...{ channelId: 'chn_1', direction: 'uploaded', state: 'ready', failure: null, messageId: null },
      ...{ mimeType: 'image/png', fileName: 'a.png', sizeBytes: PNG.length },
      sha256: createHash('sha256').update(PNG).digest('hex'),
    });
    const file = await read(made.url);
    expect(file.statusCode).toBe(200);
    expect(file.rawPayload.equals(PNG)).toBe(true);
    const shown = await server.inject({ url: `/api/v1/media/${made.id}`, headers: asReader });
    expect(shown.json()).toEqual(made);
  });

  test.each<[string, Uploading, number, string]>([
    ['an unknown channel', { channelId: 'other' }, 400, '/channelId'],
    ['no channel', { channelId: null }, 400, '/channelId'],
    ['a page that calls itself a picture', { bytes: Buffer.from('<!doctype html><script>') }, 400, '/file'],
    ['a program that calls itself a video', { bytes: Buffer.from('MZ'.padEnd(99)), type: 'video/mp4' }, 400, '/file'],
    ['a key that may only read', { headers: asReader }, 403, ''],
    ['a key of another channel', { channelId: 'chn_2', headers: asLimited }, 403, ''],
  ])('%s is refused', async (_, uploading, status, path) => {
    const response = await upload(uploading);
    expect(response.statusCode).toBe(status);
    if (path) expect(response.json().errors).toMatchObject([{ path }]);
  });

  test('more than 100 MB are refused, whatever the form says', async () => {
    const response = await upload({ bytes: Buffer.alloc(100 * 1_048_576 + 1), type: 'application/x-thing' });
    expect(response.statusCode).toBe(400);
    expect(response.json().errors).toEqual([{ path: '/file', message: 'It is larger than 100 MB.' }]);
  });

  test('JSON is not a form', async () => {
    const response = await server.inject({ method: 'POST', url: '/api/v1/media', headers: asAdmin, payload: {} });
    expect(response.statusCode).toBe(415);
  });

  const file = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhal';
  test.each([
    ['without a boundary', 'multipart/form-data', ''],
    ['that is none', 'multipart/form-data; boundary=x', 'anything'],
    ['that breaks off before its file', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; na'],
    [
      'that breaks off within its file',
      'multipart/form-data; boundary=x',
      `--x\r\nContent-Disposition: form-data; name="channelId"\r\n\r\nchn_1\r\n${file}`,
    ],
  ])('a form %s is bad input', async (_, contentType, payload) => {
    const headers = { ...asAdmin, 'content-type': contentType };
    const response = await server.inject({ method: 'POST', url: '/api/v1/media', headers, payload });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'invalid' });
  });

  test('an unknown type is found out by the bytes', async () => {
    expect((await upload({ type: 'application/octet-stream' })).json()).toMatchObject({ mimeType: 'image/png' });
  });
});

describe('a signed address', () => {
  test('stays the same within the hour, is good for a day, and says when it is over', async () => {
    const { id, url } = (await upload()).json();
    now += 30 * 60_000;
    expect((await server.inject({ url: `/api/v1/media/${id}`, headers: asAdmin })).json().url).toBe(url);
    now += 24 * HOUR_MS + 10 * 60_000;
    const late = await read(url);
    expect(late.statusCode).toBe(403);
    expect(late.json()).toMatchObject({ code: 'expired', detail: expect.stringContaining('fresh') });
  });

  test.each([
    ['no signature', (url: string) => url.replace(/&signature=.*/, '')],
    ['another signature', (url: string) => url.replace(/signature=./, 'signature=*')],
    ['a later end', (url: string) => url.replace(/expires=\d+/, 'expires=9999999999')],
    ['another file', (url: string) => url.replace(/med_\w+/, 'med_other')],
  ])('with %s is refused', async (_, change) => {
    const { url } = (await upload()).json();
    expect((await read(change(url))).statusCode).toBe(403);
  });

  test('gives what is safe to show to be shown, and everything else to be saved, and nothing to be run', async () => {
    const picture = await read((await upload({ name: 'ä "b".png' })).json().url);
    expect(picture.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^inline; filename=/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': 'private, max-age=3600',
    });
    const page = { bytes: Buffer.from('<!doctype html><script>'), type: 'text/html', name: 'a.html' };
    const saved = await read((await upload(page)).json().url);
    expect(saved.headers['content-disposition']).toBe('attachment; filename=a.html');
  });

  test.each([
    ['bytes=1-3', 206, `bytes 1-3/${PNG.length}`, PNG.subarray(1, 4)],
    ['bytes=-2', 206, `bytes ${PNG.length - 2}-${PNG.length - 1}/${PNG.length}`, PNG.subarray(-2)],
    ['bytes=0-0,4-5', 200, undefined, PNG],
    ['bytes=9999-', 416, `bytes */${PNG.length}`, Buffer.alloc(0)],
  ])('answers the range %s', async (range, status, contentRange, bytes) => {
    const response = await read((await upload()).json().url, { range });
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-range']).toBe(contentRange);
    expect(response.rawPayload.equals(bytes)).toBe(true);
  });

  test('of a deleted file says that it is gone', async () => {
    const { id, url } = (await upload()).json();
    expect((await server.inject({ method: 'DELETE', url: `/api/v1/media/${id}`, headers: asAdmin })).statusCode).toBe(
      204,
    );
    const gone = await read(url);
    expect(gone.statusCode).toBe(410);
    expect(gone.json()).toMatchObject({ code: 'gone', detail: 'It was deleted.' });
    const shown = await server.inject({ url: `/api/v1/media/${id}`, headers: asAdmin });
    expect(shown.json()).toMatchObject({ state: 'failed', failure: 'It was deleted.', url: null });
  });
});
