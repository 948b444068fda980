import type { FastifyInstance } from 'fastify';
import { ApiError, renderError } from './api-error.ts';

/** Adds routes that answer refusals in the newer shape. */
export function addErrorRoutes(app: FastifyInstance, add: (routes: FastifyInstance) => void): void {
  void app.register(async (routes) => {
    routes.setErrorHandler(async (error, _request, reply) => {
      const refusal = toApiError(error);
      const { retryAfter } = refusal.details;
      if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
      return reply.status(refusal.status).send(renderError(refusal));
    });
    add(routes);
  });
}

/** Whatever went wrong, as a refusal. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return new ApiError(status < 500 ? 400 : 500);
}
