import { asNumber, asText } from '../kit/json.ts';

const TIER = /^TIER_(\d+)(K?)$/;

/**
 * How many people may be written to in a day outside their window, as digits or `unlimited`. Meta writes a number (-1: no limit) or a
 * tier (`TIER_2K`). Undefined: not told.
 */
export function parseLimit(value: unknown): string | undefined {
  const count = asNumber(value);
  if (count !== undefined) return count < 0 ? 'unlimited' : String(count);
  const text = asText(value);
  if (text === undefined || text === 'TIER_NOT_SET') return undefined;
  if (text === 'TIER_UNLIMITED') return 'unlimited';
  const [, digits, thousands] = TIER.exec(text) ?? [];
  return digits === undefined ? text.toLowerCase() : String(Number(digits) * (thousands === 'K' ? 1_000 : 1));
}
