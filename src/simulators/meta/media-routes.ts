import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { MediaFile } from '../kit/media.ts';
import { parseForm } from '../kit/multipart.ts';
import type { Admission } from './admission.ts';
import { GraphError, unknownObject } from './graph-error.ts';
import { DOWNLOAD_PATH, type MediaLibrary } from './media-library.ts';
import { uploadFault } from './media-rules.ts';
import { idOf, queryOf } from './request.ts';
import type { GraphObject, Route } from './route.ts';

/** The largest document, and the form around it. */
const LARGEST_UPLOAD = 100 * 1024 * 1024 + 64 * 1024;

interface MediaParts {
  admission: Admission;
  library: MediaLibrary;
}

/** Upload and download of media. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
export function addMediaRoutes(app: FastifyInstance, route: Route, { admission, library }: MediaParts): void {
  const upload = async (request: FastifyRequest) => {
    const number = admission.ownNumber(request, idOf(request), 'messaging');
    const file = await readUpload(request);
    const fault = uploadFault(file);
    if (fault) throw new GraphError(fault.what === 'type' ? 100 : 131053, { details: fault.details });
    return { id: library.store(file, number, 'upload') };
  };
  route('POST', '/:id/media', upload, { bodyLimit: LARGEST_UPLOAD });
  app.get(DOWNLOAD_PATH, async (request, reply) => {
    admission.authorise(request);
    const file = library.byUrlQuery(queryOf(request));
    if (!file) return reply.status(404).type('text/plain').send('URL signature expired');
    return reply.type(file.mimeType).send(file.bytes);
  });
}

/** `/{media-id}`: its download URL, and removal. `apiUrl` is where the Graph API is mounted, for a request. */
export function mediaObject(
  { admission, library }: MediaParts,
  apiUrl: (request: FastifyRequest) => string,
): GraphObject {
  const requireOwn = (request: FastifyRequest, id: string) => {
    const owner = library.ownerOf(id) ?? '';
    admission.ownNumber(request, owner, 'messaging');
    const asked = queryOf(request).get('phone_number_id');
    if (asked !== null && asked !== owner) throw unknownObject(request.method, id);
  };
  return {
    has: (id) => library.ownerOf(id) !== undefined,
    read: (request, id) => {
      requireOwn(request, id);
      return library.renderInfo(id, apiUrl(request));
    },
    remove: (request, id) => {
      requireOwn(request, id);
      library.remove(id);
      return { success: true };
    },
  };
}

async function readUpload({ body, headers }: FastifyRequest): Promise<MediaFile> {
  const form = await parseForm(body, headers['content-type']).catch((cause: Error) => {
    throw new GraphError(100, { details: cause.message });
  });
  if (form.get('messaging_product') !== 'whatsapp') {
    throw new GraphError(100, { details: 'The parameter messaging_product is required.' });
  }
  const file = form.get('file');
  if (!(file instanceof File)) throw new GraphError(100, { details: 'The parameter file is required.' });
  const bytes = Buffer.from(await file.arrayBuffer());
  return { bytes, mimeType: file.type || String(form.get('type') ?? ''), fileName: file.name };
}
