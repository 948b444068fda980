import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { answerWithFault } from '../../kit/answer-fault.ts';
import type { SendFault } from '../../kit/faults.ts';
import type { Schedule } from '../../kit/schedule.ts';
import type { World } from '../../kit/world.ts';
import type { Accounts } from '../account.ts';
import { failureOf } from '../failures.ts';
import { findAccount, type OwnAccount } from './admission.ts';
import type { MessageStore } from './message-store.ts';
import { renderPage } from './paging.ts';
import { GlobalRefusal, renderMeta } from './refusal.ts';
import type { GlobalSending } from './sending.ts';

export interface GlobalMessageParts {
  world: World;
  schedule: Schedule;
  accounts: Accounts;
  store: MessageStore;
  sending: GlobalSending;
}

const params = z.object({ uid: z.string() });
const filter = z.object({ direction: z.string().optional(), state: z.string().optional() });

/** `/message/`: sends, lists, reads. */
export function addMessageRoutes(app: FastifyInstance, parts: GlobalMessageParts): void {
  const { world, schedule, accounts, store, sending } = parts;

  app.post('/message/', async (request, reply) => {
    const account = findAccount(accounts, request.headers);
    const process = (failure?: { code: number }) => {
      const message = sending(account, request.body, failure && failureOf(failure.code));
      reply.status(202);
      return {
        meta: { ...renderMeta(), credits_charged: message.total_cost, available_credits: '10.0000' },
        objects: [message],
      };
    };
    const fault = world.faults.takeForSend(numberIdOf(account, request.body));
    return fault ? answerWithFault(fault, { process, refuse: refuseAsOrdered, reply, schedule }) : process();
  });
  app.get('/message/', async (request) => {
    const { uid } = findAccount(accounts, request.headers);
    const { direction, state } = filter.parse(request.query);
    const fitting = store
      .list(uid)
      .filter((one) => one.direction === (direction ?? one.direction) && one.status === (state ?? one.status));
    return renderPage(fitting, request.query, '/message/');
  });
  app.get('/message/:uid/', async (request) => {
    const account = findAccount(accounts, request.headers);
    const message = store.get(account.uid, params.parse(request.params).uid);
    if (!message) throw new GlobalRefusal(404, 'Message not found');
    return { meta: renderMeta(), data: message };
  });
}

/** The number that a body names as its source, whatever else is wrong with it; else the account's first. */
function numberIdOf({ numbers }: OwnAccount, body: unknown): string {
  const { data } = z.object({ source: z.string() }).safeParse(body);
  const number = numbers.find(({ phoneNumber }) => `+${phoneNumber}` === data?.source) ?? numbers[0];
  return number?.id ?? '';
}

/** Codes are HTTP statuses here. Without one: a page of an overloaded edge server. Throws GlobalRefusals. */
function refuseAsOrdered({ status, code, details }: SendFault & { kind: 'error' }, reply: FastifyReply): FastifyReply {
  if (code === undefined)
    return reply
      .status(status ?? 500)
      .type('text/html')
      .send('<html><body>Error</body></html>');
  throw new GlobalRefusal(status ?? code, details ?? `Error ${code}`);
}
