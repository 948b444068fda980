import type { Bot, Channel, Connection, Sender } from '../domain/channel.ts';
import type { Connector, ConnectorDefinition } from '../domain/connector.ts';
import type { BotId, ChannelId, ConnectionId, SenderId } from '../domain/ids.ts';
import type { Provider, ProviderDefinition } from '../domain/provider.ts';

/** A connection with everything needed to use it. */
export interface ConnectionEntry {
  connection: Connection;
  definition: ProviderDefinition;
  provider: Provider;
  /** What the operator configured at the provider. */
  callbackUrl: string;
}

export interface ChannelEntry {
  channel: Channel;
  senders: readonly Sender[];
  active: ConnectionEntry | null;
  /** Active, standby and draining. */
  connections: readonly ConnectionEntry[];
}

export interface BotEntry {
  bot: Bot;
  definition: ConnectorDefinition;
  connector: Connector;
}

export interface SenderEntry {
  sender: Sender;
  channel: ChannelEntry;
  /** Connection of that channel at the provider that was asked for: the active one, else one that stands by, else a draining one. */
  connection: ConnectionEntry;
}

/**
 * The registry in memory: what the hot path looks up without asking the store. Reloaded when the registry changes on any node;
 * an unknown token or sender causes one reload a second at most before it is really unknown.
 */
export interface Directory {
  findByToken(token: string): Promise<{ entry: ConnectionEntry; channel: ChannelEntry } | null>;
  /** Senders of all channels whose connection at `provider` has this value in this sender field (or as `phoneNumber`). */
  findSenders(provider: string, field: string, value: string): Promise<readonly SenderEntry[]>;
  channel(id: ChannelId): ChannelEntry | undefined;
  /** All of them; the same array until something changes. */
  channels(): readonly ChannelEntry[];
  connection(id: ConnectionId): ConnectionEntry | undefined;
  sender(id: SenderId): { sender: Sender; channel: ChannelEntry } | undefined;
  bot(id: BotId): BotEntry | undefined;
  /** Remembers facts about a sender that a webhook told (`businessAccountId`); no write if they are known. */
  learn(senderId: SenderId, facts: Readonly<Record<string, string>>): void;
  /** Reads the registry again, now. Services call it after every change of theirs. */
  reload(): Promise<void>;
  close(): void;
}
