import { DateTime, IANAZone } from 'luxon';
import { Fields, Mistake, readText } from '../../domain/parsing/fields.ts';

/** Hours of some days. Without `from` and `to` the whole day; a span that ends before it begins goes over midnight. */
export interface TimeSpan {
  /** Minutes since midnight; `to` itself is outside. */
  from: number;
  to: number;
  /** ISO weekdays, 1 = Monday; of a span over midnight the day on which it begins. */
  days: readonly number[];
  /** IANA name. */
  timezone: string;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MINUTES_A_DAY = 24 * 60;

/** Reads `{from, to, days, timezone}`. Throws `Mistake`. */
export function readTimeSpan(input: unknown, path: string, timezone: string): TimeSpan {
  const fields = new Fields(input, path);
  if (!['from', 'to', 'days'].some((name) => fields.has(name))) throw new Mistake(path, 'needs from, to or days');
  const days = fields.optionalList('days', { min: 1, max: DAYS.length }, readDay);
  const span = {
    from: readMinutes(fields, 'from') ?? 0,
    to: readMinutes(fields, 'to') ?? MINUTES_A_DAY,
    days: days ?? DAYS.map((_, index) => index + 1),
    timezone: fields.has('timezone') ? readTimezone(fields.value('timezone'), fields.pathOf('timezone')) : timezone,
  };
  fields.end();
  if (span.from === span.to) throw new Mistake(path, 'must not begin and end at the same time');
  return span;
}

/** Throws `Mistake` for what is no IANA name of a time zone. */
export function readTimezone(input: unknown, path: string): string {
  const timezone = readText(input, path);
  if (!IANAZone.isValidZone(timezone)) throw new Mistake(path, 'must be a time zone such as Europe/Berlin');
  return timezone;
}

/** `now`: epoch ms. */
export function isWithin({ from, to, days, timezone }: TimeSpan, now: number): boolean {
  const local = DateTime.fromMillis(now, { zone: timezone });
  const minutes = local.hour * 60 + local.minute;
  const today = days.includes(local.weekday);
  if (from < to) return today && minutes >= from && minutes < to;
  const yesterday = days.includes(local.minus({ days: 1 }).weekday);
  return (today && minutes >= from) || (yesterday && minutes < to);
}

function readDay(item: unknown, path: string): number {
  const index = DAYS.indexOf(readText(item, path).toLowerCase());
  if (index < 0) throw new Mistake(path, `must be one of ${DAYS.join(', ')}`);
  return index + 1;
}

function readMinutes(fields: Fields, name: string): number | undefined {
  const text = fields.optionalText(name);
  if (text === undefined) return undefined;
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  if (!(total <= MINUTES_A_DAY)) throw fields.mistake(name, 'must be a time of day such as 09:30, at most 24:00');
  return total;
}
