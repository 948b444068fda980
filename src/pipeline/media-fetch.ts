import type { MediaFacet, OpenedMedia, ProviderTrouble } from '../domain/provider.ts';
import type { TraceEntry } from '../domain/trace.ts';
import { FileRefused, inMegabytes, type KeptFile, keepFile } from '../services/media/keep-file.ts';
import type { ClaimedMedia, MediaStep } from '../store/media.ts';
import { deadlineSignal } from './deadline.ts';
import type { Holding } from './lane-runner.ts';
import type { PipelineContext } from './parts.ts';

/** For a whole file; the lease is renewed meanwhile. */
const FETCH_TIMEOUT_MS = 120_000;
const GIVE_UP_AFTER_MS = 24 * 3_600_000;
/** A file that comes damaged is fetched so often before it is believed to be so. */
const DAMAGED_TRIES = 3;

/** `final`: another try would end alike. */
type Fetched = { ok: true; file: KeptFile } | { ok: false; reason: string; final: boolean };

/** One try to fetch a file, as the step that the store commits. Null: the lease was lost, and whoever has it goes on. */
export async function fetchMedia(
  work: ClaimedMedia,
  holding: Holding,
  context: PipelineContext,
): Promise<MediaStep | null> {
  const { clock } = context;
  const startedAt = clock.now();
  const deadline = deadlineSignal(clock, FETCH_TIMEOUT_MS, holding.signal);
  try {
    const fetched = await fetchOnce(work, deadline.signal, context);
    if (holding.signal.aborted && !fetched.ok) return null;
    return stepAfter(work, fetched, { startedAt, now: clock.now() });
  } finally {
    deadline.cancel();
  }
}

async function fetchOnce(work: ClaimedMedia, signal: AbortSignal, context: PipelineContext): Promise<Fetched> {
  const facet = context.directory.connection(work.connectionId)?.provider.media;
  const sender = context.directory.sender(work.senderId)?.sender;
  if (!facet || !sender) {
    return { ok: false, reason: 'The connection or the sender that it came by is gone.', final: true };
  }
  try {
    const opened = await facet.open({
      providerMediaId: work.providerMediaId,
      ...(work.url !== null && { url: work.url }),
      senderFields: sender.fields,
      signal,
    });
    return opened.ok ? await keep(work, opened.value, { facet, signal, context }) : refused(opened.trouble);
  } catch (error) {
    if (error instanceof FileRefused) {
      const isHopeless = !error.isDamaged || work.tries + 1 >= DAMAGED_TRIES;
      return { ok: false, reason: error.message, final: isHopeless };
    }
    context.observer.error('media', error);
    return { ok: false, reason: 'It broke off on the way, or could not be stored.', final: false };
  }
}

async function keep(
  work: ClaimedMedia,
  opened: OpenedMedia,
  { facet, signal, context }: { facet: MediaFacet; signal: AbortSignal; context: PipelineContext },
): Promise<Fetched> {
  const { maxReceivedBytes } = facet;
  const announced = opened.sizeBytes ?? work.expected.sizeBytes;
  if (announced !== null && announced > maxReceivedBytes) {
    await opened.body.cancel();
    return { ok: false, reason: `It is larger than ${inMegabytes(maxReceivedBytes)}.`, final: true };
  }
  const file = await keepFile(context.media.files, {
    // The token makes it this try's own: two nodes never write one file.
    fileKey: `${work.id}-${work.lane.token}`,
    body: untilAborted(opened.body, signal),
    mimeType: work.mimeType === 'application/octet-stream' ? (opened.mimeType ?? work.mimeType) : work.mimeType,
    kind: work.kind,
    maxBytes: maxReceivedBytes,
    expected: { sizeBytes: announced, sha256: opened.sha256 ?? work.expected.sha256 },
  });
  return { ok: true, file };
}

/** A body that stalls must not hold the lane for ever. */
async function* untilAborted(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  const cancel = () => void reader.cancel(signal.reason).catch(() => {}); // It ended some other way.
  signal.addEventListener('abort', cancel, { once: true });
  // The place for the file may have been slow to open.
  if (signal.aborted) cancel();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) yield chunk.value;
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

/** What needs the operator may be mended within the day. */
function refused({ kind, message }: ProviderTrouble): Fetched {
  return { ok: false, reason: message, final: kind === 'not_found' || kind === 'invalid' };
}

function stepAfter(work: ClaimedMedia, fetched: Fetched, at: { startedAt: number; now: number }): MediaStep {
  const { lane, id } = work;
  if (fetched.ok) {
    const { fileKey, mimeType, sizeBytes, sha256 } = fetched.file;
    const trace = [entry(work, 'media_fetched', { ...at, detail: { mediaId: id, mimeType, sizeBytes } })];
    return { lane, id, outcome: 'ready', fileKey, mimeType, sizeBytes, sha256, trace };
  }
  const dueAt = at.now + retryDelayMs(work.tries);
  const isOver = fetched.final || dueAt - work.createdAt > GIVE_UP_AFTER_MS;
  const trace = [
    entry(work, 'media_failed', { ...at, detail: { mediaId: id, reason: fetched.reason, final: isOver } }),
  ];
  return isOver
    ? { lane, id, outcome: 'failed', failure: fetched.reason, trace }
    : { lane, id, outcome: 'retry', dueAt, trace };
}

/** 1, 4, 16, then every 64 s for ten tries, then every quarter of an hour. */
function retryDelayMs(tries: number): number {
  return tries < 10 ? 4 ** Math.min(tries, 3) * 1_000 : 15 * 60_000;
}

function entry(
  { messageId }: ClaimedMedia,
  step: TraceEntry['step'],
  { startedAt, now, detail }: { startedAt: number; now: number; detail: Record<string, unknown> },
): TraceEntry {
  return { messageId, step, at: startedAt, durationMs: now - startedAt, detail };
}
