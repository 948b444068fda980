import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshFolder } from '../../test/support/databases.ts';
import { fakeConnection, sendCase, sendContext } from '../../test/support/send-case.ts';
import { createTestDatabase } from '../../test/support/stores.ts';
import type { OutboundContent } from '../domain/content.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { MediaFacet, MediaUpload } from '../domain/provider.ts';
import { openLocalFiles } from '../files/local/local-files.ts';
import { createMediaLinks } from '../services/media/links.ts';
import type { SendCase } from './send-case.ts';
import { createResolveMedia, type ResolveMedia } from './send-media.ts';

const DAY_MS = 86_400_000;
const PICTURE: OutboundContent = { type: 'image', media: { id: 'med_1' }, caption: 'Look' };
const ANY = { maxBytes: 1_000 };
const SIGNAL = new AbortController().signal;

let context: ReturnType<typeof sendContext>;
let resolve: ResolveMedia;
let uploads: MediaUpload[];
let answer: NonNullable<MediaFacet['upload']>;
let cleanUp: () => Promise<void>;

beforeEach(async () => {
  const folder = freshFolder();
  const database = await createTestDatabase('sqlite in process');
  context = sendContext([]);
  const store = await database.open(() => context.clock.now());
  const files = await openLocalFiles({ directory: folder.directory });
  const tokens = { issue: () => 'signed', verify: () => true };
  const links = createMediaLinks({ tokens, publicUrl: 'https://chat.example.com', now: () => context.clock.now() });
  context.media = { store: store.media, files, links };
  await files.put('med_1', bytes('four'));
  const known = { id: 'med_1', channelId: 'chn_1' as ChannelId, mimeType: 'image/png', fileName: 'a.png' };
  await store.media.insertUpload({ ...known, sizeBytes: 4, sha256: 'ab', fileKey: 'med_1' });
  uploads = [];
  answer = async () => ({
    ok: true,
    value: { providerMediaId: String(900 + uploads.length), validUntil: context.clock.now() + DAY_MS },
  });
  resolve = createResolveMedia(context);
  cleanUp = async () => {
    await store.close();
    await database.remove();
    folder.remove();
  };
});

afterEach(() => cleanUp());

async function* bytes(content: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}

/** A message with this content, on a connection whose provider takes files, or fetches links only. */
function message(content: OutboundContent, { takesFiles = true, connection = 'con_1' } = {}): SendCase {
  const upload: MediaFacet['upload'] = async (file) => {
    uploads.push(file);
    return answer(file);
  };
  const rules = { image: ANY, video: ANY, audio: ANY, voice: ANY, document: ANY, sticker: ANY };
  const active = fakeConnection({ id: connection, doubt: 'echo' });
  const media = { rules, maxReceivedBytes: 1_000, ...(takesFiles && { upload }) };
  return sendCase({
    now: context.clock.now(),
    active: { ...active, provider: { ...active.provider, media: media as MediaFacet } },
    work: { content },
  });
}

async function sourceOf(sent: SendCase): Promise<unknown> {
  const resolved = await resolve(sent, SIGNAL);
  if (!resolved.ok) return resolved.failure;
  return 'media' in resolved.content ? resolved.content.media : resolved.content;
}

test('a file is given to the provider once, and its id goes out', async () => {
  expect(await resolve(message(PICTURE), SIGNAL)).toEqual({
    ok: true,
    content: { type: 'image', media: { id: '901', fileName: 'a.png' }, caption: 'Look' },
  });
  expect(await sourceOf(message(PICTURE))).toMatchObject({ id: '901' });
  expect(uploads).toMatchObject([{ fileName: 'a.png', mimeType: 'image/png', kind: 'image' }]);
  expect(await uploads[0]?.file.text()).toBe('four');
});

test('messages that need it at the same time share one upload', async () => {
  const both = await Promise.all([sourceOf(message(PICTURE)), sourceOf(message(PICTURE))]);
  expect(both).toMatchObject([{ id: '901' }, { id: '901' }]);
  expect(uploads).toHaveLength(1);
});

