import type { FastifyReply } from 'fastify';
import type { SendFault } from '../kit/faults.ts';
import type { Schedule } from '../kit/schedule.ts';
import { httpStatusOf } from './codes.ts';
import { GraphError } from './graph-error.ts';
import type { SendAnswer } from './sending.ts';
import type { Failure } from './statuses.ts';

interface FaultySend {
  /** Handles the request as usual. */
  process(failure?: Failure): SendAnswer;
  reply: FastifyReply;
  schedule: Schedule;
}

/** Answers a send request with the misbehaviour that was asked for. */
export async function answerWithFault(fault: SendFault, send: FaultySend): Promise<unknown> {
  switch (fault.kind) {
    case 'error':
      if (fault.processed) send.process();
      return refuse(fault, send.reply);
    case 'failed':
      return send.process({ code: fault.code, details: 'Ordered from the simulator.' });
    case 'delay': {
      const answer = send.process();
      await new Promise<void>((resolve) => send.schedule.after(fault.delayMs, resolve));
      return answer;
    }
    case 'drop':
      send.process();
      return cut(send.reply);
    case 'drop_before':
      return cut(send.reply);
    case 'hang':
      if (fault.processed) send.process();
      return send.reply.hijack();
  }
}

/** Without a code the answer is what an overloaded edge server says: no JSON. */
function refuse(fault: SendFault & { kind: 'error' }, reply: FastifyReply): FastifyReply {
  const { code, details } = fault;
  const httpStatus = fault.status ?? (code === undefined ? 500 : httpStatusOf(code));
  if (code === undefined) return reply.status(httpStatus).type('text/html').send('<html><body>Error</body></html>');
  throw new GraphError(code, { httpStatus, ...(details !== undefined && { details }) });
}

function cut(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.destroy();
}
