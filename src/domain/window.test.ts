import { describe, expect, it } from 'vitest';
import { isWindowOpen, windowEnd } from './window.ts';

const DAY = 86_400_000;

describe('the customer service window', () => {
  it('counts from the moment at which the person wrote', () => {
    expect(windowEnd(1_000, 5_000, DAY)).toBe(1_000 + DAY);
  });

  it('is not extended by a provider whose clock is ahead of ours', () => {
    expect(windowEnd(9_000, 5_000, DAY)).toBe(5_000 + DAY);
  });

  it.each([
    ['before its end', 999, true],
    ['at its end', 1_000, false],
    ['after its end', 1_001, false],
  ])('%s', (_, now, open) => {
    expect(isWindowOpen(1_000, now)).toBe(open);
  });

  it('is closed for a person who never wrote', () => {
    expect(isWindowOpen(null, 0)).toBe(false);
  });
});
