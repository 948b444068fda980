/** The thread that answers lists and counts, so that a long one never stands in the way of the pipeline. */
import { workerData } from 'node:worker_threads';
import { queries } from '../catalogue.ts';
import type { Outcome } from './batch.ts';
import { openReader } from './connection.ts';
import { createQueryRunner, type ReadRequest } from './run-query.ts';
import { serve } from './serve.ts';

// `open.ts` starts this thread with the path.
const db = openReader((workerData as { path: string }).path);

serve<ReadRequest, Outcome>(createQueryRunner(db, queries), () => db.close());
