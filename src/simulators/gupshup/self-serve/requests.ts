import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answerWithFault, type OrderedFailure } from '../../kit/answer-fault.ts';
import type { Buckets } from '../../kit/bucket.ts';
import type { SendFault } from '../../kit/faults.ts';
import type { Schedule } from '../../kit/schedule.ts';
import type { World } from '../../kit/world.ts';
import type { SelfServeNumber } from '../account.ts';
import { ApiError, badRequest } from './api-error.ts';

/** The fields of a form, or of a JSON object; values as text. */
export function fieldsOf({ body }: FastifyRequest): Readonly<Record<string, string | undefined>> {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return {};
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]));
}

/** A parameter of the path, which every route that asks has. */
export function paramOf({ params }: FastifyRequest, name: string): string {
  return z.record(z.string(), z.string()).parse(params)[name] ?? '';
}

/** The body as a JSON object. Throws 400 if it is none. */
export function objectOf({ body }: FastifyRequest): Record<string, unknown> {
  const result = z.record(z.string(), z.unknown()).safeParse(body);
  if (!result.success) throw badRequest('Invalid Body');
  return result.data;
}

/** Whether a header holds the secret, `Bearer` in front or not. */
export function holdsSecret(header: string | string[] | undefined, secret: string): boolean {
  const given = Buffer.from(String(header ?? '').replace(/^Bearer /i, ''));
  const wanted = Buffer.from(secret);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

export interface AdmissionParts {
  world: World;
  schedule: Schedule;
  buckets: Buckets;
}

/** Counts a send, and answers it with the misbehaviour that was ordered, if any. Throws ApiErrors: 429 above the rate. */
export async function answerSend<Answer>(
  number: SelfServeNumber,
  { reply, process }: { reply: FastifyReply; process: (failure?: OrderedFailure) => Answer },
  { world, schedule, buckets }: AdmissionParts,
): Promise<unknown> {
  const { perSecond } = number.conditions;
  if (perSecond && !buckets.take(number.numberId, { capacity: perSecond, refillMs: 1000 / perSecond })) {
    throw new ApiError(429, 'Too Many Requests', 4001);
  }
  const fault = world.faults.takeForSend(number.numberId);
  return fault ? answerWithFault(fault, { process, refuse: refuseAsOrdered, reply, schedule }) : process();
}

/** Without a code: what an overloaded edge server says. Throws ApiErrors. */
function refuseAsOrdered({ status, code, details }: SendFault & { kind: 'error' }, reply: FastifyReply): FastifyReply {
  if (code === undefined) {
    return reply
      .status(status ?? 500)
      .type('text/html')
      .send('<html><body>Error</body></html>');
  }
  const isHttpStatus = code >= 400 && code < 600;
  throw new ApiError(status ?? (isHttpStatus ? code : 400), details ?? 'Ordered from the simulator.', code);
}
