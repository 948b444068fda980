import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerWithFault, type OrderedFailure } from '../kit/answer-fault.ts';
import type { Schedule } from '../kit/schedule.ts';
import type { World } from '../kit/world.ts';
import { type Accounts, type InfobipAccount, numberIdOf } from './account.ts';
import type { Admission } from './admission.ts';
import { refuseAsOrdered } from './answer-fault.ts';
import { SEND_KINDS } from './send-kinds.ts';
import { renderInfo, type Sending } from './sending.ts';
import { sendTemplates, type TemplateSendParts } from './template-sending.ts';
import { parseBody } from './validation.ts';

export interface SendParts extends TemplateSendParts {
  world: World;
  schedule: Schedule;
  accounts: Accounts;
  admission: Admission;
  sending: Sending;
}

type Body = Record<string, unknown>;

/** `POST /whatsapp/1/message/…`. https://www.infobip.com/docs/api/channels/whatsapp/whatsapp-outbound-messages */
export function addSendRoutes(app: FastifyInstance, parts: SendParts): void {
  const { admission, sending } = parts;
  for (const { path, schema } of SEND_KINDS) {
    app.post(`/whatsapp/1/message/${path}`, async (request, reply) => {
      const account = admission.admit(request, 'send');
      const body = objectOf(request.body);
      const process = (failure?: OrderedFailure) => {
        admission.admitMessages(account, 1);
        return sending(account, { message: parseBody(schema, request.body), body }, failure);
      };
      return answer(parts, { request, reply, account }, process, (status) => renderRefused(body, status));
    });
  }
  app.post('/whatsapp/1/message/template', async (request, reply) => {
    const account = admission.admit(request, 'send');
    const messages = messagesIn(request.body);
    const process = (failure?: OrderedFailure) => {
      admission.admitMessages(account, messages.length);
      return sendTemplates(parts, account, request.body, failure);
    };
    return answer(parts, { request, reply, account }, process, (status) => ({
      messages: messages.map((message) => renderRefused(message, status)),
    }));
  });
}

interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
  account: InfobipAccount;
}

/** `refuse` renders the answer with a status that says no. */
async function answer<Answer>(
  { world, schedule, accounts }: SendParts,
  { request, reply, account }: Exchange,
  process: (failure?: OrderedFailure) => Answer,
  refuse: (statusId: number) => object,
): Promise<unknown> {
  const [first] = messagesIn(request.body);
  const number = accounts.bySender(String(first?.from ?? objectOf(request.body).from));
  const fault = number?.username === account.username && world.faults.takeForSend(numberIdOf(number));
  if (!fault) return process();
  return answerWithFault(fault, { process, reply, schedule, refuse: refuseAsOrdered(refuse) });
}

function renderRefused({ to, messageId }: Body, statusId: number): object {
  return renderInfo(String(to), String(messageId ?? ''), statusId);
}

function messagesIn(body: unknown): Body[] {
  const { messages } = objectOf(body);
  return Array.isArray(messages) ? messages.map(objectOf) : [];
}

function objectOf(body: unknown): Body {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
