import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { bearerToken } from '../auth/bearer.ts';
import { HttpProblem } from '../problem.ts';
import { answers, operation } from './operation.ts';
import type { ApiParts } from './parts.ts';
import { byId } from './schemas/params.ts';
import { turnReply, turnReplyAccepted } from './schemas/turn-reply.ts';

const REPLY = {
  ...operation('turns', 'replyToTurn', 'Answer a turn later', "The bearer is the turn's reply token, not an API key."),
  security: [{ replyToken: [] }],
};

/** Stands apart from the rest of the API: the token of the turn alone is the right to answer. */
export function turnReplyRoutes(parts: Pick<ApiParts, 'turnReplies'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    const schema = { ...REPLY, params: byId, body: turnReply, response: answers({ 202: turnReplyAccepted }) };
    app.post('/turns/:id/reply', { schema }, async (request, reply) => {
      const token = bearerToken(request);
      if (token === undefined)
        throw new HttpProblem(401, 'unauthorized', { detail: "The turn's reply token is missing." });
      const result = await parts.turnReplies.receive(request.params.id, token, request.body);
      switch (result.outcome) {
        case 'accepted':
          return reply.code(202).send({ status: 'accepted' as const });
        case 'turn_closed':
          throw new HttpProblem(409, 'turn_closed', { detail: 'The turn was answered, timed out or given up before.' });
        case 'forbidden':
          throw new HttpProblem(403, 'forbidden', { detail: 'The token does not belong to this turn.' });
        case 'invalid':
          throw new HttpProblem(400, 'invalid', { detail: result.message });
      }
    });
    done();
  };
}
