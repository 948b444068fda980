import { DateTime } from 'luxon';
import { type Fields, Mistake, readText } from '../../../domain/parsing/fields.ts';
import { readTimezone } from '../time-of-day.ts';
import { type Expectation, wordsIn } from './expectation.ts';

/** Spellings that mean the same everywhere; `3/4/2026` does not. */
const FORMATS = ['yyyy-MM-dd', 'd.M.yyyy'];
/** A day whose number is neither a month nor a two-digit year's, to see whether a format keeps all three parts. */
const PROBE = DateTime.utc(2031, 4, 23);

/**
 * `{formats, min, max, timezone}`; formats as https://moment.github.io/luxon/#/parsing?id=table-of-tokens, limits as `yyyy-MM-dd` or
 * `today`. Stores `yyyy-MM-dd`.
 */
export function readDateExpectation(fields: Fields, defaultTimezone: string): Expectation {
  const formats = fields.optionalList('formats', { min: 1, max: 20 }, readFormat) ?? FORMATS;
  const zone = fields.has('timezone')
    ? readTimezone(fields.value('timezone'), fields.pathOf('timezone'))
    : defaultTimezone;
  const min = readLimit(fields, 'min');
  const max = readLimit(fields, 'max');
  return {
    kind: 'date',
    accept(message, { now }) {
      const date = parseDate(wordsIn(message) ?? '', formats);
      const today = DateTime.fromMillis(now, { zone }).toISODate() ?? '';
      // ISO dates compare as texts.
      const isEarly = min !== undefined && date !== undefined && date < (min === 'today' ? today : min);
      const isLate = max !== undefined && date !== undefined && date > (max === 'today' ? today : max);
      return isEarly || isLate ? undefined : date;
    },
  };
}

function parseDate(text: string, formats: readonly string[]): string | undefined {
  for (const format of formats) {
    const date = parse(text, format);
    if (date.isValid) return date.toISODate() ?? undefined;
  }
  return undefined;
}

function parse(text: string, format: string): DateTime {
  return DateTime.fromFormat(text, format, { zone: 'utc', locale: 'en' });
}

function readFormat(item: unknown, path: string): string {
  const format = readText(item, path);
  const back = parse(PROBE.toFormat(format, { locale: 'en' }), format);
  if (!back.hasSame(PROBE, 'day')) throw new Mistake(path, 'must have day, month and year, such as d.M.yyyy');
  return format;
}

function readLimit(fields: Fields, name: string): string | undefined {
  const limit = fields.optionalText(name);
  if (limit === undefined || limit === 'today') return limit;
  if (!parse(limit, 'yyyy-MM-dd').isValid) throw fields.mistake(name, 'must be a date such as 2026-12-31, or today');
  return limit;
}
