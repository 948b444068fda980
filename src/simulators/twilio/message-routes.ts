import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerWithFault, type OrderedFailure } from '../kit/answer-fault.ts';
import type { TwilioAccount } from './accounts.ts';
import { requireActive } from './admission.ts';
import { refuseAsOrdered } from './answer-fault.ts';
import { type MessageRecord, renderMessage } from './message-book.ts';
import { messageFilter } from './message-filter.ts';
import { renderUriPage } from './paging.ts';
import type { Platform } from './platform.ts';
import { formOf, queryOf, sidIn } from './request.ts';
import { noResource, RestError } from './rest-error.ts';
import { readSendRequest } from './send-request.ts';
import { addressOf, type TwilioSender } from './senders.ts';

const MESSAGES = '/2010-04-01/Accounts/:accountSid/Messages';

/** Send, read, list, redact, cancel, delete. https://www.twilio.com/docs/messaging/api/message-resource */
export function addMessageRoutes(app: FastifyInstance, platform: Platform): void {
  const { admission, book } = platform;

  const own = (request: FastifyRequest, reply: FastifyReply): MessageRecord => {
    const { account } = admission.admitOwner(request, reply);
    const message = book.get(account.sid, sidIn(request));
    if (!message) throw noResource(request.url);
    return message;
  };

  app.post(`${MESSAGES}.json`, async (request, reply) => {
    const { account } = admission.admitOwner(request, reply);
    requireActive(account);
    return send(platform, account, { request, reply });
  });
  app.get(`${MESSAGES}.json`, async (request, reply) => {
    const { account } = admission.admitOwner(request, reply);
    const fitting = book.list(account.sid).filter(messageFilter(queryOf(request)));
    return renderUriPage(request, 'messages', fitting.map(renderMessage));
  });
  app.get(`${MESSAGES}/:sid`, async (request, reply) => renderMessage(own(request, reply)));
  app.post(`${MESSAGES}/:sid`, async (request, reply) => renderMessage(change(platform, own(request, reply), request)));
  app.delete(`${MESSAGES}/:sid`, async (request, reply) => {
    book.remove(own(request, reply).sid);
    return reply.status(204).send();
  });
  app.post(`${MESSAGES}/:sid/Feedback.json`, async (request, reply) => {
    const { accountSid, sid } = own(request, reply);
    const outcome = formOf(request).get('Outcome') ?? 'confirmed';
    return reply.status(201).send({ account_sid: accountSid, message_sid: sid, outcome });
  });
}

interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
}

async function send(platform: Platform, account: TwilioAccount, { request, reply }: Exchange): Promise<unknown> {
  const { schedule, sending, clock } = platform;
  const form = formOf(request);
  const process = (failure?: OrderedFailure) => {
    const { draft, sender } = readSendRequest(form, account, { ...platform, now: clock.now });
    const parameters = parametersOf(form);
    const message = sending({ account, sender, draft, direction: 'outbound-api', parameters, failure });
    void reply.status(201);
    return renderMessage(message);
  };
  const fault = takeFault(platform, account, form);
  return fault ? answerWithFault(fault, { process, refuse: refuseAsOrdered, reply, schedule }) : process();
}

/** What was ordered for the sender that a request names. */
function takeFault({ world, senders, services }: Platform, account: TwilioAccount, form: URLSearchParams) {
  const service = services.get(account.sid, form.get('MessagingServiceSid') ?? '');
  const from = form.get('From');
  const isNamed = (sender: TwilioSender) => addressOf(sender) === from || service?.senderSids.includes(sender.sid);
  const sender = senders.ofAccount(account.sid).find(isNamed);
  return sender && world.faults.takeForSend(sender.sid);
}

/** An empty body takes the text away; a scheduled message can be canceled. */
function change({ clock }: Platform, message: MessageRecord, request: FastifyRequest): MessageRecord {
  const form = formOf(request);
  const body = form.get('Body');
  if (body) throw new RestError(20001, 'The body of a message can only be emptied.');
  if (body === '') message.body = '';
  if (form.get('Status') === 'canceled') {
    if (message.status !== 'scheduled') throw new RestError(30409, 'Only scheduled messages can be canceled.', 409);
    message.status = 'canceled';
  }
  message.updatedAt = clock.now();
  return message;
}

/** The form as an object; parameters that repeat are lists. */
function parametersOf(form: URLSearchParams): Record<string, unknown> {
  const names = [...new Set(form.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}
