import { z } from 'zod';
import { RestError } from './rest-error.ts';

/** Reads the JSON body of a product API. Throws 20001 that says what is wrong. */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (!result.success) throw new RestError(20001, z.prettifyError(result.error));
  return result.data;
}
