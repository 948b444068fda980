import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerWithFault } from '../../kit/answer-fault.ts';
import type { SendFault } from '../../kit/faults.ts';
import type { Schedule } from '../../kit/schedule.ts';
import type { World } from '../../kit/world.ts';
import { failureOf } from '../failures.ts';
import { nextUid } from '../ids.ts';
import type { RcmAdmission } from './admission.ts';
import { parseBulk, parseSend, type RcmMessage } from './message.ts';
import { RcmRefusal } from './refusal.ts';
import { type Batch, NO_BATCH, type RcmSending } from './sending.ts';

export interface RcmMessageParts {
  world: World;
  schedule: Schedule;
  admission: RcmAdmission;
  sending: RcmSending;
}

interface Work {
  messages: RcmMessage[];
  batch: Batch;
  answer(mids: string[]): object;
}

/** `sendMessage` and `sendBulkMessage`. */
export function addMessageRoutes(app: FastifyInstance, parts: RcmMessageParts): void {
  app.post('/services/rcm/sendMessage', async (request, reply) => {
    const { messages, isBatch } = parseSend(request.body, parts.admission.numbersOf(request.headers));
    const batch = isBatch ? { batchId: nextUid(), campaignId: '' } : NO_BATCH;
    const answer = ([mid]: string[]) => (isBatch ? renderBatch(batch) : { ...ACCEPTED, mid });
    return take(parts, { messages, batch, answer }, reply);
  });
  app.post('/services/rcm/sendBulkMessage', async (request: FastifyRequest, reply) => {
    const { messages, campaignId } = parseBulk(request.body, parts.admission.numbersOf(request.headers));
    const batch = { batchId: nextUid(), campaignId };
    return take(parts, { messages, batch, answer: () => renderBatch(batch) }, reply);
  });
}

const ACCEPTED = { statusCode: '200', statusDesc: 'Successfully Accepted' };

/** Of the answer to a batch only the name `batchStatus` is known. */
function renderBatch({ batchId }: Batch): object {
  return { ...ACCEPTED, batchId, batchStatus: 'Accepted' };
}

async function take(parts: RcmMessageParts, { messages, batch, answer }: Work, reply: FastifyReply): Promise<unknown> {
  const { world, schedule, admission, sending } = parts;
  const [first] = messages;
  if (!first) throw new RcmRefusal(400, 'Invalid recipients');
  const { number } = first;
  admission.admitMessages(number, messages.length);
  const process = (failure?: { code: number }) => {
    const ordered = failure && failureOf(failure.code);
    const checked = messages.map(sending.check);
    return answer(checked.map((message) => sending.take(message, batch, ordered)));
  };
  const fault = world.faults.takeForSend(number.id);
  return fault ? answerWithFault(fault, { process, refuse: refuseAsOrdered, reply, schedule }) : process();
}

/** Codes are HTTP-like here. Without one: a page of an overloaded edge server. Throws RcmRefusals. */
function refuseAsOrdered({ status, code, details }: SendFault & { kind: 'error' }, reply: FastifyReply): FastifyReply {
  if (code === undefined)
    return reply
      .status(status ?? 500)
      .type('text/html')
      .send('<html><body>Error</body></html>');
  throw new RcmRefusal(status ?? code, details ?? `Error ${code}`);
}
