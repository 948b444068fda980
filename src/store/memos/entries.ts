import type { AnyOperation, AnyQuery } from '../engine.ts';
import { findMemo, listMemos } from './read.ts';
import { dropMemo, keepMemo, renewMemo } from './write.ts';

/** The part of the catalogue that memos need. */
export const memoOperations: readonly AnyOperation[] = [keepMemo, dropMemo, renewMemo];

export const memoQueries: readonly AnyQuery[] = [findMemo, listMemos];
