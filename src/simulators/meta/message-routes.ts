import type { FastifyReply } from 'fastify';
import { answerWithFault } from '../kit/answer-fault.ts';
import type { Schedule } from '../kit/schedule.ts';
import type { World } from '../kit/world.ts';
import type { Accounts, MetaNumber } from './account.ts';
import type { Admission } from './admission.ts';
import { refuseAsOrdered } from './answer-fault.ts';
import { unknownObject } from './graph-error.ts';
import { peekAddress } from './message.ts';
import { markRead } from './presence.ts';
import { idOf, objectBodyOf } from './request.ts';
import type { Handler } from './route.ts';
import type { SendAnswer, Sending } from './sending.ts';

export interface MessageParts {
  world: World;
  accounts: Accounts;
  admission: Admission;
  schedule: Schedule;
  sending: Sending;
}

/** `POST /{phone-number-id}/messages`: sends, marks read, shows typing. */
export function createSendRoute(parts: MessageParts): Handler {
  const { world, admission, sending } = parts;
  return async (request, reply) => {
    const number = admission.ownNumber(request, idOf(request), 'messaging');
    const body = objectBodyOf(request);
    if (body.status === 'read') return markRead(world, number, body);
    return answerSend(parts, number, reply, (failure) => {
      admission.admitMessage(number, peekAddress(body));
      return sending(number, body, failure);
    });
  };
}

/** The same without checks of tokens, limits and known messages. */
export function createLeanRoute(parts: MessageParts): Handler {
  return async (request, reply) => {
    const number = parts.accounts.get(idOf(request));
    if (!number) throw unknownObject(request.method, idOf(request));
    const body = objectBodyOf(request);
    if (body.status === 'read') return { success: true };
    return answerSend(parts, number, reply, (failure) => parts.sending(number, body, failure));
  };
}

async function answerSend(
  { world, schedule }: MessageParts,
  number: MetaNumber,
  reply: FastifyReply,
  process: (failure?: { code: number; details: string }) => SendAnswer,
): Promise<unknown> {
  const fault = world.faults.takeForSend(number.phoneNumberId);
  return fault ? answerWithFault(fault, { process, refuse: refuseAsOrdered, reply, schedule }) : process();
}