test('eight files at most are in memory for their uploads', async () => {
  const { promise, resolve: arrive } = Promise.withResolvers<void>();
  const told = answer;
  answer = async (file) => {
    await promise;
    return told(file);
  };
  const sending = Array.from({ length: 12 }, (_, index) => sourceOf(message(PICTURE, { connection: `con_${index}` })));
  while (uploads.length < 8) await context.clock.advance(0);
  for (let look = 0; look < 20; look += 1) await context.clock.advance(0);
  expect(uploads).toHaveLength(8);
  arrive();
  expect(await Promise.all(sending)).toHaveLength(12);
  expect(uploads).toHaveLength(12);
});

test('another connection is given the file too', async () => {
  await sourceOf(message(PICTURE));
  expect(await sourceOf(message(PICTURE, { connection: 'con_2' }))).toMatchObject({ id: '902' });
});

test('it is given again once the provider has forgotten it', async () => {
  await sourceOf(message(PICTURE));
  await context.clock.advance(DAY_MS);
  expect(await sourceOf(message(PICTURE))).toMatchObject({ id: '902' });
});

test('a provider that takes no files gets an address that it can fetch', async () => {
  expect(await sourceOf(message(PICTURE, { takesFiles: false }))).toMatchObject({
    url: expect.stringMatching(/^https:\/\/chat\.example\.com\/media\/med_1\?/),
  });
});

test("a provider's own id, and content without a file, pass as they are", async () => {
  for (const content of [
    { type: 'image', media: { id: '902' } },
    { type: 'text', text: 'med_1' },
  ] satisfies OutboundContent[]) {
    expect(await resolve(message(content), SIGNAL)).toEqual({ ok: true, content });
  }
  expect(uploads).toEqual([]);
});

test.each([
  ['unavailable', 'provider_unavailable'],
  ['throttled', 'throttled'],
  ['misconfigured', 'channel_misconfigured'],
  ['invalid', 'message_invalid'],
  ['not_found', 'message_invalid'],
] as const)('an upload that ends as %s is a send that certainly did not happen: %s', async (kind, failure) => {
  answer = async () => ({ ok: false, trouble: { kind, message: 'No.', code: '5' } });
  expect(await sourceOf(message(PICTURE))).toMatchObject({ kind: failure, code: '5' });
  // Nothing is remembered of it.
  await sourceOf(message(PICTURE));
  expect(uploads).toHaveLength(2);
});

test('an upload that is refused as every message would be stops the connection, and the message waits', async () => {
  const stopped: unknown[] = [];
  const stop = async (...told: unknown[]) => stopped.push(told) && null;
  Object.assign(context, { stops: { stop } });
  answer = async () => ({
    ok: false,
    trouble: { kind: 'misconfigured', message: 'The token has expired.', code: '190', stops: 'credentials' },
  });
  const sent = message(PICTURE);
  const failure = await sourceOf(sent);
  expect(failure).toMatchObject({ kind: 'channel_misconfigured', code: '190', stops: 'credentials' });
  expect(stopped).toEqual([[sent.connection.connection, failure, context.clock.now()]]);
});

test('a file that is not known, is of another channel or was deleted fails the message', async () => {
  const unknown = message({ type: 'image', media: { id: 'med_unknown' } });
  expect(await sourceOf(unknown)).toMatchObject({ kind: 'message_invalid' });
  const sent = message(PICTURE);
  const foreign = { ...sent.channel, channel: { ...sent.channel.channel, id: 'chn_2' as ChannelId } };
  expect(await sourceOf({ ...sent, channel: foreign })).toMatchObject({ kind: 'message_invalid' });
  await context.media.store.discardMedia('med_1', 'It was deleted.');
  expect(await sourceOf(sent)).toMatchObject({ message: expect.stringContaining('It was deleted.') });
});

test('an upload that never ends holds nobody for longer than two minutes', async () => {
  answer = ({ signal }) =>
    new Promise((done) => {
      const trouble = { kind: 'unavailable', message: 'Ended.' } as const;
      signal.addEventListener('abort', () => done({ ok: false, trouble }));
    });
  const resolving = sourceOf(message(PICTURE));
  while (uploads.length === 0) await context.clock.advance(0);
  await context.clock.advance(120_000);
  expect(await resolving).toMatchObject({ kind: 'provider_unavailable' });
});

test('a bug of an adapter is reported, and the message is tried again', async () => {
  answer = async () => {
    throw new Error('a bug');
  };
  expect(await sourceOf(message(PICTURE))).toMatchObject({ kind: 'provider_unavailable' });
  expect(context.errors).toEqual(['media']);
});
