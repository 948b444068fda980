import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Door, Pressure } from '../pipeline/pressure.ts';
import { notFound } from './problem.ts';

/** Smaller bodies are read without room kept for them: their sockets' buffers hold as much anyway. */
const SMALL_BYTES = 65_536;

interface BodyBounds {
  pressure: Pressure;
  door: Door;
  /** Asked before a large body of somebody who has shown nothing yet is read: strangers get no room. */
  isKnown?(request: FastifyRequest): Promise<boolean>;
}

/** Refuses bodies that there is no room for before they are read; throws `Overloaded`. */
export function boundBodies(app: FastifyInstance, bounds: BodyBounds): void {
  app.addHook('onRequest', (request, reply, done) => {
    const bytes = isStreamed(request, bounds) ? 0 : announcedBytes(request);
    if (bytes > SMALL_BYTES) {
      makeRoom(request, reply, { ...bounds, bytes }).then(() => done(), done);
      return;
    }
    if (bytes > 0) bounds.pressure.check(bounds.door);
    done();
  });
}

async function makeRoom(
  request: FastifyRequest,
  reply: FastifyReply,
  { pressure, door, isKnown, bytes }: BodyBounds & { bytes: number },
): Promise<void> {
  pressure.check(door);
  if (isKnown && !(await isKnown(request))) throw notFound('address');
  const giveBack = pressure.reserve(door, bytes);
  // From its arrival on a webhook's body is counted by the intake; a program's is not, and lasts until the answer.
  const holder = door === 'webhook' ? request.raw : reply.raw;
  holder.once('close', giveBack);
  // Whoever hung up while it was looked up who calls has closed already.
  if (holder.destroyed) giveBack();
}

/** A program's upload goes to the file store as it comes. */
function isStreamed({ headers }: FastifyRequest, { door }: BodyBounds): boolean {
  return door === 'api' && headers['content-type']?.startsWith('multipart/') === true;
}

/**
 * What a request says of its body's length; without a word, as much as its route takes. None where it says more than that: the framework
 * refuses it unread, and for good.
 */
function announcedBytes({ headers, routeOptions }: FastifyRequest): number {
  const { bodyLimit = Number.POSITIVE_INFINITY } = routeOptions;
  const announced = headers['content-length'];
  if (announced !== undefined) return Number(announced) > bodyLimit ? 0 : Number(announced);
  return headers['transfer-encoding'] === undefined ? 0 : bodyLimit;
}
