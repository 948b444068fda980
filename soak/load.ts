import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { exchange } from '../bench/load/exchange.ts';
import { signedRequest, textWebhook } from '../bench/wire.ts';
import type { Stage } from './stage.ts';

const PERSONS = 2_000;
const TICK_MS = 10;

export interface Load {
  perSecond: number;
  /** Most connections; when all wait for an answer, nothing more can be offered. */
  connections: number;
  /** Share of webhooks that are made large, and how large. */
  large?: { share: number; bytes: number };
  goesOn(): boolean;
}

/** Webhooks at a rate, whether or not the ones before were answered; what is refused is not repeated. Resolves when all are answered. */
export async function openLoad(stage: Stage, load: Load): Promise<void> {
  const writer = createWriter(stage, load);
  const startedAt = performance.now();
  let offered = 0;
  while (load.goesOn()) {
    const due = Math.floor(((performance.now() - startedAt) * load.perSecond) / 1_000);
    while (offered < due && writer.hasRoom()) {
      offered += 1;
      writer.write();
    }
    // What could not be offered is not made up for.
    offered = due;
    await pause(TICK_MS);
  }
  await writer.close();
}

/** Answered messages a second of `people` who each write when their last message was answered. */
export async function measureCapacity(stage: Stage, { people, ms }: { people: number; ms: number }): Promise<number> {
  const writer = createWriter(stage, { connections: people });
  const until = performance.now() + ms;
  const before = stage.ledger.count().answered;
  while (performance.now() < until) {
    const { acknowledged, answered } = stage.ledger.count();
    for (let free = people - (acknowledged - answered); free > 0 && writer.hasRoom(); free -= 1) writer.write();
    await pause(1);
  }
  const { answered } = stage.ledger.count();
  await writer.close();
  return ((answered - before) * 1_000) / ms;
}

function createWriter({ port, path, ledger }: Stage, { connections, large }: Pick<Load, 'connections' | 'large'>) {
  const free: Socket[] = [];
  const underWay = new Set<Promise<void>>();
  let person = 0;

  async function post(text: string, body: Buffer): Promise<void> {
    const socket = lastOpen(free) ?? connect({ port, host: '127.0.0.1', noDelay: true });
    try {
      const status = await exchange(socket, signedRequest(path, body));
      if (status === 200) ledger.acknowledged(text);
      else ledger.refused();
      free.push(socket);
    } catch {
      ledger.broken();
      socket.destroy();
    }
  }

  return {
    hasRoom: () => underWay.size < connections,
    write() {
      person = (person + 1) % PERSONS;
      const text = ledger.next();
      const { body } = textWebhook(person, text);
      const isLarge = large !== undefined && Math.random() < large.share;
      const posted = post(text, isLarge ? padded(body, large.bytes) : body);
      underWay.add(posted);
      void posted.finally(() => underWay.delete(posted));
    },
    async close() {
      await Promise.all(underWay);
      for (const socket of free) socket.destroy();
    },
  };
}

/** The one used last, so that the server closes what is not needed any more. */
function lastOpen(free: Socket[]): Socket | undefined {
  for (let socket = free.pop(); socket; socket = free.pop()) if (socket.writable) return socket;
  return undefined;
}

/** The same webhook with a field that nobody knows. */
function padded(body: Buffer, bytes: number): Buffer {
  return Buffer.concat([body.subarray(0, -1), Buffer.from(`,"padding":"${'x'.repeat(bytes)}"}`)]);
}
