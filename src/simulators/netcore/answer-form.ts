import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AccessDenied, ApiFailure, GatewayRefusal, MissingBearer } from './refusals.ts';

/** How refusals are written: the documentation leaves it open, and clients met several forms. */
export const answerFormSchema = z.strictObject({
  /** HTTP status of an answer with `"status":"failure"`. */
  failureStatus: z.union([z.literal(200), z.literal(400)]),
  codes: z.enum(['text', 'number']),
  /** Where code and message of a failure stand. */
  errorAt: z.enum(['error', 'top_level']),
  /** A key that is unknown or another number's: a failure with 8004, the gateway's JSON, or the bare words. */
  accessDenied: z.enum(['failure_401', 'failure_403', 'gateway_403', 'text_401']),
});

export type AnswerForm = z.output<typeof answerFormSchema>;

export const USUAL_ANSWERS: AnswerForm = {
  failureStatus: 200,
  codes: 'text',
  errorAt: 'error',
  accessDenied: 'failure_401',
};

/** Answers an error that a route threw, in the form that is set. */
export function sendRefusal(error: unknown, form: AnswerForm, reply: FastifyReply): FastifyReply {
  if (error instanceof MissingBearer) return reply.status(403).send({ message: 'Forbidden' });
  if (error instanceof AccessDenied) return denyAccess(form, reply);
  if (error instanceof ApiFailure) {
    return reply.status(error.httpStatus ?? form.failureStatus).send(renderFailure(error.code, error.message, form));
  }
  const { status, error: name, message } = toGatewayRefusal(error);
  return reply.status(status).send({ error: name, message, status });
}

function denyAccess(form: AnswerForm, reply: FastifyReply): FastifyReply {
  switch (form.accessDenied) {
    case 'failure_401':
    case 'failure_403':
      return reply
        .status(form.accessDenied === 'failure_401' ? 401 : 403)
        .send(renderFailure(8004, 'Access Denied', form));
    case 'gateway_403':
      return reply.status(403).send({ error: 'Forbidden', message: 'Access Denied', status: 403 });
    case 'text_401':
      return reply.status(401).type('text/plain').send('Access Denied');
  }
}

function renderFailure(code: number, message: string, { codes, errorAt }: AnswerForm): object {
  const error = { code: codes === 'text' ? String(code) : code, message };
  return { status: 'failure', ...(errorAt === 'error' ? { error } : error) };
}

function toGatewayRefusal(error: unknown): GatewayRefusal {
  if (error instanceof GatewayRefusal) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const message = error instanceof Error ? error.message : String(error);
  return new GatewayRefusal(status, status < 500 ? 'Bad Request' : 'Internal Server Error', message);
}
