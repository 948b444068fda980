import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { GraphError } from './graph-error.ts';
import { paramsOf } from './request.ts';

/** Query and body of a management call, checked. Throws 100 naming the parameter. */
export function parseParams<S extends z.ZodType>(schema: S, request: FastifyRequest): z.output<S> {
  const result = schema.safeParse(paramsOf(request));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const name = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys : [])].join('.');
  throw new GraphError(100, { details: `Param ${name}: ${issue?.message ?? 'not valid'}` });
}
