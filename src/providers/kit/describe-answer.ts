import type { ProviderAnswer } from './exchange.ts';

/** An answer without JSON is kept for the trace, but no more of it than tells what it is. */
const MAX_KEPT_TEXT = 2_000;

/** What the trace shows of an answer. */
export function describeAnswer({ status, json, text }: ProviderAnswer): Record<string, unknown> {
  return { status, body: json ?? text.slice(0, MAX_KEPT_TEXT) };
}
