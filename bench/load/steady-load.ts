/** Live traffic as it comes: so many messages a second, whether or not the ones before have been answered. */
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { MockGraph } from '../mock-graph.ts';
import type { LoadResult } from '../samples.ts';
import { signedRequest, textWebhook } from '../wire.ts';
import { summary } from './closed-loop.ts';
import { within } from './echo-loop.ts';
import { exchange } from './exchange.ts';

const PERSONS = 2_000;

export interface SteadyLoad {
  port: number;
  path: string;
  graph: MockGraph;
  perSecond: number;
  /** Asked before every message. */
  goesOn(): boolean;
}

let serial = 0;

/** Latencies from the moment at which a message was to be written until its answer is at the provider. */
export async function steadyLoad({ port, path, graph, perSecond, goesOn }: SteadyLoad): Promise<LoadResult> {
  const sockets: Socket[] = [];
  const latencies: number[] = [];
  const underWay: Promise<void>[] = [];
  let refused = 0;
  let isBroken = false;

  async function write(dueAt: number): Promise<void> {
    const text = `live-${++serial}`;
    // In rotation, so that none is idle for so long that the server closes it.
    const socket = sockets.shift() ?? connect({ port, host: '127.0.0.1', noDelay: true });
    const arrived = within(graph.arrival(text), text);
    const status = await exchange(socket, signedRequest(path, textWebhook(serial % PERSONS, text).body));
    sockets.push(socket);
    if (status !== 200) refused += 1;
    await arrived;
    latencies.push(performance.now() - dueAt);
  }

  const startedAt = performance.now();
  for (let count = 0; goesOn() && !isBroken; count += 1) {
    const dueAt = startedAt + (count * 1_000) / perSecond;
    const early = dueAt - performance.now();
    if (early > 0) await pause(early);
    const written = write(dueAt);
    written.catch(() => {
      isBroken = true;
    });
    underWay.push(written);
  }
  await Promise.all(underWay);
  for (const socket of sockets) socket.destroy();
  return summary(latencies, startedAt, refused);
}

/** For `goesOn`: true for so long from now on. */
export function forSeconds(seconds: number): () => boolean {
  const until = Date.now() + seconds * 1_000;
  return () => Date.now() < until;
}
