/** The thread that owns the writing connection. */
import { workerData } from 'node:worker_threads';
import { operations } from '../catalogue.ts';
import type { BatchAnswer, WriteBatch } from './batch.ts';
import { openWriter } from './connection.ts';
import { serve } from './serve.ts';
import { createBatchWriter } from './write-batch.ts';

// `open.ts` starts this thread with the path.
const db = openWriter((workerData as { path: string }).path);

serve<WriteBatch, BatchAnswer>(createBatchWriter(db, operations), () => db.close());
