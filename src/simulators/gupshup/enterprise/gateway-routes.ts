import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerWithFault, type OrderedFailure } from '../../kit/answer-fault.ts';
import type { Buckets } from '../../kit/bucket.ts';
import type { SendFault } from '../../kit/faults.ts';
import type { Schedule } from '../../kit/schedule.ts';
import type { World } from '../../kit/world.ts';
import type { Accounts, EnterpriseNumber } from '../account.ts';
import type { Consents } from '../consents.ts';
import type { GupshupIds } from '../ids.ts';
import type { Sending } from '../sending.ts';
import type { TemplateBook } from '../templates/template-book.ts';
import { type GatewayAnswer, readFormat, renderAnswer } from './answer.ts';
import { authenticate, checkVersion, type Method, readMethod, readPhone } from './checks.ts';
import { recordConsent } from './consent-method.ts';
import { GatewayError } from './gateway-error.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { readMessage } from './read-message.ts';
import { answerTemplateMethod, isTemplateMethod } from './template-methods.ts';

export interface GatewayParts {
  world: World;
  accounts: Accounts;
  schedule: Schedule;
  buckets: Buckets;
  ids: GupshupIds;
  sending: Sending;
  templates: TemplateBook;
  consents: Consents;
}

/** One request, read. */
interface Call {
  parameters: Parameters;
  method: Method;
  number: EnterpriseNumber;
}

/** `GET` and `POST /GatewayAPI/rest`, where all hosts of the enterprise product come together. */
export function addGatewayRoutes(app: FastifyInstance, parts: GatewayParts): void {
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const parameters = await readParameters(request);
    if (isTemplateMethod(parameters)) return reply.send(answerTemplateMethod(parameters, parts));
    try {
      return await perform(parameters, parts, reply);
    } catch (error) {
      // Application errors are 200 as well: the verdict is in the body.
      if (error instanceof GatewayError) return write(reply, parameters, toRefusal(error, parameters));
      throw error;
    }
  };
  app.route({ method: ['GET', 'POST'], url: '/GatewayAPI/rest', handler });
}

async function perform(parameters: Parameters, parts: GatewayParts, reply: FastifyReply): Promise<unknown> {
  checkVersion(parameters);
  const method = readMethod(parameters);
  const number = authenticate(parameters, parts.accounts.enterprise(), method);
  const { perSecond } = number.conditions;
  if (perSecond && !parts.buckets.take(number.numberId, { capacity: perSecond, refillMs: 1000 / perSecond })) {
    return reply.status(429).type('text/plain').send('Too Many Requests');
  }
  if (method === 'OPT_IN' || method === 'OPT_OUT') {
    const phone = readPhone(parameters, 'phone_number', number);
    return write(reply, parameters, recordConsent(parameters, { method, number, phone }, parts));
  }
  const process = (failure?: OrderedFailure) => {
    const text = send({ parameters, method, number }, parts, failure);
    return writeBody(reply, parameters, text);
  };
  const fault = parts.world.faults.takeForSend(number.numberId);
  if (!fault) return reply.send(process());
  const refuse = (ordered: SendFault & { kind: 'error' }) => refuseAsOrdered(ordered, parameters, reply);
  return answerWithFault(fault, { process, refuse, reply, schedule: parts.schedule });
}

/** Takes the message. Throws a GatewayError for what is not acceptable. */
function send({ parameters, method, number }: Call, parts: GatewayParts, failure?: OrderedFailure): GatewayAnswer {
  const phone = readPhone(parameters, 'send_to', number);
  const scene = { phone, templates: parts.templates.list(number.numberId), now: parts.world.clock.now() };
  const outgoing = readMessage(parameters, method, scene);
  if (outgoing.template && !outgoing.template.match && number.conditions.unmatchedTemplates === 'refuse') {
    throw new GatewayError(101, 'The message does not match any approved template.');
  }
  const id = parts.sending.take(number, outgoing, failure);
  return { status: 'success', id, phone, details: '' };
}

/** Without a code: what an overloaded edge server says. */
function refuseAsOrdered(
  { status, code, details = 'Ordered from the simulator.' }: SendFault & { kind: 'error' },
  parameters: Parameters,
  reply: FastifyReply,
): FastifyReply {
  if (code === undefined) {
    return reply
      .status(status ?? 500)
      .type('text/html')
      .send('<html><body>Error</body></html>');
  }
  return write(reply.status(status ?? 200), parameters, toRefusal(new GatewayError(code, details), parameters));
}

function toRefusal(error: GatewayError, parameters: Parameters): GatewayAnswer {
  const phone = parameters.get('send_to') ?? parameters.get('phone_number') ?? '';
  return { status: 'error', id: String(error.number), phone, details: error.message };
}

function write(reply: FastifyReply, parameters: Parameters, answer: GatewayAnswer): FastifyReply {
  return reply.send(writeBody(reply, parameters, answer));
}

/** Sets the content type for the format that was asked for and returns the body. */
function writeBody(reply: FastifyReply, parameters: Parameters, answer: GatewayAnswer): string {
  const { contentType, body } = renderAnswer(answer, readFormat(parameters.get('format')));
  reply.type(contentType);
  return body;
}
