export type Direction = 'inbound' | 'outbound';

/** Who wrote a message. `app_echo`: the business itself, from the WhatsApp Business app. */
export type Author = 'contact' | 'bot' | 'agent' | 'api' | 'campaign' | 'app_echo';

/** `observe`: stored and shown, never answered, never holding a lane. */
export type Duty = 'answer' | 'observe';

/**
 * Inbound: `received` (waits for its turn) → `answered` | `ignored` (observed, stale, channel disabled) | `failed` (dead letter).
 * Outbound: `queued` → `sending` → `accepted` → `sent` → `delivered` → `read`; `in_doubt` between sending and accepted when we
 * cannot tell; `failed` replaces everything up to `sent`.
 */
export type MessageStatus =
  | 'received'
  | 'answered'
  | 'ignored'
  | 'queued'
  | 'sending'
  | 'in_doubt'
  | 'accepted'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed';

/** Outbound messages that still hold their conversation's place in line. */
export const PENDING_STATUSES = ['queued', 'sending', 'in_doubt'] as const satisfies readonly MessageStatus[];

/** Who answers a conversation now. Anything but `bot` turns new messages into `observe`. */
export type AnsweredBy = 'bot' | 'human' | 'paused';

/** A place in a conversation's order, counted in the conversation's row under its lock; starts at 1. */
export type Position = number;
