import type { Fields } from '../../../domain/parsing/fields.ts';
import { type Expectation, wordsIn } from './expectation.ts';
import { readRange } from './range.ts';

const BOUNDS = { min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
/** Code points of the zeros whose digits people type beside ASCII: Arabic-Indic, Persian, Devanagari, Bengali. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6];

/** What groups thousands, as part of an expression, and the decimal sign that goes with it. */
const GROUPINGS = [
  ['\\.', ','],
  [',', '.'],
  ["[ '’]", ','],
  ["[ '’]", '.'],
] as const;

/** `{min, max, integer}`. Stores a number. */
export function readNumberExpectation(fields: Fields): Expectation {
  const { min, max } = readRange(fields, BOUNDS);
  const mustBeWhole = fields.flag('integer') === true;
  return {
    kind: 'number',
    accept(message) {
      const number = parseNumber(wordsIn(message) ?? '');
      if (number === undefined || number < min || number > max) return undefined;
      return mustBeWhole && !Number.isInteger(number) ? undefined : number;
    },
  };
}

/**
 * A number as people type it: `12`, `-3,5`, `1 200`, `1.234,50`, `1,234.50`. Undefined for what is no number, and for what two people
 * would read differently (`1.234`).
 */
export function parseNumber(text: string): number | undefined {
  const plain = [...text.normalize('NFKC')].map(asciiDigit).join('');
  const [, sign = '', digits = ''] = /^([+\-−]?)\s*(\d[\d.,'’ ]*)$/.exec(plain.replace(/\s/g, ' ').trim()) ?? [];
  const written = joinGroups(digits.trim());
  if (written === undefined) return undefined;
  const number = Number(written);
  return sign === '' || sign === '+' ? number : 0 - number;
}

/** Digits with a point, without what groups them; thousands must be grouped in threes. */
function joinGroups(digits: string): string | undefined {
  if (/^\d+([.,]\d{1,2}|[.,]\d{4,})?$/.test(digits)) return digits.replace(',', '.');
  // One separator and three digits is a thousand to some people and a fraction to others, unless it begins with 0.
  if (/^0[.,]\d{3}$/.test(digits)) return digits.replace(',', '.');
  for (const [group, point] of GROUPINGS) {
    const [integer = '', fraction = '', ...more] = digits.split(point);
    const isGrouped =
      new RegExp(`^\\d{1,3}(${group}\\d{3})+$`).test(integer) && /^\d*$/.test(fraction) && more.length === 0;
    const isClear = fraction !== '' || !/^\d+[.,]\d{3}$/.test(digits);
    if (isGrouped && isClear) return `${integer.replace(/\D/g, '')}.${fraction}`;
  }
  return undefined;
}

function asciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const zero = ZEROS.find((one) => code >= one && code < one + 10);
  return zero === undefined ? character : String(code - zero);
}
