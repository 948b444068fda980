import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, type ZodFastifySchemaValidationError } from 'fastify-type-provider-zod';
import type { Log } from '../host/log.ts';
import { Overloaded } from '../pipeline/pressure.ts';
import { ServiceError, type ServiceErrorCode } from '../services/service-error.ts';
import { BadCursor } from '../store/queries.ts';
import { StoreUnavailable } from '../store/store.ts';
import { type Issue, wordsOf } from './issue-words.ts';
import { HttpProblem, invalidRequest, sendProblem } from './problem.ts';

const RETRY_AFTER_SECONDS = 5;

const SERVICE_STATUS: Readonly<Record<ServiceErrorCode, number>> = {
  not_found: 404,
  invalid: 400,
  conflict: 409,
  stale: 412,
  forbidden: 403,
  throttled: 429,
  provider_unavailable: 502,
};

/** The framework's own refusals, by its code: what they are called in problem documents. */
const FRAMEWORK_CODES: Readonly<Record<string, { code: string; detail: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'too_large', detail: 'The body is larger than this address takes.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'unsupported_media_type', detail: 'Send the body as application/json.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'invalid', detail: 'The body is empty.' },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'invalid', detail: 'The body is not JSON.' },
};

/** Turns whatever a route threw into a problem document; a bug is logged, and its caller learns no more than that. */
export function errorHandler(log: Log) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = toProblem(error);
    // Of refusals for want of room, one line a second tells (`tell-refusals.ts`).
    if (problem.status >= 500 && !(error instanceof Overloaded)) {
      const { method, routeOptions } = request;
      log.error({ err: error, method, route: routeOptions.url, requestId: request.id }, 'request failed');
    }
    return sendProblem(reply, problem);
  };
}

export function notFoundHandler({ method }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(
    reply,
    new HttpProblem(404, 'not_found', { detail: `Nothing answers ${method} at this address.` }),
  );
}

function toProblem(error: FastifyError | Error): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof ServiceError) return fromService(error);
  if (error instanceof StoreUnavailable) {
    const detail = 'The store cannot take this now; repeat the request.';
    return new HttpProblem(503, 'unavailable', { detail, retryAfter: RETRY_AFTER_SECONDS });
  }
  if (error instanceof BadCursor) return invalidRequest([{ path: '/cursor', message: 'Not a cursor of this list.' }]);
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error.validation.map(fieldProblem));
  return fromFramework(error);
}

function fromService(error: ServiceError): HttpProblem {
  const { code, conflict, message: detail, problems: errors } = error;
  if (code === 'invalid') return invalidRequest(errors);
  return new HttpProblem(SERVICE_STATUS[code], conflict ?? code, { detail });
}

function fieldProblem({ instancePath, keyword, message = 'Not valid.', params }: ZodFastifySchemaValidationError) {
  // The validator spreads an issue over these members.
  const issue = { ...params, code: keyword, message, path: [] } as unknown as Issue;
  return { path: instancePath === '/' ? '' : instancePath, message: wordsOf(issue) };
}

function fromFramework(error: FastifyError | Error): HttpProblem {
  const { statusCode = 500, code = '' } = 'statusCode' in error ? error : {};
  if (statusCode < 400 || statusCode >= 500) {
    return new HttpProblem(500, 'internal', { detail: 'Something went wrong here; the log has the details.' });
  }
  const known = FRAMEWORK_CODES[code];
  if (known) return new HttpProblem(statusCode, known.code, { detail: known.detail });
  return new HttpProblem(statusCode, 'invalid', { detail: error.message });
}
