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

/** The access token of the header, the query or the body. */
export function tokenOf(request: FastifyRequest): string | undefined {
  const header = /^(?:Bearer|OAuth) (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const { access_token: inBody } = isPlainObject(request.body) ? request.body : {};
  return header ?? queryOf(request).get('access_token') ?? (typeof inBody === 'string' ? inBody : undefined);
}

/** The body as an object. Throws code 100 if it is anything else. */
export function objectBodyOf({ body }: FastifyRequest): Record<string, unknown> {
  if (isPlainObject(body)) return body;
  throw new GraphError(100, { details: 'The request body must be a JSON object.' });
}

/** Parameters of query and body together, as most edges take them; the body wins. Without those that every call may carry. */
export function paramsOf(request: FastifyRequest): Record<string, unknown> {
  const body = isPlainObject(request.body) ? request.body : {};
  const {
    access_token: _token,
    appsecret_proof: _proof,
    ...params
  } = {
    ...Object.fromEntries(queryOf(request)),
    ...body,
  };
  return params;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}
