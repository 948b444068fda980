import type { AnyOperation, AnyQuery } from '../engine.ts';
import { ingest } from './ingest.ts';

/** The work part of the catalogue. */
export const workOperations: readonly AnyOperation[] = [ingest];

export const workQueries: readonly AnyQuery[] = [];
