import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { renderBot } from './bot-mapping.ts';
import { callerOf } from './caller.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageRequest } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import { HAS_ETAG, ifMatch, readIfMatch, TAKES_IF_MATCH, withRevision } from './revision.ts';
import { bot, botPage, createBot, createdBot, updateBot } from './schemas/bot.ts';
import { pageQuery } from './schemas/page.ts';
import { byId } from './schemas/params.ts';

const LIST = {
  ...operation('bots', 'listBots', 'List bots'),
  querystring: pageQuery,
  response: answers({ 200: botPage }),
};
const CREATE = {
  ...operation('bots', 'createBot', 'Create a bot'),
  body: createBot,
  response: answers({ 201: createdBot }),
};
const GET = { ...operation('bots', 'getBot', 'Show a bot', HAS_ETAG), params: byId, response: answers({ 200: bot }) };
const UPDATE = {
  ...operation('bots', 'updateBot', 'Change a bot', TAKES_IF_MATCH),
  params: byId,
  headers: ifMatch,
  body: updateBot,
  response: answers({ 200: bot }),
};
const DELETE = {
  ...operation('bots', 'deleteBot', 'Delete a bot that no channel uses'),
  params: byId,
  response: answers({ 204: z.undefined() }),
};

export function botRoutes(parts: Pick<ApiParts, 'bots'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get('/bots', { schema: LIST }, async (request) =>
      mapPage(await parts.bots.list(callerOf(request), pageRequest(request.query)), renderBot),
    );
    app.post('/bots', { schema: CREATE }, async (request, reply) => {
      const { bot, generated } = await parts.bots.create(callerOf(request), request.body);
      const shown = Object.keys(generated).length > 0 ? { generatedSecrets: { ...generated } } : {};
      return reply.code(201).send({ ...renderBot(bot), ...shown });
    });
    app.get('/bots/:id', { schema: GET }, async (request, reply) =>
      renderBot(withRevision(reply, await parts.bots.get(callerOf(request), request.params.id))),
    );
    app.patch('/bots/:id', { schema: UPDATE }, async (request, reply) => {
      const change = { ...present(request.body), ...readIfMatch(request) };
      return renderBot(withRevision(reply, await parts.bots.patch(callerOf(request), request.params.id, change)));
    });
    app.delete('/bots/:id', { schema: DELETE }, async (request, reply) => {
      await parts.bots.delete(callerOf(request), request.params.id);
      return reply.code(204).send();
    });
    done();
  };
}
