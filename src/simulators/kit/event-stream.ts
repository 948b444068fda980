import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Announcer, PhoneEvent } from './events.ts';

/** Server-sent events to any number of readers. */
export interface EventStream {
  /** A route handler. */
  open(request: FastifyRequest, reply: FastifyReply): void;
  /** Ends every stream, so that the server can close. */
  close(): void;
}

export function createEventStream(events: Announcer<PhoneEvent>): EventStream {
  const endings = new Set<() => void>();
  return {
    open(_request, reply) {
      reply.hijack();
      const out = reply.raw;
      out.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      // A comment line: readers learn at once that the stream is open.
      out.write(':\n\n');
      const stopListening = events.listen(({ event, data }) => {
        out.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      });
      const end = () => {
        stopListening();
        endings.delete(end);
        out.end();
      };
      endings.add(end);
      out.once('close', end);
    },
    close() {
      for (const end of endings) end();
    },
  };
}
