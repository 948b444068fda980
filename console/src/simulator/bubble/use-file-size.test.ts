import { expect, it } from 'vitest';
import { dataUrlSize } from './use-file-size.ts';

it('the size of a data URL is that of its content', () => {
  const sizeOf = (text: string) => dataUrlSize(`data:text/plain;base64,${btoa(text)}`);
  expect(['', 'a', 'ab', 'abc', 'abcd'].map(sizeOf)).toEqual([0, 1, 2, 3, 4]);
});
