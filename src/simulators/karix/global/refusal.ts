import type { FastifyReply } from 'fastify';
import { nextUid } from '../ids.ts';

/** A request that the global API does not accept: 400, 402, 403, 404 or 500. */
export class GlobalRefusal extends Error {
  readonly status: number;
  /** The member of the request that is wrong. */
  readonly param: string | undefined;

  constructor(status: number, message: string, param?: string) {
    super(message);
    this.name = 'GlobalRefusal';
    this.status = status;
    this.param = param;
  }
}

/** `{"meta":{"request_uuid"},"error":{"message","param"?}}`. */
export function sendRefusal(error: unknown, reply: FastifyReply): FastifyReply {
  const { status, message, param } = toRefusal(error);
  return reply.status(status).send({ meta: renderMeta(), error: { message, ...(param && { param }) } });
}

/** What every answer begins with. */
export function renderMeta(): { request_uuid: string } {
  return { request_uuid: nextUid() };
}

function toRefusal(error: unknown): GlobalRefusal {
  if (error instanceof GlobalRefusal) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return new GlobalRefusal(status, error instanceof Error ? error.message : String(error));
}
