import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ShiftableClock, shiftableClock } from '../host/shiftable-clock.ts';

/**
 * A clock that stays turned over restarts. What is stored has the times that it showed: work for a clock that is set back would seem to be
 * due tomorrow.
 */
export function keepClock(dataDirectory: string): ShiftableClock {
  const path = join(dataDirectory, 'clock-shift');
  const kept = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
  if (!(kept >= 0)) throw new Error(`${path} should hold by how many milliseconds the clock is turned.`);
  return shiftableClock({ shiftedMs: kept, onShift: (shiftedMs) => writeFileSync(path, String(shiftedMs)) });
}
