import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
type Method = 'GET' | 'POST' | 'DELETE';

/** Adds a route of the Graph API, with and without a version in front. */
export type Route = (method: Method, path: string, handler: Handler, options?: { bodyLimit: number }) => void;

/** Any other first segment is an object id, and the default version is meant. */
const VERSION_PREFIX = '/:version(^v\\d+\\.\\d+$)';

export function createRoute(app: FastifyInstance): Route {
  return (method, path, handler, options = undefined) => {
    for (const prefix of [VERSION_PREFIX, '']) {
      app.route({ method, url: `${prefix}${path}`, handler, ...options });
    }
  };
}

/** What can be asked of an object by its id alone: `/{id}`. An absent member is an unsupported request. */
export interface GraphObject {
  has(id: string): boolean;
  read?(request: FastifyRequest, id: string): unknown;
  change?(request: FastifyRequest, id: string): unknown;
  remove?(request: FastifyRequest, id: string): unknown;
}
