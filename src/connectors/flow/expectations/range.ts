import type { Bounds, Fields } from '../../../domain/parsing/fields.ts';

/** `min` and `max` of an expectation, each within `bounds`, which also stand for what is left out. Throws `Mistake`. */
export function readRange(fields: Fields, bounds: Bounds): Bounds {
  const min = fields.has('min') ? fields.number('min', bounds) : bounds.min;
  const max = fields.has('max') ? fields.number('max', bounds) : bounds.max;
  if (min > max) throw fields.mistake('min', `must be at most ${max}, which is max`);
  return { min, max };
}
