import type { FastifyRequest } from 'fastify';
import { GraphError } from './graph-error.ts';

/** The `:id` of the route. */
export function idOf(request: FastifyRequest): string {
  // Every route that asks has `:id` in its path.
  return (request.params as { id: string }).id;
}

/** The last segment of the path, for error messages. */
export function lastSegmentOf(request: FastifyRequest): string {
  return new URL(request.url, 'http://simulator').pathname.split('/').pop() ?? '';
}

/** The query string, each parameter as written. */
export function queryOf(request: FastifyRequest): URLSearchParams {
  return new URL(request.url, 'http://simulator').searchParams;
}

/** The access token of the header, or of the query. */
export function tokenOf(request: FastifyRequest): string | undefined {
  const header = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return header ?? queryOf(request).get('access_token') ?? undefined;
}

/** The body as an object. Throws code 100 if it is anything else. */
export function objectBodyOf({ body }: FastifyRequest): Record<string, unknown> {
  if (isObject(body) && !Array.isArray(body) && !Buffer.isBuffer(body)) return body;
  throw new GraphError(100, { details: 'The request body must be a JSON object.' });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
