import type { FastifyReply } from 'fastify';
import type { SendFault } from '../kit/faults.ts';
import { httpStatusOf } from './codes.ts';
import { GraphError } from './graph-error.ts';

/** Answers as the Graph API refuses. Without a code: what an overloaded edge server says, no JSON. Throws GraphErrors. */
export function refuseAsOrdered(fault: SendFault & { kind: 'error' }, reply: FastifyReply): FastifyReply {
  const { code, details } = fault;
  const httpStatus = fault.status ?? (code === undefined ? 500 : httpStatusOf(code));
  if (code === undefined) return reply.status(httpStatus).type('text/html').send('<html><body>Error</body></html>');
  throw new GraphError(code, { httpStatus, ...(details !== undefined && { details }) });
}
