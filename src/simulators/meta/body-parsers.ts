import type { FastifyInstance } from 'fastify';
import { GraphError } from './graph-error.ts';

/** JSON and forms become objects; whatever else comes stays bytes. */
export function addBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') return done(null, {});
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(new GraphError(100, { details: 'The request body is not valid JSON.' }));
    }
  });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (request, body, done) => {
    // curl calls the bytes of an upload a form.
    if (request.url.includes('/upload:')) return done(null, body);
    done(null, Object.fromEntries(new URLSearchParams(body.toString())));
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}
