import multipart, { type Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { MAX_UPLOAD_BYTES, type UploadRequest } from '../../services/media/media.ts';
import type { MediaRecord } from '../../store/media.ts';
import { HttpProblem, invalidRequest } from '../problem.ts';
import { callerOf } from './caller.ts';
import { answers, operation } from './operation.ts';
import type { ApiParts } from './parts.ts';
import { media, uploadMedia } from './schemas/media.ts';
import { byId } from './schemas/params.ts';
import { isoTime } from './time.ts';

const UPLOAD = {
  ...operation('media', 'uploadMedia', 'Upload a file', 'Messages of its channel can then name its id.'),
  consumes: ['multipart/form-data'],
  body: uploadMedia,
  response: answers({ 201: media }),
};
const GET = {
  ...operation('media', 'getMedia', 'Show a received or uploaded file'),
  params: byId,
  response: answers({ 200: media }),
};
const DELETE = {
  ...operation('media', 'deleteMedia', 'Delete a file', 'What shows it stays, and says so.'),
  params: byId,
  response: answers({ 204: z.undefined() }),
};
const FETCH = {
  ...operation(
    'media',
    'fetchMedia',
    'Fetch a received file once more',
    'For one that failed, or came with the history.',
  ),
  params: byId,
  response: answers({ 202: media }),
};

/** The limit of bytes is the service's: one more may pass here, so that it is told. */
const LIMITS = { files: 1, fields: 10, fieldSize: 1_000, parts: 12, fileSize: MAX_UPLOAD_BYTES + 1 };

export function mediaApiRoutes({ media: files }: Pick<ApiParts, 'media'>): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(multipart, { limits: LIMITS });
    app.post('/media', { schema: UPLOAD, validatorCompiler: () => asItComes }, async (request, reply) => {
      const access = callerOf(request);
      const record = await files.upload(access, await readUpload(request));
      return reply.code(201).send(render(record, files.link));
    });
    app.get('/media/:id', { schema: GET }, async (request) =>
      render(await files.get(callerOf(request), request.params.id), files.link),
    );
    app.delete('/media/:id', { schema: DELETE }, async (request, reply) => {
      await files.delete(callerOf(request), request.params.id);
      return reply.code(204).send();
    });
    app.post('/media/:id/fetch', { schema: FETCH }, async (request, reply) =>
      reply.code(202).send(render(await files.fetchAgain(callerOf(request), request.params.id), files.link)),
    );
  };
}

/** A stream cannot be validated before it is read. */
function asItComes(data: unknown) {
  return { value: data };
}

/** Fields up to the file, whose bytes are read by whoever takes the result. */
async function readUpload(request: FastifyRequest): Promise<UploadRequest> {
  if (!request.isMultipart()) {
    throw new HttpProblem(415, 'unsupported_media_type', { detail: 'Send the file as multipart/form-data.' });
  }
  const fields = new Map<string, string>();
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') return uploadOf(part, fields);
      fields.set(part.fieldname, String(part.value));
    }
  } catch (error) {
    throw unreadable(error);
  }
  throw invalidRequest([{ path: '/file', message: 'There is no file in the form.' }]);
}

/** The parser has no type for its refusals of what is no form; those of the plugin (too many parts, say) have a status. */
function unreadable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof HttpProblem || 'statusCode' in error) return error;
  return invalidRequest([{ path: '', message: `The form cannot be read: ${error.message}.` }]);
}

/** What goes wrong while the bytes come is the sender's. */
async function* bytesOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* file;
  } catch (error) {
    throw unreadable(error);
  }
}

function uploadOf(part: Extract<Multipart, { type: 'file' }>, fields: ReadonlyMap<string, string>): UploadRequest {
  const channelId = fields.get('channelId');
  if (part.fieldname !== 'file')
    throw invalidRequest([{ path: `/${part.fieldname}`, message: 'Name the part "file".' }]);
  if (channelId === undefined)
    throw invalidRequest([{ path: '/channelId', message: 'It must stand before the file.' }]);
  return { channelId, body: bytesOf(part.file), mimeType: part.mimetype, fileName: part.filename || null };
}

function render(record: MediaRecord, link: (id: string) => string): z.output<typeof media> {
  const { id, channelId, direction, state, failure, mimeType, fileName, sizeBytes, sha256, messageId } = record;
  const shown = { id, channelId, direction, state, failure, mimeType, fileName, sizeBytes, sha256, messageId };
  return { ...shown, url: state === 'failed' ? null : link(id), createdAt: isoTime(record.createdAt) };
}
