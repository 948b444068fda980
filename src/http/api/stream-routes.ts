import type { FastifyPluginCallback } from 'fastify';
import type { ApiParts } from './parts.ts';

export function streamRoutes(_parts: Pick<ApiParts, 'changes'>): FastifyPluginCallback {
  return (_app, _options, done) => {
    done();
  };
}
