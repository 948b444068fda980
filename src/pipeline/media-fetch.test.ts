import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshFolder } from '../../test/support/databases.ts';
import { type ManualClock, manualClock, settle } from '../../test/support/manual-clock.ts';
import type { MediaFacet, OpenedMedia, ProviderTrouble } from '../domain/provider.ts';
import { openLocalFiles } from '../files/local/local-files.ts';
import type { ClaimedMedia } from '../store/media.ts';
import { fetchMedia } from './media-fetch.ts';
import type { PipelineContext } from './parts.ts';

const HOUR_MS = 3_600_000;
const MAX_BYTES = 100;

let clock: ManualClock;
let folder: ReturnType<typeof freshFolder>;
let context: PipelineContext;
let open: MediaFacet['open'];
let hasConnection: boolean;

beforeEach(async () => {
  clock = manualClock();
  folder = freshFolder();
  hasConnection = true;
  const media: Pick<MediaFacet, 'open' | 'maxReceivedBytes'> = {
    maxReceivedBytes: MAX_BYTES,
    open: (file) => open(file),
  };
  context = {
    clock,
    directory: {
      connection: () => (hasConnection ? { provider: { media } } : undefined),
      sender: () => ({ sender: { fields: { boxId: '7' } } }),
    },
    media: { files: await openLocalFiles({ directory: folder.directory }) },
    observer: { error() {} },
  } as unknown as PipelineContext; // Fetching uses no more of it.
});

afterEach(() => folder.remove());

function work(values: Partial<ClaimedMedia> = {}): ClaimedMedia {
  const claimed = {
    lane: { conversationId: 'med_1', kind: 'media', token: '5', generation: 1 },
    ...{ id: 'med_1', channelId: 'chn_1', messageId: 'msg_1', connectionId: 'con_1', senderId: 'snd_1' },
    ...{ kind: 'image', mimeType: 'image/png', providerMediaId: '902', url: null, tries: 0, createdAt: clock.now() },
    expected: { sizeBytes: null, sha256: null },
  };
  return { ...claimed, ...values } as ClaimedMedia; // Invented ids.
}

function fetchOnce(values: Partial<ClaimedMedia> = {}, signal = new AbortController().signal) {
  return fetchMedia(work(values), { signal, leaseUntil: () => Number.MAX_SAFE_INTEGER }, context);
}

function opens(text: string, more: Partial<OpenedMedia> = {}): void {
  open = async () => ({ ok: true, value: { body: new Blob([text]).stream(), ...more } });
}

function refuses(kind: ProviderTrouble['kind']): void {
  open = async () => ({ ok: false, trouble: { kind, message: 'No.' } });
}

test('a file is kept under a key of this try, measured', async () => {
  opens('four');
  const step = await fetchOnce();
  expect(step).toMatchObject({ outcome: 'ready', fileKey: 'med_1-5', sizeBytes: 4, mimeType: 'image/png' });
  expect(await context.media.files.stat('med_1-5')).toEqual({ sizeBytes: 4 });
  expect(step?.trace).toMatchObject([{ messageId: 'msg_1', step: 'media_fetched' }]);
});

test.each([
  [0, 1_000],
  [1, 4_000],
  [2, 16_000],
  [3, 64_000],
  [9, 64_000],
  [10, 900_000],
])('after %i tries an unavailable provider is tried again in %i ms', async (tries, delayMs) => {
  refuses('unavailable');
  expect(await fetchOnce({ tries })).toMatchObject({ outcome: 'retry', dueAt: clock.now() + delayMs });
});

test.each(['throttled', 'misconfigured'] as const)('%s may pass within the day', async (kind) => {
  refuses(kind);
  expect(await fetchOnce()).toMatchObject({ outcome: 'retry' });
  expect(await fetchOnce({ tries: 20, createdAt: clock.now() - 23.9 * HOUR_MS })).toMatchObject({
    outcome: 'failed',
    failure: 'No.',
  });
});

test.each(['not_found', 'invalid'] as const)('%s is final', async (kind) => {
  refuses(kind);
  expect(await fetchOnce()).toMatchObject({ outcome: 'failed', failure: 'No.', trace: [{ step: 'media_failed' }] });
});

test('a file without a connection any more is final', async () => {
  hasConnection = false;
  expect(await fetchOnce()).toMatchObject({ outcome: 'failed', failure: expect.stringContaining('gone') });
});

test.each([
  ['that announces too much', { sizeBytes: MAX_BYTES + 1 }, 'four'],
  ['that is longer than it said', {}, 'x'.repeat(MAX_BYTES + 1)],
])('a file %s is final, and nothing stays of it', async (_, more, text) => {
  opens(text, more);
  expect(await fetchOnce()).toMatchObject({ outcome: 'failed', failure: 'It is larger than 100 bytes.' });
  expect(await context.media.files.stat('med_1-5')).toBeNull();
});

test.each([
  ['size', { sizeBytes: 5, sha256: null }],
  ['checksum', { sizeBytes: null, sha256: 'ab'.repeat(32) }],
])('a file of another %s than announced is fetched three times', async (_, expected) => {
  opens('four');
  expect(await fetchOnce({ expected, tries: 1 })).toMatchObject({ outcome: 'retry' });
  expect(await context.media.files.stat('med_1-5')).toBeNull();
  expect(await fetchOnce({ expected, tries: 2 })).toMatchObject({ outcome: 'failed' });
});

test('a body that stalls is given up after two minutes and tried again', async () => {
  open = async () => ({ ok: true, value: { body: new ReadableStream({ pull: () => new Promise(() => {}) }) } });
  const fetching = fetchOnce();
  await settle();
  await clock.advance(120_000);
  expect(await fetching).toMatchObject({ outcome: 'retry' });
});

test('a body that is there only after the two minutes is not waited for', async () => {
  open = async () => {
    await clock.advance(120_000);
    return { ok: true, value: { body: new ReadableStream({ pull: () => new Promise(() => {}) }) } };
  };
  expect(await fetchOnce()).toMatchObject({ outcome: 'retry' });
});

test('whoever lost the lease says nothing', async () => {
  const lease = new AbortController();
  open = async ({ signal }) => {
    lease.abort();
    signal.throwIfAborted();
    return { ok: false, trouble: { kind: 'unavailable', message: 'No.' } };
  };
  expect(await fetchOnce({}, lease.signal)).toBeNull();
});
