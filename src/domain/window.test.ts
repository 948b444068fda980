import fc from 'fast-check';
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

  const moment = fc.integer({ min: 0, max: 4e12 });
  const length = fc.integer({ min: 1, max: 30 * DAY });

  it('is open while both clocks count less than its length, whichever of them is ahead', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -DAY, max: DAY }), length, moment, (wroteAt, travelMs, windowMs, now) => {
        const receivedAt = wroteAt + travelMs;
        const isWithinBoth = now - wroteAt < windowMs && now - receivedAt < windowMs;
        expect(isWindowOpen(windowEnd(wroteAt, receivedAt, windowMs), now)).toBe(isWithinBoth);
      }),
    );
  });

  it('ends at one moment: open until the last millisecond before it, and never again after it', () => {
    fc.assert(
      fc.property(moment, moment, length, fc.nat(DAY), (wroteAt, receivedAt, windowMs, afterMs) => {
        const end = windowEnd(wroteAt, receivedAt, windowMs);
        expect(isWindowOpen(end, end - 1 - afterMs)).toBe(true);
        expect(isWindowOpen(end, end + afterMs)).toBe(false);
      }),
    );
  });

  it('is only ever extended by what the person writes later', () => {
    fc.assert(
      fc.property(moment, moment, length, fc.nat(DAY), (wroteAt, receivedAt, windowMs, laterMs) => {
        const before = windowEnd(wroteAt, receivedAt, windowMs);
        expect(windowEnd(wroteAt + laterMs, receivedAt + laterMs, windowMs)).toBe(before + laterMs);
      }),
    );
  });
});
