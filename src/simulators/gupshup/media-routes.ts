import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { MediaStore } from './media-store.ts';

const params = z.object({ id: z.string() });
const query = z.object({ 'X-Amz-Signature': z.string().optional() });

/** Where the links in callbacks lead; no credentials but the link's own. */
export function addMediaRoutes(app: FastifyInstance, media: MediaStore): void {
  app.get('/media/o/:id', async (request, reply) => {
    const found = media.find(params.parse(request.params).id, query.parse(request.query)['X-Amz-Signature']);
    if (found.ok) return reply.type(found.file.mimeType).send(found.file.bytes);
    const [status, code] = found.reason === 'unknown' ? [404, 'NoSuchKey'] : [403, 'AccessDenied'];
    return reply.status(status).type('application/xml').send(`<Error><Code>${code}</Code></Error>`);
  });
}
