import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { at, exchange, type LoadResult } from './closed-loop.ts';
import type { MockGraph } from './mock-graph.ts';
import { signedRequest, textWebhook } from './wire.ts';

const PERSONS = 2_000;
const LOST_AFTER_MS = 30_000;

export interface EchoLoad {
  port: number;
  path: string;
  graph: MockGraph;
  messages: number;
  concurrency: number;
}

/** People who write their next message when the answer to the last has arrived at the provider. */
export async function echoLoop({ port, path, graph, messages, concurrency }: EchoLoad): Promise<LoadResult> {
  const requests = Array.from({ length: messages }, (_, index) => {
    const text = `${path.slice(-6)}-${index}`;
    return { text, bytes: signedRequest(path, textWebhook(index % PERSONS, text).body) };
  });
  const latencies: number[] = [];
  let next = 0;
  let refused = 0;
  const startedAt = performance.now();

  async function person(): Promise<void> {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    try {
      for (let request = requests[next++]; request; request = requests[next++]) {
        const sentAt = performance.now();
        const arrived = within(graph.arrival(request.text), request.text);
        if ((await exchange(socket, request.bytes)) !== 200) refused += 1;
        await arrived;
        latencies.push(performance.now() - sentAt);
      }
    } finally {
      socket.destroy();
    }
  }

  await Promise.all(Array.from({ length: concurrency }, person));
  const seconds = (performance.now() - startedAt) / 1_000;
  latencies.sort((a, b) => a - b);
  return { perSecond: messages / seconds, p50Ms: at(latencies, 0.5), p99Ms: at(latencies, 0.99), refused };
}

/** Rejects when the answer to `text` does not arrive in half a minute. */
export function within(arrival: Promise<void>, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer to ${text} arrived`)), LOST_AFTER_MS);
    void arrival.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
