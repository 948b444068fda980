import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { LARGEST_FILE, type MediaFile } from '../kit/media.ts';
import { parseForm } from '../kit/multipart.ts';
import type { Platform } from './platform.ts';
import { ApiFailure } from './refusals.ts';

const bodyLimit = LARGEST_FILE + 64 * 1024;
const params = z.object({ mediaId: z.string() });

/** Upload, download and removal of files. A failed download is a 404, lest JSON be taken for the file. */
export function addMediaRoutes(app: FastifyInstance, { admission, library }: Platform): void {
  const idOf = (request: FastifyRequest) => params.parse(request.params).mediaId;

  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
    done(null, body),
  );
  app.post('/media/upload', { bodyLimit }, async (request) => {
    const [number] = admission.numbersOf(request);
    return { status: 'success', data: { mediaId: library.store(number.id, await readFile(request)) } };
  });
  app.get('/media/:mediaId', async (request, reply) => {
    const numbers = admission.numbersOf(request);
    for (const { id } of numbers) {
      const file = library.get(id, idOf(request));
      if (file) return reply.type(file.mimeType).send(file.bytes);
    }
    throw new ApiFailure(8008, undefined, 404);
  });
  app.delete('/media/:mediaId', async (request) => {
    const isGone = admission.numbersOf(request).some(({ id }) => library.remove(id, idOf(request)));
    if (!isGone) throw new ApiFailure(8008, undefined, 404);
    return { status: 'success', message: 'Media deleted successfully.' };
  });
}

async function readFile({ body, headers }: FastifyRequest): Promise<MediaFile> {
  const form = await parseForm(body, headers['content-type']).catch((cause: Error) => {
    throw new ApiFailure(8006, cause.message);
  });
  const file = form.get('file');
  if (!(file instanceof File)) throw new ApiFailure(8001, 'file is required');
  const bytes = Buffer.from(await file.arrayBuffer());
  if (bytes.length === 0) throw new ApiFailure(8008);
  return { bytes, mimeType: file.type || 'application/octet-stream', fileName: file.name };
}
