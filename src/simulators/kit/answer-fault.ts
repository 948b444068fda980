import type { FastifyReply } from 'fastify';
import type { SendFault } from './faults.ts';
import type { Schedule } from './schedule.ts';

/** Why a message will not reach its person; `code` is the provider's. */
export interface OrderedFailure {
  code: number;
  details: string;
}

export interface FaultySend<Answer> {
  /** Handles the request as usual; with a failure, the message is taken and fails afterwards. */
  process(failure?: OrderedFailure): Answer;
  /** Answers as the provider does with this error; without a code: a page of an overloaded edge server, no JSON. */
  refuse(fault: SendFault & { kind: 'error' }, reply: FastifyReply): FastifyReply | Promise<FastifyReply>;
  reply: FastifyReply;
  schedule: Schedule;
}

/** Answers a send request with the misbehaviour that was asked for. */
export async function answerWithFault<Answer>(fault: SendFault, send: FaultySend<Answer>): Promise<unknown> {
  switch (fault.kind) {
    case 'error':
      if (fault.processed) await send.process();
      return send.refuse(fault, send.reply);
    case 'failed':
      return send.process({ code: fault.code, details: 'Ordered from the simulator.' });
    case 'delay': {
      const answer = await send.process();
      await new Promise<void>((resolve) => send.schedule.after(fault.delayMs, resolve));
      return answer;
    }
    case 'drop':
      await send.process();
      return cut(send.reply);
    case 'drop_before':
      return cut(send.reply);
    case 'hang':
      if (fault.processed) await send.process();
      return send.reply.hijack();
  }
}

function cut(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.destroy();
}
