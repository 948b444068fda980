import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callerOf } from './caller.ts';
import { parseSender, renderConnection } from './channel-mapping.ts';
import { answers, operation } from './operation.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import { connection, createConnection, updateConnection } from './schemas/channel.ts';
import { byId } from './schemas/params.ts';

const byConnection = byId.extend({ connectionId: z.string().min(1).max(200) });

const ADD = {
  ...operation(
    'channels',
    'addConnection',
    'Add a connection',
    'Moves the channel to another account or provider, or gives it a standby.',
  ),
  params: byId,
  body: createConnection,
  response: answers({ 201: connection }),
};
const GET = {
  ...operation('channels', 'getConnection', 'Show a connection'),
  params: byConnection,
  response: answers({ 200: connection }),
};
const UPDATE = {
  ...operation(
    'channels',
    'updateConnection',
    'Change a connection',
    'New settings release it if it is stopped. Making it active lets the active one stand by.',
  ),
  params: byConnection,
  body: updateConnection,
  response: answers({ 200: connection }),
};
const DELETE = {
  ...operation('channels', 'deleteConnection', 'Delete a connection', 'One that stands by or drains.'),
  params: byConnection,
  response: answers({ 204: z.undefined() }),
};
const RELEASE = {
  ...operation(
    'channels',
    'releaseConnection',
    'Let a stopped connection send again',
    'What waits goes on at once. If the trouble is still there, the next message stops it again, unsent.',
  ),
  params: byConnection,
  response: answers({ 200: connection }),
};

export function connectionRoutes(parts: Pick<ApiParts, 'channels' | 'connections'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.post('/channels/:id/connections', { schema: ADD }, async (request, reply) => {
      const input = present({ ...request.body, senders: request.body.senders?.map(parseSender) });
      const added = await parts.channels.addConnection(callerOf(request), request.params.id, input);
      return reply.code(201).send(renderConnection(added));
    });
    app.get('/channels/:id/connections/:connectionId', { schema: GET }, async (request) =>
      renderConnection(await parts.connections.get(callerOf(request), pathOf(request.params))),
    );
    app.patch('/channels/:id/connections/:connectionId', { schema: UPDATE }, async (request) => {
      const path = pathOf(request.params);
      return renderConnection(await parts.connections.patch(callerOf(request), path, present(request.body)));
    });
    app.delete('/channels/:id/connections/:connectionId', { schema: DELETE }, async (request, reply) => {
      await parts.connections.delete(callerOf(request), pathOf(request.params));
      return reply.code(204).send();
    });
    app.post('/channels/:id/connections/:connectionId/release', { schema: RELEASE }, async (request) =>
      renderConnection(await parts.connections.release(callerOf(request), pathOf(request.params))),
    );
    done();
  };
}

function pathOf({ id, connectionId }: z.output<typeof byConnection>) {
  return { channelId: id, id: connectionId };
}
