import { closedLoop } from '../load/closed-loop.ts';
import { echoLoop } from '../load/echo-loop.ts';
import type { MockGraph } from '../mock-graph.ts';
import { signedRequest, statusWebhook } from '../wire.ts';
import { type Cluster, portOf } from './cluster.ts';

/** A message that the provider took. */
export interface Sent {
  id: string;
  person: number;
}

/** Echoes over all nodes at once, each with people of its own; `concurrency` people write at a time in all. */
export async function echoesOverAll(
  { nodes, path }: Cluster,
  load: { graph: MockGraph; messages: number; concurrency: number; persons: number },
): Promise<void> {
  const each = Math.ceil(load.persons / nodes.length);
  await Promise.all(
    nodes.map((node, at) =>
      echoLoop({
        ...{ port: portOf(node), path, graph: load.graph },
        messages: Math.ceil(load.messages / nodes.length),
        concurrency: Math.ceil(load.concurrency / nodes.length),
        // Scattered, so that neighbours in time are no neighbours in the store.
        personAt: (index) => at * each + ((index * 7_919) % each),
      }),
    ),
  );
}

const STATUSES = ['sent', 'delivered', 'read'] as const;

/** Tells of every message that it was sent, delivered and read, one status in a webhook. */
export async function statusesOf(
  sent: readonly Sent[],
  { nodes, path }: Cluster,
  connections: number,
): Promise<number> {
  const [node] = nodes;
  if (!node) throw new Error('no node');
  let told = 0;
  for (const status of STATUSES) {
    const bodies = sent.map((message) =>
      Buffer.from(statusWebhook(message).toString().replace('"status":"sent"', `"status":"${status}"`)),
    );
    const requests = bodies.map((body) => signedRequest(path, body));
    const { refused } = await closedLoop(portOf(node), requests, connections);
    if (refused > 0) throw new Error(`${refused} statuses were refused`);
    told += requests.length;
  }
  return told;
}
