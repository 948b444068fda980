import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { callerOf } from './caller.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageRequest } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { channelEventPage } from './schemas/channel.ts';
import { pageQuery } from './schemas/page.ts';
import { byId } from './schemas/params.ts';
import { isoTime } from './time.ts';

const LIST = {
  ...operation('channels', 'listChannelEvents', 'List what the provider told about the account, newest first'),
  params: byId,
  querystring: pageQuery,
  response: answers({ 200: channelEventPage }),
};

export function channelEventRoutes(parts: Pick<ApiParts, 'channels'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get('/channels/:id/events', { schema: LIST }, async (request) => {
      const page = await parts.channels.events(callerOf(request), request.params.id, pageRequest(request.query));
      return mapPage(page, ({ at, ...event }) => ({ ...event, at: isoTime(at) }));
    });
    done();
  };
}
