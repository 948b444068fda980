/** Above this a count is one of milliseconds; as seconds it would be the year 33658. */
const MILLISECONDS_FROM = 1e12;
/** The year 10000: what would be later is no time, but an id or a phone number. */
const NO_TIME_FROM = 253_402_300_800_000;
const DIGITS = /^\d{1,16}$/;

/** Epoch ms from seconds or milliseconds, as number or text. Undefined: not a time. */
export function parseEpoch(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  if (typeof value === 'string' && !DIGITS.test(value)) return undefined;
  const count = Math.floor(Number(value));
  if (!Number.isSafeInteger(count) || count <= 0) return undefined;
  const at = count >= MILLISECONDS_FROM ? count : count * 1000;
  return at < NO_TIME_FROM ? at : undefined;
}

/** A `Retry-After` header, seconds or a date, as ms from `now`. Undefined: absent or unreadable. */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
