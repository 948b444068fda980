import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Replay } from '../../pipeline/doors.ts';
import { requireScope } from '../../services/access.ts';
import { HttpProblem, notFound } from '../problem.ts';
import { callerOf } from './caller.ts';
import { renderDeadLetter } from './dead-letter-mapping.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageRequest } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import { deadLetter, deadLetterPage, deadLetterQuery } from './schemas/dead-letter.ts';
import { byId } from './schemas/params.ts';

const LIST = {
  ...operation('dead letters', 'listDeadLetters', 'List dead letters, newest first'),
  querystring: deadLetterQuery,
  response: answers({ 200: deadLetterPage }),
};
const GET = {
  ...operation('dead letters', 'getDeadLetter', 'Show a dead letter'),
  params: byId,
  response: answers({ 200: deadLetter }),
};
const REPLAY = {
  ...operation(
    'dead letters',
    'replayDeadLetter',
    'Try once more',
    'Reads what was received again, or puts the message back in its place in line.',
  ),
  params: byId,
  response: answers({ 200: deadLetter }),
};

export function deadLetterRoutes(parts: Pick<ApiParts, 'deadLetters' | 'replay'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get('/dead-letters', { schema: LIST }, async (request) => {
      const { channelId, state } = request.query;
      const filter = present({ channelId, open: state === 'open' ? (true as const) : undefined });
      const page = await parts.deadLetters.list(callerOf(request), filter, pageRequest(request.query));
      return mapPage(page, renderDeadLetter);
    });
    app.get('/dead-letters/:id', { schema: GET }, async (request) =>
      renderDeadLetter(await parts.deadLetters.get(callerOf(request), request.params.id)),
    );
    app.post('/dead-letters/:id/replay', { schema: REPLAY }, async (request) => {
      const access = callerOf(request);
      requireScope(access, 'manage');
      const { id } = await parts.deadLetters.get(access, request.params.id);
      refuseUnlessReplayed(await parts.replay(id));
      return renderDeadLetter(await parts.deadLetters.get(access, id));
    });
    done();
  };
}

function refuseUnlessReplayed(outcome: Awaited<ReturnType<Replay>>): void {
  if (outcome === 'ok') return;
  if (outcome === 'unknown') throw notFound('dead letter');
  if (outcome === 'already_replayed') {
    throw new HttpProblem(409, 'already_replayed', { detail: 'It was replayed before.' });
  }
  throw new HttpProblem(409, 'still_wrong', { detail: outcome.stillWrong });
}
