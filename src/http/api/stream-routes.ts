import type { ServerResponse } from 'node:http';
import type { FastifyPluginCallback } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../host/clock.ts';
import type { Change } from '../../pipeline/observer.ts';
import { mayUse, requireScope } from '../../services/access.ts';
import { callerOf } from './caller.ts';
import { answers, operation } from './operation.ts';
import type { ApiParts } from './parts.ts';

/** Proxies close connections on which nothing moves, often after 60 s. */
const HEARTBEAT_MS = 15_000;
/** What a reader that does not keep up may leave unread before it is sent away; it connects again by itself. */
const MAX_UNREAD_BYTES = 1_000_000;

const STREAM = {
  ...operation(
    'live',
    'streamChanges',
    'Follow changes',
    'Server-sent events `change` with `{kind, messageId?, conversationId?, channelId?}`: hints to read something again.',
  ),
  response: answers({
    200: { description: 'An open stream.', content: { 'text/event-stream': { schema: z.string() } } },
  }),
};

/** Server-sent events for pages that show live data. */
export function streamRoutes(parts: Pick<ApiParts, 'changes' | 'clock'>): FastifyPluginCallback {
  return (app, _options, done) => {
    const open = new Set<ServerResponse>();
    app.addHook('preClose', async () => {
      for (const response of open) response.end();
    });
    app.get('/stream', { schema: STREAM }, (request, reply) => {
      const access = callerOf(request);
      requireScope(access, 'read');
      reply.hijack();
      const response = reply.raw;
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': open\n\n');
      open.add(response);
      const stopBeating = beat(parts.clock, response);
      const unsubscribe = parts.changes.subscribe((change) => {
        if (mayUse(access, change.channelId ?? null)) send(response, change);
      });
      response.once('close', () => {
        open.delete(response);
        unsubscribe();
        stopBeating();
      });
    });
    done();
  };
}

function send(response: ServerResponse, change: Change): void {
  if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
  else response.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
}

/** Returns the function that stops it. */
function beat(clock: Clock, response: ServerResponse): () => void {
  let cancel = clock.setTimer(HEARTBEAT_MS, again);
  function again(): void {
    response.write(': still here\n\n');
    cancel = clock.setTimer(HEARTBEAT_MS, again);
  }
  return () => cancel();
}
