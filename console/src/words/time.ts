const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time as people say it: `12 ms`, `3.4 s`, `2 min`. In: ms. */
export function formatDuration(ms: number, language: string): string {
  const amount = (value: number, unit: string, digits: number) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
  const length = Math.max(0, ms);
  if (length < SECOND) return amount(length, 'millisecond', length < 10 ? 1 : 0);
  if (length < MINUTE) return amount(length / SECOND, 'second', length < 10 * SECOND ? 1 : 0);
  if (length < HOUR) return amount(length / MINUTE, 'minute', 1);
  return length < DAY ? amount(length / HOUR, 'hour', 1) : amount(length / DAY, 'day', 1);
}

/** How long ago, in words, for the last week; then the date. `at` and `now` in epoch ms. */
export function formatAgo(at: number, now: number, language: string): string {
  const passed = Math.max(0, now - at);
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  if (passed < 10 * SECOND) return words.format(0, 'second');
  if (passed < MINUTE) return words.format(-Math.round(passed / SECOND), 'second');
  if (passed < HOUR) return words.format(-Math.round(passed / MINUTE), 'minute');
  if (passed < DAY) return words.format(-Math.round(passed / HOUR), 'hour');
  if (passed < 7 * DAY) return words.format(-Math.round(passed / DAY), 'day');
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at);
}

/** Date and time of day to the second. In: epoch ms or ISO 8601. */
export function formatMoment(at: number | string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(at));
}

/** Hours and minutes, as a phone shows them. In: epoch ms. */
export function formatClock(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** A longer time to the nearest minute: `23 hr, 5 min`. In: ms. */
export function formatHours(ms: number, language: string): string {
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  const minutes = Math.round(ms / MINUTE);
  const parts = [
    ...(minutes >= 60 ? [unit(Math.floor(minutes / 60), 'hour')] : []),
    ...(minutes % 60 > 0 || minutes === 0 ? [unit(minutes % 60, 'minute')] : []),
  ];
  return new Intl.ListFormat(language, { style: 'short', type: 'unit' }).format(parts);
}

/** The day, as a chat shows it. In: epoch ms. */
export function formatDay(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}

/** Weekday and time of day. In: epoch ms. */
export function formatWeekTime(at: number, language: string): string {
  const format = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(language, format).format(at);
}
