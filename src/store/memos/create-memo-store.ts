import type { Engine } from '../engine.ts';
import type { MemoStore } from '../memos.ts';
import { findMemo, listMemos } from './read.ts';
import { dropMemo, keepMemo, renewMemo } from './write.ts';

/** The contract of memos on either engine. */
export function createMemoStore(engine: Engine): MemoStore {
  return {
    findMemo: (place) => engine.read(findMemo, place),
    keepMemo: async (memo) => void (await engine.write(keepMemo, memo)),
    dropMemo: async (place) => void (await engine.write(dropMemo, place)),
    listMemos: (page) => engine.read(listMemos, page),
    renewMemo: async (place, change) => void (await engine.write(renewMemo, { ...place, ...change })),
  };
}
