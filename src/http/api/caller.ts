import type { FastifyRequest } from 'fastify';
import type { Access } from '../../services/access.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, once the request was authenticated. */
    access: Access | null;
  }
}

/** Who calls. Only for routes behind authentication. */
export function callerOf(request: FastifyRequest): Access {
  if (request.access) return request.access;
  throw new Error('The route is not behind authentication.');
}
