import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepClock } from './keep-clock.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chasqui-clock-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test('a clock that was turned is still turned after a restart', () => {
  const before = keepClock(folder);
  expect(before.shiftedMs()).toBe(0);
  before.shift(86_400_000);
  before.shift(3_600_000);
  const after = keepClock(folder);
  expect(after.shiftedMs()).toBe(90_000_000);
  expect(after.now()).toBeGreaterThanOrEqual(Date.now() + 89_999_000);
});

test('what cannot be read as a time is not taken for one', () => {
  writeFileSync(join(folder, 'clock-shift'), 'tomorrow');
  expect(() => keepClock(folder)).toThrow('by how many milliseconds');
});
