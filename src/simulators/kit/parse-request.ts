import { z } from 'zod';
import { notPossible } from './problem.ts';

/** Reads a part of a request on the phone API. Throws a 400 problem that says what is wrong. */
export function parseRequest<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (!result.success) throw notPossible(z.prettifyError(result.error));
  return result.data;
}
