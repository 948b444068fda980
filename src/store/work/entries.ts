import type { AnyOperation, AnyQuery } from '../engine.ts';

/** The work part of the catalogue. */
export const workOperations: readonly AnyOperation[] = [];

export const workQueries: readonly AnyQuery[] = [];
