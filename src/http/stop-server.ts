import type { FastifyInstance } from 'fastify';
import type { Clock } from '../host/clock.ts';

/** Takes no more connections, lets running requests finish, and ends what is still open after `graceMs`. */
export async function stopServer(app: FastifyInstance, graceMs: number, clock: Clock): Promise<void> {
  const cancel = clock.setTimer(graceMs, () => app.server.closeAllConnections());
  try {
    await app.close();
  } finally {
    cancel();
  }
}
