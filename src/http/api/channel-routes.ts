import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callerOf } from './caller.ts';
import { parseRules, parseSender, renderChannel } from './channel-mapping.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageRequest } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import { HAS_ETAG, ifMatch, readIfMatch, TAKES_IF_MATCH, withRevision } from './revision.ts';
import { channel, channelPage, createChannel, updateChannel } from './schemas/channel.ts';
import { pageQuery } from './schemas/page.ts';
import { byId } from './schemas/params.ts';

const LIST = {
  ...operation('channels', 'listChannels', 'List channels'),
  querystring: pageQuery,
  response: answers({ 200: channelPage }),
};
const CREATE = {
  ...operation(
    'channels',
    'createChannel',
    'Create a channel',
    'Its first connection is made with it. The provider is not called.',
  ),
  body: createChannel,
  response: answers({ 201: channel }),
};
const GET = {
  ...operation('channels', 'getChannel', 'Show a channel', HAS_ETAG),
  params: byId,
  response: answers({ 200: channel }),
};
const UPDATE = {
  ...operation('channels', 'updateChannel', 'Change a channel', TAKES_IF_MATCH),
  params: byId,
  headers: ifMatch,
  body: updateChannel,
  response: answers({ 200: channel }),
};
const DELETE = {
  ...operation('channels', 'deleteChannel', 'Delete a channel'),
  params: byId,
  response: answers({ 204: z.undefined() }),
};

export function channelRoutes(parts: Pick<ApiParts, 'channels'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get('/channels', { schema: LIST }, async (request) =>
      mapPage(await parts.channels.list(callerOf(request), pageRequest(request.query)), renderChannel),
    );
    app.post('/channels', { schema: CREATE }, async (request, reply) => {
      const { name, provider, settings, botId, enabled } = request.body;
      const senders = request.body.senders.map(parseSender);
      const input = { name, provider, settings, botId, enabled, senders, rules: parseRules(request.body) };
      return reply.code(201).send(renderChannel(await parts.channels.create(callerOf(request), input)));
    });
    app.get('/channels/:id', { schema: GET }, async (request, reply) =>
      renderChannel(withRevision(reply, await parts.channels.get(callerOf(request), request.params.id))),
    );
    app.patch('/channels/:id', { schema: UPDATE }, async (request, reply) => {
      const { name, botId, enabled, settings } = request.body;
      const senders = request.body.senders?.map(parseSender);
      const named = present({ name, botId, enabled, settings, senders, rules: parseRules(request.body) });
      const change = { ...named, ...readIfMatch(request) };
      const changed = await parts.channels.patch(callerOf(request), request.params.id, change);
      return renderChannel(withRevision(reply, changed));
    });
    app.delete('/channels/:id', { schema: DELETE }, async (request, reply) => {
      await parts.channels.delete(callerOf(request), request.params.id);
      return reply.code(204).send();
    });
    done();
  };
}
