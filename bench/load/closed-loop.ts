/** The cheapest load generator that is still honest: keep-alive sockets, each with one request under way. */
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { LoadResult } from '../samples.ts';
import { exchange } from './exchange.ts';

/** Sends `requests` over `connections` sockets, each the next when the last was answered. */
export async function closedLoop(port: number, requests: readonly Buffer[], connections: number): Promise<LoadResult> {
  const latencies: number[] = [];
  let next = 0;
  let refused = 0;
  const startedAt = performance.now();

  async function drive(): Promise<void> {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    try {
      for (let request = requests[next++]; request; request = requests[next++]) {
        const sentAt = performance.now();
        const status = await exchange(socket, request);
        latencies.push(performance.now() - sentAt);
        if (status !== 200) refused += 1;
      }
    } finally {
      socket.destroy();
    }
  }

  await Promise.all(Array.from({ length: connections }, drive));
  return summary(latencies, startedAt, refused);
}

/** `latencies` in milliseconds, of what was done since `startedAt`. */
export function summary(latencies: number[], startedAt: number, refused: number): LoadResult {
  const seconds = (performance.now() - startedAt) / 1_000;
  latencies.sort((a, b) => a - b);
  return { perSecond: latencies.length / seconds, p50Ms: at(latencies, 0.5), p99Ms: at(latencies, 0.99), refused };
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
