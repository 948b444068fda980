import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { callerOf } from './caller.ts';
import { parseSender, renderConnection } from './channel-mapping.ts';
import { answers, operation } from './operation.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import { connection, createConnection } from './schemas/channel.ts';
import { byId } from './schemas/params.ts';

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

export function connectionRoutes(parts: Pick<ApiParts, 'channels'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.post('/channels/:id/connections', { schema: ADD }, async (request, reply) => {
      const input = present({ ...request.body, senders: request.body.senders?.map(parseSender) });
      const added = await parts.channels.addConnection(callerOf(request), request.params.id, input);
      return reply.code(201).send(renderConnection(added));
    });
    done();
  };
}
