import type { ProviderEvent } from '../../domain/events.ts';

const utf8 = new TextDecoder();

/** The text of a body. An empty one says so: every event keeps something of what it was made from. */
export function textOf(body: Uint8Array): string {
  return utf8.decode(body) || '(empty)';
}

/** The JSON text of one element. */
export function rawOf(element: unknown): string {
  return JSON.stringify(element) ?? 'null';
}

/** What a parser throws to say why an element cannot be understood. */
export class UnreadableElement extends Error {
  override readonly name = 'UnreadableElement';
}

/**
 * Parses one element so that nothing about it can reach its siblings: what its parser throws, on purpose or by mistake, becomes an
 * `unparsable` event with the text of `raw()`, which should be a webhook body of its own so that a replay can parse it again.
 */
export function parseElement(parse: () => readonly ProviderEvent[], raw: () => string): readonly ProviderEvent[] {
  try {
    return parse();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ type: 'unparsable', reason, raw: raw() }];
  }
}
