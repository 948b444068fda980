import type { FastifyReply } from 'fastify';
import type { SendFault } from '../kit/faults.ts';
import { httpStatusOf, messageOf } from './codes.ts';
import { RestError } from './rest-error.ts';

/** Answers as the REST API refuses. Without a code: what an overloaded edge server says, no JSON. Throws RestErrors. */
export function refuseAsOrdered(fault: SendFault & { kind: 'error' }, reply: FastifyReply): FastifyReply {
  const { code, details } = fault;
  const status = fault.status ?? (code === undefined ? 500 : httpStatusOf(code));
  if (code === undefined) return reply.status(status).type('text/html').send('<html><body>Error</body></html>');
  throw new RestError(code, details ?? messageOf(code), status);
}
