import type { IncomingHttpHeaders } from 'node:http';

/** The credential of an `Authorization: Bearer` header; undefined: there is none. */
export function bearerToken(request: { headers: IncomingHttpHeaders }): string | undefined {
  return /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
}
