import type { FastifyReply } from 'fastify';
import { z } from 'zod';

/** A request that the RCM API does not accept. */
export class RcmRefusal extends Error {
  readonly status: number;

  constructor(status: number, statusDesc: string) {
    super(statusDesc);
    this.name = 'RcmRefusal';
    this.status = status;
  }
}

/** How refusals are written: clients met several forms. */
export const answerFormSchema = z.strictObject({
  /** `{"statusCode","statusDesc"}`, `{"errorMessage"}`, or `{"error":{"code","message","type"}}`. */
  body: z.enum(['status', 'error_message', 'error_object']),
  /** The answer's own HTTP status, or always 200. */
  httpStatus: z.enum(['own', 'always_200']),
});

export type AnswerForm = z.output<typeof answerFormSchema>;

export const USUAL_ANSWERS: AnswerForm = { body: 'status', httpStatus: 'own' };

/** Answers an error that a route threw, in the form that is set. */
export function sendRefusal(error: unknown, form: AnswerForm, reply: FastifyReply): FastifyReply {
  const { status, message } = toRefusal(error);
  return reply.status(form.httpStatus === 'own' ? status : 200).send(renderRefusal(status, message, form));
}

function renderRefusal(status: number, message: string, { body }: AnswerForm): object {
  switch (body) {
    case 'status':
      return { statusCode: String(status), statusDesc: message };
    case 'error_message':
      return { errorMessage: message };
    case 'error_object':
      return { error: { code: status, message, type: status < 500 ? 'request_error' : 'server_error' } };
  }
}

function toRefusal(error: unknown): RcmRefusal {
  if (error instanceof RcmRefusal) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return new RcmRefusal(status, error instanceof Error ? error.message : String(error));
}
