import { createChasqui } from '@chasqui/client';
import { Problem, problemFields, problemText } from './problem.ts';

/** The gateway's API as its OpenAPI document describes it; the session cookie goes along. */
export const api = createChasqui({ url: '/', credentials: 'same-origin' });

interface Reply<Body> {
  data?: Body;
  error?: unknown;
  response: Response;
}

/** The body of a good answer. Throws `Problem` for everything else, also where the gateway could not be reached. */
export async function take<Body>(request: Promise<Reply<Body>>): Promise<Body> {
  const reply = await request.catch((cause: unknown) => {
    throw new Problem(0, '', { cause });
  });
  if (!reply.response.ok) {
    throw new Problem(reply.response.status, problemText(reply.error), { fields: problemFields(reply.error) });
  }
  return reply.data as Body; // ok: the generated types say what a good answer holds
}
