import { expect, it } from 'vitest';
import { freeNumber } from './free-number.ts';

it('is the first number that nobody has', () => {
  expect(freeNumber(['15550009999'])).toBe('15550200001');
  expect(freeNumber(['15550200001', '15550200003'])).toBe('15550200002');
});
