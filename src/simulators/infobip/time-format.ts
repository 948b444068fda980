/** How dates are written; both forms have been published. */
export type TimeOffset = '+0000' | '-0300';

const OFFSET_MS: Record<TimeOffset, number> = { '+0000': 0, '-0300': -3 * 3_600_000 };

/** `2025-01-01T10:10:00.000+0000`: the offset has no colon. */
export function renderTime(atMs: number, offset: TimeOffset = '+0000'): string {
  return new Date(atMs + OFFSET_MS[offset]).toISOString().replace('Z', offset);
}
