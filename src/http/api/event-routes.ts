import type { ServerResponse } from 'node:http';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requireScope, visibleChannels } from '../../services/access.ts';
import { type EventFilter, type EventPlace, parseEventId } from '../../store/events.ts';
import { invalidRequest } from '../problem.ts';
import { callerOf } from './caller.ts';
import { beginFollowing, followEvents } from './follow-events.ts';
import { answers, operation } from './operation.ts';
import type { ApiParts } from './parts.ts';
import { eventHeaders, eventQuery } from './schemas/event.ts';

const STREAM = {
  ...operation(
    'events',
    'streamEvents',
    'Follow events',
    'Server-sent events of messages, statuses and channels. After a break the same request with `Last-Event-ID` goes on where it was, for three days; an event `gap` says that some are gone.',
  ),
  querystring: eventQuery,
  headers: eventHeaders,
  response: answers({
    200: { description: 'An open stream.', content: { 'text/event-stream': { schema: z.string() } } },
  }),
};

type Parts = Pick<ApiParts, 'events' | 'renderEvent' | 'clock'>;

/** The log of events as a stream that can be resumed. */
export function eventRoutes(parts: Parts): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    const open = new Set<ServerResponse>();
    app.addHook('preClose', async () => {
      for (const response of open) response.end();
    });
    app.get('/events', { schema: STREAM }, async (request, reply) => {
      const access = callerOf(request);
      requireScope(access, 'read');
      const { types = null, channelId, after } = request.query;
      const filter: EventFilter = { types, channelIds: visibleChannels(access, channelId) ?? null };
      const last = request.headers['last-event-id'] ?? after;
      const from = last === undefined ? null : parsePlace(last);
      const begun = await beginFollowing(parts, { from, filter, listenerId: `stream:${access.keyId}` });
      reply.hijack();
      open.add(reply.raw);
      reply.raw.once('close', () => open.delete(reply.raw));
      await followEvents(parts, reply.raw, begun);
    });
    done();
  };
}

function parsePlace(id: string): EventPlace {
  const place = parseEventId(id);
  if (place === undefined) throw invalidRequest([{ path: '/after', message: 'Not the id of an event.' }]);
  return place;
}
