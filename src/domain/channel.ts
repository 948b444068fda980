import type { Pacing } from './capability.ts';
import type { OutboundContent } from './content.ts';
import type { StopReason } from './failure.ts';
import type { BotId, ChannelId, ConnectionId, SenderId } from './ids.ts';
import type { FieldValues } from './settings.ts';
import type { WindowPolicy } from './window.ts';

/** How several waiting messages of one conversation meet the bot. */
export type TurnMode = 'each' | 'gathered';

/** What an operator may set per channel. Times in ms. */
export interface ChannelRules {
  turnMode: TurnMode;
  /** Gathered: how long to wait for another message. */
  gatherMs: number;
  /** Inactivity that ends a session. */
  sessionTimeoutMs: number;
  /** Pause between two messages to one person. */
  messageDelayMs: number;
  /** Older messages are stored and ignored as stale. */
  maxAgeMs: number;
  botTimeoutMs: number;
  /** How long a bot that promised an answer for later may take. */
  replyWithinMs: number;
  windowPolicy: WindowPolicy;
  /** For policy `template`. */
  windowTemplate: OutboundContent | null;
  /** Said when the bot cannot be reached; null: the default of `language`. An empty text: say nothing. */
  fallbackText: string | null;
  language: string;
  /** After an unknown outcome: wait this long for an echo, then send once more or park. */
  doubtWaitMs: number;
  doubtPolicy: 'resend' | 'park';
  pacing: Partial<Pacing> | null;
  /** Mark messages read and show typing when a turn starts. */
  presence: boolean;
  /** Messages outside an answer may be sent: by the API, and to lists. */
  proactive: boolean;
  /** Tell the bot when a message that it has is edited or revoked. */
  tellAmendments: boolean;
}

export const DEFAULT_RULES: ChannelRules = {
  turnMode: 'each',
  gatherMs: 1_500,
  sessionTimeoutMs: 30 * 60_000,
  messageDelayMs: 0,
  maxAgeMs: 12 * 3_600_000,
  botTimeoutMs: 20_000,
  replyWithinMs: 60_000,
  windowPolicy: 'reject',
  windowTemplate: null,
  fallbackText: null,
  language: 'en',
  doubtWaitMs: 15_000,
  doubtPolicy: 'resend',
  pacing: null,
  presence: true,
  proactive: true,
  tellAmendments: false,
};

export interface Channel {
  id: ChannelId;
  name: string;
  botId: BotId | null;
  enabled: boolean;
  rules: ChannelRules;
  createdAt: number;
  updatedAt: number;
}

export type ConnectionState = 'active' | 'standby' | 'draining';

/** A channel's account at one provider. `settings` holds secrets in clear: it lives in memory only. */
export interface Connection {
  id: ConnectionId;
  channelId: ChannelId;
  provider: string;
  state: ConnectionState;
  /** 64 hex digits; the callback URL's last part. Never logged. */
  token: string;
  settings: FieldValues;
  createdAt: number;
  /** Absent or null: it may send. */
  stopped?: ConnectionStop | null;
}

/** Why nothing is sent over a connection. `message`: for the operator, without secrets. Epoch ms; `until` null: until it is released. */
export interface ConnectionStop {
  reason: StopReason;
  message: string;
  code?: string;
  at: number;
  until: number | null;
}

/** Whether nothing may be sent over this connection now. */
export function isStopped({ stopped }: Pick<Connection, 'stopped'>, now: number): boolean {
  return stopped != null && (stopped.until === null || now < stopped.until);
}

export interface Sender {
  id: SenderId;
  channelId: ChannelId;
  /** Digits, E.164 without plus. */
  phoneNumber: string;
  /** The provider's own sender fields (`phoneNumberId`, `businessAccountId`, …). */
  fields: FieldValues;
}

export interface Bot {
  id: BotId;
  name: string;
  connector: string;
  settings: FieldValues;
  createdAt: number;
  updatedAt: number;
}
