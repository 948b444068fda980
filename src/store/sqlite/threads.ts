import type { BatchAnswer, Outcome, WriteBatch } from './batch.ts';
import type { SqliteRunner } from './engine.ts';
import type { ReadRequest } from './run-query.ts';
import { Thread } from './thread.ts';

/** One thread that writes and one that reads, so that neither a flush nor a long list holds the gateway's event loop. */
export async function startThreads(path: string, health: ReturnType<SqliteRunner['health']>): Promise<SqliteRunner> {
  const [writer, reader] = await Promise.all([
    Thread.start<WriteBatch, BatchAnswer>(new URL('./writer-worker.ts', import.meta.url), { path }),
    Thread.start<ReadRequest, Outcome>(new URL('./reader-worker.ts', import.meta.url), { path }),
  ]);
  return {
    write: (batch) => writer.call(batch),
    read: (request) => reader.call(request),
    soon: (send) => setImmediate(send),
    health: () => ({ ...health, ok: writer.isRunning && reader.isRunning }),
    async close() {
      // The reader first: whoever closes last tidies the write-ahead log, and a reader cannot.
      await reader.stop();
      await writer.stop();
    },
  };
}
