import type { FastifyInstance } from 'fastify';
import type { Clock } from '../host/clock.ts';

/** Takes no more connections, lets running requests finish, and ends what is still open after `graceMs`. */
export async function stopServer(app: FastifyInstance, graceMs: number, clock: Clock): Promise<void> {
  const cancel = clock.setTimer(graceMs, () => app.server.closeAllConnections());
  // A connection whose request is running now would otherwise stay open for the next one, and hold the stop.
  app.server.keepAliveTimeout = 1;
  app.server.keepAliveTimeoutBuffer = 0;
  try {
    await app.close();
  } finally {
    cancel();
  }
}
