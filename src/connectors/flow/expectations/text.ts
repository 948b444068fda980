import type { Fields } from '../../../domain/parsing/fields.ts';
import { countCodePoints } from '../../../domain/text-split.ts';
import { readPattern } from '../pattern.ts';
import { type Expectation, wordsIn } from './expectation.ts';
import { readRange } from './range.ts';

/** The longest text that a provider delivers is far below. */
const LENGTHS = { min: 1, max: 65_536 };

/** `{min, max, pattern}`, lengths in characters. Stores the text. */
export function readTextExpectation(fields: Fields): Expectation {
  const { min, max } = readRange(fields, LENGTHS);
  const pattern = fields.has('pattern') ? readPattern(fields.value('pattern'), fields.pathOf('pattern')) : undefined;
  return {
    kind: 'text',
    accept(message) {
      const words = wordsIn(message) ?? '';
      const length = countCodePoints(words);
      if (length < min || length > max) return undefined;
      return pattern === undefined || pattern.match(words) !== null ? words : undefined;
    },
  };
}
