/** An offset without a colon, which not every parser of dates takes. */
const BARE_OFFSET = /([+-]\d{2})(\d{2})$/;

/** Epoch ms of `2025-01-01T10:10:00.000+0000` and its like. Undefined: not a time. */
export function parseDate(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const at = Date.parse(value.trim().replace(BARE_OFFSET, '$1:$2'));
  return Number.isNaN(at) || at <= 0 ? undefined : at;
}
