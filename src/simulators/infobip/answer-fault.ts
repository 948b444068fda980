import type { FastifyReply } from 'fastify';
import type { SendFault } from '../kit/faults.ts';
import { ApiError } from './api-error.ts';
import { findStatus } from './status-codes.ts';

/**
 * Answers with the error that was asked for. Without a code: what an overloaded edge server says, no JSON. A code alone that is a message's
 * status: 200 with that status, written by `refuse`. Else an ApiError of the HTTP status.
 */
export function refuseAsOrdered(refuse: (statusId: number) => object) {
  return (fault: SendFault & { kind: 'error' }, reply: FastifyReply): FastifyReply => {
    const { status, code, details } = fault;
    if (code === undefined) {
      return reply
        .status(status ?? 500)
        .type('text/html')
        .send('<html><body>Error</body></html>');
    }
    if (status === undefined && findStatus(code)) return reply.send(refuse(code));
    throw new ApiError(status ?? 500, details === undefined ? {} : { text: details });
  };
}
