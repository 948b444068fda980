import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { answerWithFault } from '../kit/answer-fault.ts';
import type { SendFault } from '../kit/faults.ts';
import { peekSource } from './message.ts';
import type { Platform } from './platform.ts';
import { ApiFailure, GatewayRefusal, messageOf } from './refusals.ts';

/** The current path, its priority lane, an older spelling, and that of the legacy host. */
const PATHS = ['/message/nc', '/message/nc/priority', '/message/nc/message', '/message'];

/** Sends messages. */
export function addMessageRoutes(app: FastifyInstance, platform: Platform): void {
  const { world, admission, schedule, sending } = platform;
  for (const path of PATHS) {
    app.post(path, async (request, reply) => {
      const number = admission.admitMessage(request, peekSource(request.body));
      const body = z.record(z.string(), z.unknown()).safeParse(request.body).data ?? {};
      const fault = world.faults.takeForSend(number.id);
      if (!fault) return sending(number, body);
      return answerWithFault(fault, {
        process: (failure) => sending(number, body, failure && { ...failure, details: messageOf(failure.code) }),
        refuse: refuseAsOrdered,
        reply,
        schedule,
      });
    });
  }
}

/** Without a code: a page of an overloaded edge server. HTTP-like codes come from the gateway. Throws refusals. */
function refuseAsOrdered({ status, code, details }: SendFault & { kind: 'error' }, reply: FastifyReply): FastifyReply {
  if (code === undefined)
    return reply
      .status(status ?? 500)
      .type('text/html')
      .send('<html><body>Error</body></html>');
  if (code >= 400 && code < 600) throw new GatewayRefusal(status ?? code, 'Error', details ?? `Error ${code}`);
  throw new ApiFailure(code, details, status);
}
