import type { OutboundContent } from '../domain/content.ts';
import type { FailureKind, SendFailure } from '../domain/failure.ts';
import { findMedia, type MediaReference, type MediaSource, replaceMedia } from '../domain/media-references.ts';
import type { MediaFacet, ProviderTrouble } from '../domain/provider.ts';
import { essenceOf } from '../services/media/file-type.ts';
import { whyNotSendable } from '../services/media/sendable.ts';
import type { MediaRecord, UploadPlace } from '../store/media.ts';
import { deadlineSignal } from './deadline.ts';
import { createGate, type Gate } from './gate.ts';
import type { PipelineContext } from './parts.ts';
import type { SendCase } from './send-case.ts';
import { stopIfTold } from './stopping.ts';

/** A large file on a slow line; the lease is renewed meanwhile. */
const UPLOAD_TIMEOUT_MS = 120_000;
/** An id that the provider forgets while the message is under way is no good. */
const LEAST_VALIDITY_MS = 60_000;
/** Each is in memory as a whole, and may have 100 MB. */
const UPLOADS_AT_ONCE = 8;

export type ResolvedContent = { ok: true; content: OutboundContent } | { ok: false; failure: SendFailure };
type ResolvedSource = { ok: true; source: MediaSource } | { ok: false; failure: SendFailure };

/** Puts what the provider knows in the place of files of ours, uploading them if it must. A failure means that nothing was sent. */
export type ResolveMedia = (sendCase: SendCase, signal: AbortSignal) => Promise<ResolvedContent>;

const FAILURE: Readonly<Record<ProviderTrouble['kind'], FailureKind>> = {
  misconfigured: 'channel_misconfigured',
  invalid: 'message_invalid',
  not_found: 'message_invalid',
  throttled: 'throttled',
  unavailable: 'provider_unavailable',
};

export function createResolveMedia(context: PipelineContext): ResolveMedia {
  /** One upload of a file serves all messages of this node that wait for it. */
  const underWay = new Map<string, Promise<ResolvedSource>>();
  const uploading = createGate(UPLOADS_AT_ONCE);

  function resolveOne(reference: MediaReference, sendCase: SendCase): Promise<ResolvedSource> {
    const { mediaId, connectionId, senderId } = placeOf(reference, sendCase);
    const key = [mediaId, connectionId, senderId, reference.kind].join(' ');
    const running = underWay.get(key);
    if (running) return running;
    const resolving = resolveSource(reference, sendCase, { context, uploading })
      .catch((error: unknown) => {
        context.observer.error('media', error);
        return failed('provider_unavailable', 'it could not be read; the log has details.');
      })
      .finally(() => underWay.delete(key));
    underWay.set(key, resolving);
    return resolving;
  }

  return async (sendCase, signal) => {
    const { content } = sendCase.work;
    const references = findMedia(content);
    if (references.length === 0) return { ok: true, content };
    const sources = new Map<string, MediaSource>();
    for (const reference of references) {
      const resolved = await raceAbort(resolveOne(reference, sendCase), signal);
      if (!resolved.ok) return resolved;
      sources.set(reference.path, resolved.source);
    }
    return { ok: true, content: replaceMedia(content, ({ path }) => sources.get(path) ?? null) };
  };
}

function placeOf({ mediaId }: MediaReference, { work, connection }: SendCase): UploadPlace {
  return { mediaId, connectionId: connection.connection.id, senderId: work.conversation.senderId };
}

async function resolveSource(
  reference: MediaReference,
  sendCase: SendCase,
  { context, uploading }: { context: PipelineContext; uploading: Gate },
): Promise<ResolvedSource> {
  const { store, links } = context.media;
  const facet = sendCase.connection.provider.media ?? null;
  const record = await store.getMedia(reference.mediaId);
  const { kind } = reference;
  const channelId = sendCase.channel.channel.id;
  const why = whyNotSendable(record, { kind, channelId, rules: facet?.rules ?? null });
  if (why !== null || record === null) return failed('message_invalid', why ?? 'There is no such file.');
  const named = record.fileName !== null && { fileName: record.fileName };
  if (!facet?.upload) return { ok: true, source: { url: links.link(record.id, context.clock.now()), ...named } };
  const place = placeOf(reference, sendCase);
  const known = await store.findProviderMedia(place);
  if (known && known.validUntil - LEAST_VALIDITY_MS > context.clock.now()) {
    return { ok: true, source: { id: known.providerMediaId, ...named } };
  }
  const uploaded = await uploading.run(() => upload({ ...reference, record }, { facet, sendCase, context }));
  if (typeof uploaded !== 'string') return { ok: false, failure: uploaded };
  return { ok: true, source: { id: uploaded, ...named } };
}

/** The provider's id, remembered. */
async function upload(
  { record, ...reference }: MediaReference & { record: MediaRecord },
  { facet, sendCase, context }: { facet: MediaFacet; sendCase: SendCase; context: PipelineContext },
): Promise<string | SendFailure> {
  const body = record.fileKey === null ? null : await context.media.files.open(record.fileKey);
  if (body === null || facet.upload === undefined) {
    return failureOf('message_invalid', 'The file is missing in the folder of files.');
  }
  const sender = sendCase.channel.senders.find(({ id }) => id === sendCase.work.conversation.senderId);
  const deadline = deadlineSignal(context.clock, UPLOAD_TIMEOUT_MS);
  try {
    const told = await facet.upload({
      // A provider's form wants its length first, so that it is read whole.
      file: new Blob([await new Response(body).arrayBuffer()], { type: essenceOf(record.mimeType) }),
      fileName: record.fileName ?? record.id,
      mimeType: essenceOf(record.mimeType),
      kind: reference.kind,
      senderFields: sender?.fields ?? {},
      signal: deadline.signal,
    });
    if (!told.ok) return await refusedUpload(told.trouble, sendCase, context);
    await context.media.store.rememberProviderMedia({ ...placeOf(reference, sendCase), ...told.value });
    return told.value.providerMediaId;
  } finally {
    deadline.cancel();
  }
}

/** A connection that would refuse the message too is stopped, so that the message waits instead of failing. */
async function refusedUpload(
  { kind, message, code, stops }: ProviderTrouble,
  { work, connection }: SendCase,
  context: PipelineContext,
): Promise<SendFailure> {
  const failure = { ...failureOf(FAILURE[kind], message, code), ...(stops !== undefined && { stops }) };
  await stopIfTold(connection, { failure, attemptAt: work.attempt?.startedAt ?? context.clock.now() }, context);
  return failure;
}

function failed(kind: FailureKind, message: string): ResolvedSource {
  return { ok: false, failure: failureOf(kind, message) };
}

function failureOf(kind: FailureKind, message: string, code?: string): SendFailure {
  return { kind, message: `The file was not given to the provider: ${message}`, ...(code !== undefined && { code }) };
}

/** Others may wait for the same upload, so that one lost lease does not end it. */
async function raceAbort(resolving: Promise<ResolvedSource>, signal: AbortSignal): Promise<ResolvedSource> {
  const aborted = Promise.withResolvers<ResolvedSource>();
  const abort = () => aborted.resolve(failed('provider_unavailable', 'it took too long.'));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([resolving, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
