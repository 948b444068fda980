import { expect, it } from 'vitest';
import { formatMoney } from './money.ts';

it('a price is written as the reader writes it', () => {
  expect(formatMoney(1234.5, 'EUR', 'en')).toBe('€1,234.50');
  expect(formatMoney(12, undefined, 'en')).toBe('12');
  expect(formatMoney(12, 'points', 'en')).toBe('12 points');
});
