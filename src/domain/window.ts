/** What a channel does with free-form content once the customer service window is closed. */
export type WindowPolicy = 'reject' | 'hold' | 'template';

/**
 * The moment at which the window that this message opens ends, epoch ms.
 * Counted from the provider's timestamp, but never from later than our receipt (clocks ahead of ours must not extend it).
 */
export function windowEnd(providerAt: number, receivedAt: number, windowMs: number): number {
  return Math.min(providerAt, receivedAt) + windowMs;
}

/** `until` null: this person never wrote, so there is no open window. */
export function isWindowOpen(until: number | null, now: number): boolean {
  return until !== null && now < until;
}
