import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';

/** One thing wrong with a request; `path` is a JSON pointer into it. */
export interface FieldProblem {
  path: string;
  message: string;
}

interface ProblemOptions {
  detail: string;
  errors?: readonly FieldProblem[];
  /** Seconds. */
  retryAfter?: number;
}

/** Thrown by routes: an answer that is a problem document. `detail` is for the caller and never contains a secret. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  /** As it travels: the last part of `type`. */
  readonly code: string;
  readonly options: ProblemOptions;

  constructor(status: number, code: string, options: ProblemOptions) {
    super(options.detail);
    this.status = status;
    this.code = code;
    this.options = options;
  }
}

/** Answers with an RFC 9457 document. */
export function sendProblem(reply: FastifyReply, problem: HttpProblem): FastifyReply {
  const { detail, errors, retryAfter } = problem.options;
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  const body = {
    type: `urn:chasqui:${problem.code}`,
    code: problem.code,
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail,
    ...(errors?.length && { errors }),
  };
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(body));
}

/** 400 that says where and why; `detail` says it again for those who read only that. */
export function invalidRequest(errors: readonly FieldProblem[]): HttpProblem {
  const detail = errors.map(({ path, message }) => `${path || '/'}: ${message}`).join('; ');
  return new HttpProblem(400, 'invalid', { detail, errors });
}

export function notFound(what: string): HttpProblem {
  return new HttpProblem(404, 'not_found', { detail: `There is no such ${what}.` });
}
