import type { FastifyInstance } from 'fastify';
import type { KeptFile } from './files.ts';
import { LARGEST_FILE } from './media.ts';
import { parseForm } from './multipart.ts';
import { parseRequest } from './parse-request.ts';
import { fileParams } from './phone-schemas.ts';
import { notFound, notPossible } from './problem.ts';
import type { World } from './world.ts';

/** Room for the boundaries and headers of a form with one file. */
const FORM_OVERHEAD = 64 * 1024;

/** What a browser may open in place; anything else could carry a script into the page's origin, and is downloaded. */
const HARMLESS = /^(image\/(jpeg|png|gif|webp)|audio\/|video\/|application\/pdf)/;

/** Upload of files that people will send, and the way to them and to what the business sent. */
export function addFileRoutes(app: FastifyInstance, world: World): void {
  const bodyLimit = LARGEST_FILE + FORM_OVERHEAD;
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
    done(null, body),
  );
  app.post('/files', { bodyLimit }, async (request, reply) => {
    const form = await parseForm(request.body, request.headers['content-type']);
    const file = form.get('file');
    if (!(file instanceof File)) throw notPossible('The form must have one part called file.');
    const bytes = Buffer.from(await file.arrayBuffer());
    const mimeType = file.type || 'application/octet-stream';
    return reply.status(201).send(renderFile(world.files.keep({ bytes, mimeType, fileName: file.name })));
  });
  app.get('/files/:fileId', async (request, reply) => {
    const { fileId } = parseRequest(fileParams, request.params);
    const file = world.files.get(fileId);
    if (!file) throw notFound(`File ${fileId}`);
    reply.header('x-content-type-options', 'nosniff').header('content-disposition', dispositionOf(file));
    return reply.type(file.mimeType).send(file.bytes);
  });
}

function renderFile({ fileId, mimeType, fileName, bytes, url }: KeptFile) {
  return { fileId, mimeType, fileName, sizeBytes: bytes.length, url };
}

function dispositionOf({ mimeType, fileName }: KeptFile): string {
  const name = fileName === undefined ? '' : `; filename*=UTF-8''${encodeURIComponent(fileName)}`;
  return `${HARMLESS.test(mimeType) ? 'inline' : 'attachment'}${name}`;
}
