import { describe, expect, it } from 'vitest';
import { BadCursor } from '../../store/queries.ts';
import { pageOfList } from './paging.ts';

const ITEMS = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));

function walk(limit: number): string[][] {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = pageOfList(ITEMS, { limit, cursor });
    pages.push(page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

describe('pages of a list in memory', () => {
  it('show every item once, in order', () => {
    expect(walk(2)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('end with the last item, without an empty page after it', () => {
    expect(walk(5)).toEqual([['a', 'b', 'c', 'd', 'e']]);
  });

  it('refuse a cursor of another list', () => {
    expect(() => pageOfList(ITEMS, { limit: 2, cursor: 'z' })).toThrow(BadCursor);
  });
});
