import { describe, expect, it } from 'vitest';
import { BadCursor } from '../store/queries.ts';
import { pageOf, readPage } from './page.ts';

const rows = [1, 2, 3, 3, 5].map((createdAt, index) => ({ id: `bot_${index}`, createdAt }));
const newestFirst = ['bot_4', 'bot_3', 'bot_2', 'bot_1', 'bot_0'];

describe('a list in memory', () => {
  it('is shown newest first, page by page', () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: ReturnType<typeof pageOf<(typeof rows)[number]>> = pageOf(rows, {
        limit: 2,
        ...(cursor && { cursor }),
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(newestFirst);
  });

  it('goes on behind a row that was deleted meanwhile', () => {
    const { nextCursor } = pageOf(rows, { limit: 2 });
    const left = rows.filter(({ id }) => id !== 'bot_3');
    const next = pageOf(left, { limit: 2, cursor: String(nextCursor) });
    expect(next.items.map(({ id }) => id)).toEqual(['bot_2', 'bot_1']);
  });

  it.each([
    [{ limit: 0 }, '/limit'],
    [{ limit: 101 }, '/limit'],
    [{ limit: 1.5 }, '/limit'],
    [{ limit: 1, cursor: 'nonsense' }, '/cursor'],
  ])('refuses %j', (request, path) => {
    expect(() => pageOf(rows, request)).toThrow(
      expect.objectContaining({ code: 'invalid', problems: [expect.objectContaining({ path })] }),
    );
  });
});

describe('a list of the store', () => {
  it('makes a cursor that is none a fault of the caller', async () => {
    const refuse = () => Promise.reject(new BadCursor());
    await expect(readPage({ limit: 1, cursor: 'x' }, refuse)).rejects.toMatchObject({
      code: 'invalid',
      problems: [{ path: '/cursor' }],
    });
  });

  it('leaves other failures as they are', async () => {
    const failure = new Error('disk');
    await expect(readPage({ limit: 1 }, () => Promise.reject(failure))).rejects.toBe(failure);
  });
});
