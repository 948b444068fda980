import type { FastifyInstance } from 'fastify';
import type { MediaFile } from '../kit/media.ts';
import type { Admission } from './admission.ts';
import { GraphError, unknownObject } from './graph-error.ts';
import { DOWNLOAD_PATH, type MediaLibrary } from './media-library.ts';
import { idOf, queryOf } from './request.ts';

const LARGEST_UPLOAD = 100 * 1024 * 1024;

/** Upload, download and removal of media. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
export function addMediaRoutes(
  app: FastifyInstance,
  { admission, library }: { admission: Admission; library: MediaLibrary },
  prefixes: string[],
): void {
  for (const prefix of prefixes) {
    app.post(`${prefix}/:id/media`, { bodyLimit: LARGEST_UPLOAD }, async (request) => {
      const number = admission.ownNumber(request, idOf(request));
      const file = await parseUpload(request.body, request.headers['content-type'] ?? '');
      return { id: library.store(file, number, 'upload') };
    });
    app.delete(`${prefix}/:id`, async (request) => {
      const owner = library.ownerOf(idOf(request));
      if (owner === undefined) throw unknownObject(request.method, idOf(request));
      admission.ownNumber(request, owner);
      library.remove(idOf(request));
      return { success: true };
    });
  }
  app.get(DOWNLOAD_PATH, async (request, reply) => {
    admission.authorise(request);
    const file = library.byUrlQuery(queryOf(request));
    if (!file) return reply.status(404).type('text/plain').send('URL signature expired');
    return reply.type(file.mimeType).send(file.bytes);
  });
}

/** Reads the multipart form with the platform's own parser. */
async function parseUpload(body: unknown, contentType: string): Promise<MediaFile> {
  if (!Buffer.isBuffer(body)) throw new GraphError(100, { details: 'The upload must be multipart/form-data.' });
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch((cause: Error) => {
      throw new GraphError(100, { details: `The form could not be read: ${cause.message}` });
    });
  if (form.get('messaging_product') !== 'whatsapp') {
    throw new GraphError(100, { details: 'The parameter messaging_product is required.' });
  }
  const file = form.get('file');
  if (!(file instanceof File)) throw new GraphError(100, { details: 'The parameter file is required.' });
  const bytes = Buffer.from(await file.arrayBuffer());
  return { bytes, mimeType: file.type || String(form.get('type')), fileName: file.name };
}
