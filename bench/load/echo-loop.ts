import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { MockGraph } from '../mock-graph.ts';
import type { LoadResult } from '../samples.ts';
import { signedRequest, textWebhook } from '../wire.ts';
import { summary } from './closed-loop.ts';
import { exchange } from './exchange.ts';

const PERSONS = 2_000;
const LOST_AFTER_MS = 30_000;

export interface EchoLoad {
  port: number;
  path: string;
  graph: MockGraph;
  messages: number;
  concurrency: number;
  /** Writes no further message after so long; what is under way is waited for and counts. */
  seconds?: number;
  /** Who writes the `index`-th message; default: 2,000 people in turn. */
  personAt?(index: number): number;
}

let loops = 0;

/** People who write their next message when the answer to the last has arrived at the provider. */
export async function echoLoop(load: EchoLoad): Promise<LoadResult> {
  const { port, path, graph, messages, concurrency, personAt = (index) => index % PERSONS } = load;
  loops += 1;
  const requests = Array.from({ length: messages }, (_, index) => {
    const text = `echo ${loops}-${index}`;
    return { text, bytes: signedRequest(path, textWebhook(personAt(index), text).body) };
  });
  const latencies: number[] = [];
  let next = 0;
  let refused = 0;
  const startedAt = performance.now();
  const until = startedAt + (load.seconds ?? Number.POSITIVE_INFINITY) * 1_000;

  async function person(): Promise<void> {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    try {
      for (let request = requests[next++]; request && performance.now() < until; request = requests[next++]) {
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
  return summary(latencies, startedAt, refused);
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
