import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Accounts, SelfServeNumber } from '../account.ts';
import type { Outgoing } from '../outgoing.ts';
import type { Sending } from '../sending.ts';
import type { TemplateBook } from '../templates/template-book.ts';
import { ApiError, badRequest } from './api-error.ts';
import { readMessage } from './read-message.ts';
import { readTemplateSend } from './read-template-send.ts';
import { renderTemplate } from './render-template.ts';
import { type AdmissionParts, answerSend, fieldsOf, holdsSecret, paramOf } from './requests.ts';

/** The shared number of all sandboxes. */
const SANDBOX_NUMBER = '917834811114';

export interface MessageParts extends AdmissionParts {
  accounts: Accounts;
  sending: Sending;
  templates: TemplateBook;
}

type Fields = ReturnType<typeof fieldsOf>;

/** Messages and templates by API key, below `prefix`. */
export function addMessageRoutes(app: FastifyInstance, prefix: string, parts: MessageParts): void {
  app.post(`${prefix}/msg`, (request, reply) =>
    takeForm(request, reply, parts, (fields) => readMessage(fields.message)),
  );
  app.post(`${prefix}/template/msg`, (request, reply) =>
    takeForm(request, reply, parts, (fields, number) => readTemplate(fields, number, parts.templates)),
  );
  app.get(`${prefix}/template/list/:appName`, async (request) => {
    const number = requireApp(request, parts.accounts);
    const templates = parts.templates.list(number.numberId);
    return { status: 'success', templates: templates.map((template) => renderTemplate(template, number)) };
  });
}

/** The app that the path names, by its key. Throws 401 for an unknown key, 400 for another's app. */
export function requireApp(request: FastifyRequest, accounts: Accounts): SelfServeNumber {
  const number = findByKey(request, accounts).find(({ appName }) => appName === paramOf(request, 'appName'));
  if (!number) throw badRequest('Invalid App Details');
  return number;
}

/** The numbers that the key of the request opens. Throws 401 where there is none. */
function findByKey(request: FastifyRequest, accounts: Accounts): SelfServeNumber[] {
  const numbers = accounts.selfServe().filter(({ apiKey }) => holdsSecret(request.headers.apikey, apiKey));
  if (numbers.length === 0) throw new ApiError(401, 'Authentication Failed');
  return numbers;
}

type Read = (fields: Fields, number: SelfServeNumber) => Omit<Outgoing, 'to' | 'address' | 'body'>;

/** Checks in the documented order: key, app, destination, message. */
async function takeForm(request: FastifyRequest, reply: FastifyReply, parts: MessageParts, read: Read) {
  const fields = fieldsOf(request);
  const number = findByKey(request, parts.accounts).find((one) => isOwn(one, fields));
  if (!number) throw badRequest('Invalid App Details');
  const process = (failure?: Parameters<Sending['take']>[2]) => {
    const to = fields.destination ?? '';
    if (!/^\d{10,15}$/.test(to)) throw badRequest('Invalid Destination');
    if (fields.channel !== 'whatsapp') throw badRequest('Invalid Channel');
    const outgoing = { to, address: { kind: 'phone' as const, value: to }, body: fields, ...read(fields, number) };
    return { status: 'submitted', messageId: parts.sending.take(number, outgoing, failure) };
  };
  reply.status(202);
  return answerSend(number, { reply, process }, parts);
}

function isOwn({ appName, phoneNumber, conditions }: SelfServeNumber, fields: Fields): boolean {
  const source = conditions.sandbox ? SANDBOX_NUMBER : phoneNumber;
  return fields['src.name'] === appName && fields.source === source;
}

function readTemplate(fields: Fields, number: SelfServeNumber, templates: TemplateBook): ReturnType<Read> {
  const { template, message, postbackTexts } = fields;
  const { match, ...said } = readTemplateSend({ template, message, postbackTexts }, templates.list(number.numberId));
  return { ...said, template: { match } };
}
