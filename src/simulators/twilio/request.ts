import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RestError } from './rest-error.ts';

/** Forms become `URLSearchParams`, since parameters may repeat; JSON becomes what it says. */
export function addBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') return done(null, {});
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(new RestError(20001, 'The request body is not valid JSON.'));
    }
  });
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
}

/** The parameters of a form; none where the body is no form. */
export function formOf({ body }: FastifyRequest): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams();
}

/** The query string, each parameter as written. */
export function queryOf(request: FastifyRequest): URLSearchParams {
  return new URL(request.url, 'http://simulator').searchParams;
}

/** A part of the path; every route that asks has it. */
export function pathPart(request: FastifyRequest, name: string): string {
  const { [name]: part = '' } = request.params as Record<string, string>;
  return part;
}

/** A sid of the path, with or without the ending of the 2010 API. */
export function sidIn(request: FastifyRequest, name = 'sid'): string {
  return pathPart(request, name).replace(/\.json$/, '');
}
