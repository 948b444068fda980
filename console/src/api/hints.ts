import { KEYS } from './queries.ts';

/** One line of the gateway's stream: something changed, without saying what it is now. */
export interface Hint {
  kind: string;
  messageId?: string;
  conversationId?: string;
  channelId?: string;
}

/** Reads one event of the stream; null: not one of ours. */
export function parseHint(text: string): Hint | null {
  try {
    const value: unknown = JSON.parse(text);
    const isHint = typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
    return isHint ? (value as Hint) : null;
  } catch {
    return null;
  }
}

/**
 * Query keys that may be out of date after these hints. A hint about a channel touches the channels only, everything else the lists of
 * messages and dead letters and the open stories (a story shows its neighbours too, so it is not looked up by message).
 */
export function staleKeys(hints: readonly Hint[]): string[] {
  const keys = new Set<string>();
  for (const { kind } of hints) {
    if (kind.startsWith('channel')) keys.add(KEYS.channels);
    else for (const key of [KEYS.messages, KEYS.trace, KEYS.deadLetters]) keys.add(key);
  }
  return [...keys];
}
