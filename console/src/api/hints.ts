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

/** What shows messages; a story shows its neighbours too, so it is not looked up by message. */
const MESSAGE_KEYS = [KEYS.messages, KEYS.trace, KEYS.deadLetters, KEYS.conversations, KEYS.contacts, KEYS.bulkSends];

/** By kind of hint. */
const STALE: ReadonlyMap<string, readonly string[]> = new Map([
  ['channel', [KEYS.channels, KEYS.health, KEYS.channelEvents]],
  ['template', [KEYS.templates, KEYS.health]],
  ['bulk', [KEYS.bulkSends]],
  ['conversation', [KEYS.conversations, KEYS.contacts]],
  ['dead_letter', [KEYS.deadLetters, KEYS.trace, KEYS.health]],
  ['event_webhook', []],
]);

/** Query keys that may be out of date after these hints. One of an unknown kind counts as one about a message. */
export function staleKeys(hints: readonly Hint[]): string[] {
  return [...new Set(hints.flatMap(({ kind }) => STALE.get(kind) ?? MESSAGE_KEYS))];
}
