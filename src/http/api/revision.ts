import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HttpProblem } from '../problem.ts';

/** Headers of changes to what has a revision. */
export const ifMatch = z.object({
  'if-match': z.string().max(1_000).optional().describe('The `ETag` that the change is made of.'),
});

/** For descriptions of what answers with a revision. */
export const HAS_ETAG = 'The header `ETag` names what it holds, for `If-Match`.';
export const TAKES_IF_MATCH =
  'With `If-Match`, 412 `stale` if it holds something else by now. Changes at once lose none of what each of them names.';

/** Says in which revision it is. */
export function withRevision<View extends { revision: string | null }>(reply: FastifyReply, view: View): View {
  if (view.revision !== null) reply.header('etag', `"${view.revision}"`);
  return view;
}

/**
 * The revisions of the header `If-Match`, for a service; none without it, or for `*`, which means any. Weak ones fit nothing, because what
 * is compared here is exact (RFC 9110, 13.1.1).
 */
export function readIfMatch({ headers }: FastifyRequest): { ifRevision?: string[] } {
  const given = headers['if-match']?.trim();
  if (given === undefined || given === '*') return {};
  if (!/^(W\/)?"[^"]*"(\s*,\s*(W\/)?"[^"]*")*$/.test(given)) {
    throw new HttpProblem(400, 'invalid', {
      detail: 'If-Match must be an ETag in quotation marks, several of them, or *.',
    });
  }
  return { ifRevision: [...given.matchAll(/(W\/)?"([^"]*)"/g)].flatMap(([, weak, tag = '']) => (weak ? [] : [tag])) };
}
