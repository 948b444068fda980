import type { DeliveryStatus } from '../../src/domain/status.ts';

/** Which of a channel's connections. */
export type Line = 'active' | 'standby';

/** A message that the provider took. */
export interface Acceptance {
  providerMessageId: string;
  attemptId: string;
  senderPhone: string;
  /** Name of the person who got it. */
  recipient: string;
  text: string;
  /** The connection that it came by. */
  line: Line;
  at: number;
  /** The provider will never tell its statuses. */
  isMute: boolean;
  /** Those that reached the gateway. */
  statuses: DeliveryStatus[];
}

export interface Written {
  text: string;
  senderPhone: string;
  /** Name of who wrote it, or is to get it. */
  person: string;
}

/** Identifiers that the store was shown together on one channel, with a message that it took, or without. */
export interface Sighted {
  keys: readonly string[];
  message: { text: string; senderId: string } | null;
}

/** What really happened in a schedule, written down by the world itself: the truth that the outcome is checked against. */
export interface SimRecord {
  /** Messages that people wrote. */
  written: Written[];
  /** Messages asked for through the API. */
  requested: Written[];
  /** In the order in which the store took them. */
  sighted: Sighted[];
  /** Turns in which the bot hands over, and whose conversation (`person>sender`). */
  handingOver: Map<string, string>;
  /** In the order in which the provider took them. */
  accepted: Acceptance[];
  /** When each attempt was begun, as the store's step number and time. */
  begun: Map<string, { step: number; at: number }>;
  /** Store's step number at which an attempt was first known by its echo. */
  echoed: Map<string, number>;
  /** Bots learn which conversation is whose (`person>sender`). */
  conversations: Map<string, string>;
  /** Conversations (`person>sender`) that a human answers now; not kept where one person may be two. */
  withHuman: Set<string>;
  /** Texts stored while a human answered. */
  forHuman: Set<string>;
  /** By conversation, the session's variables after all that was stored. */
  variables: Map<string, Record<string, unknown>>;
  /** How often a node was frozen: it swallows webhooks for as long. */
  pauses: number;
  /** Wrong already while it happened. */
  violations: string[];
}

export function createRecord(): SimRecord {
  return {
    written: [],
    requested: [],
    sighted: [],
    handingOver: new Map(),
    accepted: [],
    begun: new Map(),
    echoed: new Map(),
    conversations: new Map(),
    withHuman: new Set(),
    forHuman: new Set(),
    variables: new Map(),
    pauses: 0,
    violations: [],
  };
}
